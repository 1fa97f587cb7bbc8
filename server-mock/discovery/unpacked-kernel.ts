import { readFile, rm, writeFile } from 'node:fs/promises'
import { runTool } from './tool.ts'

/** A kernel image is not what it should be. `code` is `KERNEL_UNREADABLE`. */
export class KernelUnreadableError extends Error {
  readonly code = 'KERNEL_UNREADABLE'

  constructor(reason: string) {
    super(`The kernel image cannot be unpacked: ${reason}; machines are started with it as it is`)
    this.name = 'KernelUnreadableError'
  }
}

/** Places in the header of an x86 kernel image (Linux, Documentation/arch/x86/boot.rst). */
const SETUP_SECTORS = 0x1f1
const SYSTEM_SIZE = 0x1f4
const BOOT_FLAG = 0x1fe
const MAGIC = 0x202
const VERSION = 0x206
const XLOAD_FLAGS = 0x236
const PAYLOAD_OFFSET = 0x248
const PAYLOAD_LENGTH = 0x24c
const INIT_SIZE = 0x260
const HANDOVER_OFFSET = 0x264

/** Flags of {@link XLOAD_FLAGS}: has a 64-bit entry, and the entries for EFI firmware. */
const KERNEL_64 = 1
const EFI_HANDOVER = 4 | 8

/** Where a 64-bit loader enters the part behind the setup code. */
const ENTRY = 0x200
/** The kernel itself wants to lie at a multiple of this. */
const ALIGNMENT = 0x200000

/** Programs that unpack a payload, by how it begins. */
const unpackers: readonly (readonly [magic: string, argv: readonly [string, ...string[]]])[] = [
  ['fd377a585a00', ['xz', '-dc', '--single-stream']],
  ['28b52ffd', ['zstd', '-dcq']],
  ['1f8b', ['gzip', '-dc']],
]

/** The compressed kernel inside a kernel image, and the program that unpacks it to standard output. */
export type Payload = { readonly bytes: Buffer; readonly unpack: readonly [string, ...string[]] }

/**
 * Finds the compressed kernel in an x86-64 image (boot protocol 2.12 or later). The last four bytes, the size that
 * the kernel's own unpacker is told, are left out.
 * @throws KernelUnreadableError
 */
export function payloadOf(image: Buffer): Payload {
  if (image.length < 1024 || image.readUInt16LE(BOOT_FLAG) !== 0xaa55) {
    throw new KernelUnreadableError('it has no boot sector')
  }
  if (image.toString('latin1', MAGIC, MAGIC + 4) !== 'HdrS' || image.readUInt16LE(VERSION) < 0x20c) {
    throw new KernelUnreadableError('it follows no boot protocol that has a 64-bit entry')
  }
  if ((image.readUInt16LE(XLOAD_FLAGS) & KERNEL_64) === 0) {
    throw new KernelUnreadableError('it has no 64-bit entry')
  }
  const from = setupBytes(image) + image.readUInt32LE(PAYLOAD_OFFSET)
  const bytes = image.subarray(from, from + image.readUInt32LE(PAYLOAD_LENGTH) - 4)
  const unpack = unpackers.find(([magic]) => bytes.toString('hex', 0, magic.length / 2) === magic)?.[1]
  if (unpack === undefined) throw new KernelUnreadableError('it is compressed in a way that is not known')
  return { bytes, unpack }
}

/**
 * An image of the same kernel that has nothing left to unpack: the setup header of `image`, then a jump, then the
 * kernel as it lies in memory. For loaders that use the 64-bit entry, which is kexec; firmware and boot loaders
 * cannot start it. The kernel lies where it was linked: the unpacker it does without also chooses random addresses.
 *
 * @param elf the unpacked kernel
 * @throws KernelUnreadableError
 */
