import { promisify } from 'node:util'
import {
  constants,
  inflateRaw,
  inflateRawSync,
  type ZlibOptions,
  type ZstdOptions,
  zstdDecompress,
  zstdDecompressSync,
} from 'node:zlib'
import { zstdFrameLength } from '../zstd-frame.ts'
import type { Qcow2Header } from './header.ts'
import { Qcow2Error } from './qcow2-error.ts'

/** Binary logarithm of the window that frames may ask for: more than a cluster of the largest size can use. */
const WINDOW_LOG = 22

const inflate = promisify<Uint8Array, ZlibOptions, Buffer>(inflateRaw)
const decompress = promisify<Uint8Array, ZstdOptions, Buffer>(zstdDecompress)

type Sizes = Pick<Qcow2Header, 'packing' | 'clusterSize'>

/**
 * Unpacks a compressed cluster, off the main thread.
 *
 * @param bytes with whatever follows them in their last sector
 * @throws Qcow2Error when they do not unpack to one cluster
 */
export async function unpackCluster(sizes: Sizes, bytes: Uint8Array): Promise<Uint8Array> {
  const { packing, clusterSize } = sizes
  try {
    return whole(
      sizes,
      packing === 'zstd'
        ? await decompress(frame(bytes), zstdOptions(clusterSize))
        : await inflate(bytes, deflateOptions(clusterSize)),
    )
  } catch (error) {
    throw broken(error)
  }
}

/** The same at once. @throws Qcow2Error */
export function unpackClusterNow(sizes: Sizes, bytes: Uint8Array): Uint8Array {
  const { packing, clusterSize } = sizes
  try {
    return whole(
      sizes,
      packing === 'zstd'
        ? zstdDecompressSync(frame(bytes), zstdOptions(clusterSize))
        : inflateRawSync(bytes, deflateOptions(clusterSize)),
    )
  } catch (error) {
    throw broken(error)
  }
}

/** A stream that does not say that it ends is as good as one that does, when it gives a whole cluster. */
function deflateOptions(clusterSize: number): ZlibOptions {
  return { ...sizesOf(clusterSize), finishFlush: constants.Z_SYNC_FLUSH }
}

/** A cluster comes out in one piece: more of them would be garbage. */
function sizesOf(clusterSize: number) {
  return { maxOutputLength: clusterSize, chunkSize: clusterSize + 64 }
}

function zstdOptions(clusterSize: number): ZstdOptions {
  return { ...sizesOf(clusterSize), params: { [constants.ZSTD_d_windowLogMax]: WINDOW_LOG } }
}

/** The first frame: what follows it belongs to the next cluster. */
function frame(bytes: Uint8Array): Uint8Array {
  const length = zstdFrameLength(bytes)
  if (length === undefined) throw new Qcow2Error('damaged', 'has a compressed cluster that is not whole')
  return bytes.subarray(0, length)
}

function whole({ clusterSize }: Sizes, bytes: Uint8Array): Uint8Array {
  if (bytes.length === clusterSize) return bytes
  throw new Qcow2Error('damaged', `has a compressed cluster of ${bytes.length} bytes, not ${clusterSize}`)
}

function broken(error: unknown): Qcow2Error {
  if (error instanceof Qcow2Error) return error
  return new Qcow2Error('damaged', 'has a compressed cluster that cannot be unpacked', undefined, error)
}
