const SECTOR = 512
/** Place of the 64-bit start sector of the core image in GRUB's boot sector. */
const KERNEL_SECTOR_OFFSET = 0x5c
/** Real-mode segment GRUB loads the rest of its core image to. */
const LOAD_SEGMENT = 0x820

/**
 * The 440 bytes of code for the first sector of a BIOS disk, pointing at a core image at `coreSector`.
 * The partition table behind them stays as it is.
 */
export function bootSector(bootImage: Uint8Array, coreSector: number): Buffer {
  if (bootImage.length < 440)
    throw new RangeError(`boot.img has ${bootImage.length} bytes, at least 440 are needed`)
  const code = Buffer.from(bootImage.subarray(0, 440))
  code.writeBigUInt64LE(BigInt(coreSector), KERNEL_SECTOR_OFFSET)
  return code
}

/**
 * A GRUB core image prepared to lie at `coreSector`: the block list at the end of its first sector says where
 * the rest is (start sector, count, segment).
 * @throws RangeError when it would not fit into `maxSectors`.
 */
export function placedCore(coreImage: Uint8Array, coreSector: number, maxSectors: number): Buffer {
  const sectors = Math.ceil(coreImage.length / SECTOR)
  if (sectors > maxSectors)
    throw new RangeError(`core.img has ${sectors} sectors, the partition ${maxSectors}`)
  const core = Buffer.alloc(sectors * SECTOR)
  core.set(coreImage)
  core.writeBigUInt64LE(BigInt(coreSector + 1), SECTOR - 12)
  core.writeUInt16LE(sectors - 1, SECTOR - 4)
  core.writeUInt16LE(LOAD_SEGMENT, SECTOR - 2)
  return core
}