export function unpackedImage(image: Buffer, elf: Buffer): Buffer {
  const segments = loadSegments(elf)
  const base = Math.min(...segments.map(({ address }) => address))
  const end = Math.max(...segments.map(({ address, memory }) => address + memory))
  const kernel = Buffer.alloc(ALIGNMENT + end - base)
  for (const { address, offset, size } of segments) {
    elf.copy(kernel, ALIGNMENT + address - base, offset, offset + size)
  }
  const entry = Number(elf.readBigUInt64LE(24))
  if (entry < base || entry >= end) throw new KernelUnreadableError('it is entered outside of itself')
  // jmp rel32, relative to the instruction behind it.
  kernel[ENTRY] = 0xe9
  kernel.writeInt32LE(ALIGNMENT + entry - base - (ENTRY + 5), ENTRY + 1)
  const filled = trimmed(kernel)
  const setup = Buffer.from(image.subarray(0, setupBytes(image)))
  setup.writeUInt32LE(filled.length / 16, SYSTEM_SIZE)
  setup.writeUInt16LE(setup.readUInt16LE(XLOAD_FLAGS) & ~EFI_HANDOVER, XLOAD_FLAGS)
  setup.writeUInt32LE(0, PAYLOAD_OFFSET)
  setup.writeUInt32LE(0, PAYLOAD_LENGTH)
  setup.writeUInt32LE(kernel.length, INIT_SIZE)
  setup.writeUInt32LE(0, HANDOVER_OFFSET)
  return Buffer.concat([setup, filled])
}

/** Without the zeros at its end: the loader clears what it does not fill. Sectors stay whole. */
function trimmed(kernel: Buffer): Buffer {
  let length = kernel.length
  while (length > 0 && kernel[length - 1] === 0) length -= 1
  return kernel.subarray(0, Math.min(Math.ceil(length / 512) * 512, kernel.length))
}

function setupBytes(image: Buffer): number {
  return ((image[SETUP_SECTORS] || 4) + 1) * 512
}

type Segment = { address: number; offset: number; size: number; memory: number }

const LOAD = 1

/** The parts of an x86-64 ELF program that are loaded, by their physical address. */
function loadSegments(elf: Buffer): Segment[] {
  if (elf.length < 64 || elf.toString('hex', 0, 6) !== '7f454c460201' || elf.readUInt16LE(18) !== 62) {
    throw new KernelUnreadableError('what is inside is no program for x86-64')
  }
  const table = Number(elf.readBigUInt64LE(32))
  const count = elf.readUInt16LE(56)
  if (elf.readUInt16LE(54) !== 56 || table + count * 56 > elf.length) {
    throw new KernelUnreadableError('its list of segments is damaged')
  }
  const segments = Array.from({ length: count }, (_, index) => elf.subarray(table + index * 56))
    .filter((header) => header.readUInt32LE(0) === LOAD)
    .map((header) => ({
      offset: Number(header.readBigUInt64LE(8)),
      address: Number(header.readBigUInt64LE(24)),
      size: Number(header.readBigUInt64LE(32)),
      memory: Number(header.readBigUInt64LE(40)),
    }))
  const start = Math.min(...segments.map(({ address }) => address))
  const wrong = segments.some(
    ({ offset, size, memory, address }) =>
      offset + size > elf.length || size > memory || address + memory - start > 256 * 1024 * 1024,
  )
  if (segments.length === 0 || wrong || start % ALIGNMENT !== 0) {
    throw new KernelUnreadableError('its segments are not where they can be')
  }
  return segments
}

/**
 * Unpacks a kernel image and writes {@link unpackedImage} of it to a file.
 * @throws KernelUnreadableError, ToolMissingError, ToolFailedError
 */
export async function writeUnpackedKernel(source: string, target: string): Promise<void> {
  const image = await readFile(source)
  const { bytes, unpack } = payloadOf(image)
  const [packed, elf] = [`${target}.packed`, `${target}.elf`]
  try {
    await writeFile(packed, bytes)
    await runTool([
      'sh',
      '-c',
      'from=$1 to=$2; shift 2; exec "$@" < "$from" > "$to"',
      'sh',
      packed,
      elf,
      ...unpack,
    ])
    await writeFile(target, unpackedImage(image, await readFile(elf)))
  } finally {
    await rm(packed, { force: true })
    await rm(elf, { force: true })
  }
}
