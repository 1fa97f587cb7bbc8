/** A table entry, or bytes, at an offset. */
export interface Patch {
  readonly at: number
  readonly value: bigint | Uint8Array
}

/** What a made-up image is like. */
export interface Made {
  readonly version?: 2 | 3
  readonly clusterBits?: number
  readonly virtualSize?: bigint
  readonly l1Size?: number
  readonly l1Offset?: bigint
  /** Incompatible feature bits. */
  readonly features?: bigint
  readonly packing?: number
  /** Written over the finished file. */
  readonly patches?: readonly Patch[]
  /** Clusters of the file. */
  readonly clusters?: number
}

/**
 * A qcow2 file by hand: header in cluster 0, L1 table in 1, which names the L2 table in 2, which says that the first
 * cluster of the disk is in 3. Cluster `n` of the file is filled with the byte `n` from 3 on.
 */
export function buildQcow2(made: Made = {}): Buffer {
  const { version = 3, clusterBits = 9, packing = 0, features = 0n } = made
  const size = 2 ** clusterBits
  const clusters = made.clusters ?? 4
  const file = Buffer.alloc(clusters * size)
  for (let index = 3; index < clusters; index++) file.fill(index, index * size, (index + 1) * size)
  file.write('QFI\xfb', 0, 'latin1')
  file.writeUInt32BE(version, 4)
  file.writeUInt32BE(clusterBits, 20)
  file.writeBigUInt64BE(made.virtualSize ?? BigInt(size * 4), 24)
  file.writeUInt32BE(made.l1Size ?? 1, 36)
  file.writeBigUInt64BE(made.l1Offset ?? BigInt(size), 40)
  if (version === 3) {
    file.writeBigUInt64BE(features, 72)
    file.writeUInt32BE(4, 96)
    file.writeUInt32BE(112, 100)
    file.writeUInt8(packing, 104)
  }
  file.writeBigUInt64BE(COPIED | BigInt(2 * size), size)
  file.writeBigUInt64BE(COPIED | BigInt(3 * size), 2 * size)
  for (const { at, value } of made.patches ?? []) {
    if (typeof value === 'bigint') file.writeBigUInt64BE(value, at)
    else file.set(value, at)
  }
  return file
}

/** Flag of an entry whose cluster is used once. */
export const COPIED = 1n << 63n

/** A source over bytes that are there already. */
export function sourceOf(bytes: Uint8Array) {
  return {
    size: bytes.length,
    read: async (offset: number, length: number) => {
      if (offset < 0 || offset + length > bytes.length) throw new Error(`asked for ${length} at ${offset}`)
      return bytes.subarray(offset, offset + length)
    },
  }
}
