import type { Extent } from './extent.ts'
import type { Qcow2Header } from './header.ts'
import { Qcow2Error } from './qcow2-error.ts'

/** Bits 9 to 55 of a table entry hold an offset; these are the ones of its upper half. */
const OFFSET_HIGH = 0x00_ff_ff_ff
/** Bits 62 and 63: compressed, and used once. */
const FLAGS_HIGH = 0xc0_00_00_00
const PACKED_HIGH = 0x40_00_00_00
const READS_ZERO = 1

/** A table entry in two halves, each an unsigned number of 32 bits. */
export interface Entry {
  readonly high: number
  readonly low: number
}

/**
 * Place of the L2 table that an L1 entry names; 0 for none.
 *
 * @throws Qcow2Error when no table can be there
 */
export function l2TableAt({ high, low }: Entry, header: Qcow2Header, fileSize: number): number {
  const offset = (high & OFFSET_HIGH) * 2 ** 32 + low
  if (offset === 0) return 0
  const { clusterSize, l1Offset, l1Entries } = header
  const overL1 = offset + clusterSize > l1Offset && offset < l1Offset + l1Entries * 8
  if (offset % clusterSize !== 0 || offset + clusterSize > fileSize || overL1)
    throw new Qcow2Error('damaged', `has an L2 table at ${offset}, where none can be`)
  return offset
}

/**
 * Where the bytes of a cluster are, from `skip` on, to its end or that of the run of subclusters that are alike.
 *
 * @param bitmap of its subclusters; absent where there are none
 * @throws Qcow2Error when the entry is none, or leads out of the file
 */
export function extentOf(
  entry: Entry,
  bitmap: Entry | undefined,
  skip: number,
  header: Qcow2Header,
  fileSize: number,
): Extent {
  const { clusterSize } = header
  const length = clusterSize - skip
  if ((entry.high & PACKED_HIGH) !== 0) return packed(entry, skip, header, fileSize)
  const readsZero = (entry.low & READS_ZERO) !== 0
  const at = (entry.high & OFFSET_HIGH) * 2 ** 32 + (entry.low - (readsZero ? 1 : 0))
  const reserved = (entry.high & ~(OFFSET_HIGH | FLAGS_HIGH)) !== 0 || at % clusterSize !== 0
  const bad = readsZero && (header.version === 2 || bitmap !== undefined)
  if (reserved || bad) throw new Qcow2Error('damaged', `has an L2 entry with an impossible offset ${at}`)
  if (at > 0 && at >= fileSize) throw new Qcow2Error('damaged', `has a cluster at ${at}, behind its end`)
  if (bitmap === undefined) {
    return readsZero || at === 0 ? { kind: 'zero', length } : { kind: 'stored', at: at + skip, length }
  }
  return subclusters(at, bitmap, skip, clusterSize / 32)
}

/** One run of subclusters, all of which are there or none. */
function subclusters(at: number, { high: zero, low: there }: Entry, skip: number, size: number): Extent {
  if ((zero & there) !== 0) throw new Qcow2Error('damaged', 'has a subcluster that is zero and is not')
  if (at === 0 && there !== 0) throw new Qcow2Error('damaged', 'has subclusters that are nowhere')
  const first = Math.floor(skip / size)
  const isThere = (index: number) => ((there >>> index) & 1) === 1
  let end = first + 1
  while (end < 32 && isThere(end) === isThere(first)) end++
  const length = end * size - skip
  return isThere(first) ? { kind: 'stored', at: at + skip, length } : { kind: 'zero', length }
}

function packed({ high, low }: Entry, skip: number, header: Qcow2Header, fileSize: number): Extent {
  const { clusterBits, clusterSize } = header
  const offsetBits = BigInt(70 - clusterBits)
  const descriptor = BigInt(high & ~FLAGS_HIGH) * 2n ** 32n + BigInt(low)
  const at = Number(descriptor & ((1n << offsetBits) - 1n))
  const sectors = Number(descriptor >> offsetBits) + 1
  if (at < clusterSize || at >= fileSize)
    throw new Qcow2Error('damaged', `has a compressed cluster at ${at}, where none can be`)
  const size = Math.min(sectors * 512 - (at % 512), fileSize - at)
  return { kind: 'packed', at, size, skip, length: clusterSize - skip }
}
