import { Qcow2Error } from './qcow2-error.ts'

/** What the header of a qcow2 image says, checked. Offsets and sizes are bytes. */
export interface Qcow2Header {
  readonly version: 2 | 3
  /** Size of the disk that it holds. */
  readonly virtualSize: number
  readonly clusterSize: number
  readonly clusterBits: number
  readonly l1Offset: number
  /** Entries of the L1 table that the disk needs; the table may have more. */
  readonly l1Entries: number
  /** Entries of one L2 table. */
  readonly l2Entries: number
  /** L2 entries have a bitmap of 32 subclusters behind them. */
  readonly subclusters: boolean
  readonly packing: 'deflate' | 'zstd'
}

/** Bytes of the longest header that is looked at. */
export const HEADER_BYTES = 112

/** Bytes of an L1 table at most, as QEMU has it. */
const MAX_L1_BYTES = 32 * 1024 * 1024

const MAGIC = 0x51_46_49_fb
const DIRTY = 1
const CORRUPT = 2
const EXTERNAL_DATA = 4
const OTHER_COMPRESSION = 8
const SUBCLUSTERS = 16
const KNOWN = DIRTY | CORRUPT | EXTERNAL_DATA | OTHER_COMPRESSION | SUBCLUSTERS

/** Whether a file begins as a qcow2 image does, of whatever version. */
export function isQcow2(start: Uint8Array): boolean {
  return start.length >= 4 && viewOf(start).getUint32(0) === MAGIC
}

/**
 * Reads the header (QEMU's docs/interop/qcow2.txt). Reference counts are not looked at: an image that was not
 * closed (dirty) reads as well as any other.
 *
 * @param start first `HEADER_BYTES` of the file, or all of a shorter one
 * @param fileSize bytes of the file
 * @param maxSize bytes that the disk may have
 * @throws Qcow2Error for backing files, external data, encryption, unknown features, and what contradicts itself
 */
export function parseHeader(start: Uint8Array, fileSize: number, maxSize: number): Qcow2Header {
  if (start.length < 72)
    throw new Qcow2Error('damaged', `ends within its header, after ${start.length} bytes`)
  if (!isQcow2(start)) throw new Qcow2Error('damaged', 'does not begin with the magic number of qcow2')
  const view = viewOf(start)
  const version = view.getUint32(4)
  if (version !== 2 && version !== 3)
    throw new Qcow2Error('unsupported', `has version ${version}, not 2 or 3`)
  const clusterBits = view.getUint32(20)
  if (clusterBits < 9 || clusterBits > 21)
    throw new Qcow2Error('damaged', `has clusters of 2^${clusterBits} bytes, not of 2^9 to 2^21`)
  const clusterSize = 2 ** clusterBits
  if (u64(view, 8) !== 0)
    throw new Qcow2Error('unsupported', 'has a backing file, which would have to be there too')
  if (view.getUint32(32) !== 0) throw new Qcow2Error('unsupported', 'is encrypted')
  const { subclusters, packing } = version === 3 ? features(view, clusterSize) : PLAIN
  if (subclusters && clusterBits < 14)
    throw new Qcow2Error('damaged', `has subclusters in clusters of ${clusterSize} bytes`)

  const virtualSize = u64(view, 24)
  if (virtualSize > maxSize)
    throw new Qcow2Error('unsupported', `holds a disk of ${virtualSize} bytes; at most ${maxSize} are taken`)
  const l2Entries = clusterSize / (subclusters ? 16 : 8)
  const l1Entries = Math.ceil(virtualSize / (clusterSize * l2Entries))
  const l1Size = view.getUint32(36)
  const l1Offset = u64(view, 40)
  if (l1Size * 8 > MAX_L1_BYTES) throw new Qcow2Error('damaged', `has an L1 table of ${l1Size} entries`)
  if (l1Size < l1Entries)
    throw new Qcow2Error('damaged', `has ${l1Size} L1 entries where its disk needs ${l1Entries}`)
  const outside = l1Offset < clusterSize || l1Offset + l1Entries * 8 > fileSize
  if (l1Entries > 0 && (l1Offset % clusterSize !== 0 || outside))
    throw new Qcow2Error('damaged', `has its L1 table at ${l1Offset}, where none can be`)
  return {
    ...{ version, virtualSize, clusterSize, clusterBits, l1Offset, l1Entries, l2Entries },
    ...{ subclusters, packing },
  }
}

const PLAIN = { subclusters: false, packing: 'deflate' } as const

/** The part of the header that version 3 added. */
function features(view: DataView, clusterSize: number): Pick<Qcow2Header, 'subclusters' | 'packing'> {
  if (view.byteLength < 104) throw new Qcow2Error('damaged', 'ends within its header')
  const length = view.getUint32(100)
  if (length < 104 || length % 8 !== 0 || length > clusterSize)
    throw new Qcow2Error('damaged', `has a header of ${length} bytes`)
  const bits = view.getUint32(76)
  if (view.getUint32(72) !== 0 || (bits & ~KNOWN) !== 0) {
    const all = view.getBigUint64(72).toString(16)
    throw new Qcow2Error('unsupported', `needs features that are not known here (bits 0x${all})`)
  }
  if ((bits & CORRUPT) !== 0)
    throw new Qcow2Error('damaged', 'is marked corrupt', 'repair it with `qemu-img check -r all`')
  if ((bits & EXTERNAL_DATA) !== 0)
    throw new Qcow2Error('unsupported', 'keeps its data in another file, which would have to be there too')
  const order = view.getUint32(96)
  if (order > 6) throw new Qcow2Error('damaged', `has reference counts of 2^${order} bits`)
  const type = length > 104 && view.byteLength > 104 ? view.getUint8(104) : 0
  if (type > 1) throw new Qcow2Error('unsupported', `is compressed in a way (${type}) that is not known here`)
  if ((type !== 0) !== ((bits & OTHER_COMPRESSION) !== 0))
    throw new Qcow2Error('damaged', 'contradicts itself about how it is compressed')
  return { subclusters: (bits & SUBCLUSTERS) !== 0, packing: type === 1 ? 'zstd' : 'deflate' }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** An unsigned 64-bit number; those above 2^53 lose their last bits, and are out of all bounds anyway. */
function u64(view: DataView, offset: number): number {
  return view.getUint32(offset) * 2 ** 32 + view.getUint32(offset + 4)
}
