import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { open } from 'node:fs/promises'
import { constants, createZstdCompress } from 'node:zlib'
import type { Received } from '../boot/intake.ts'
import type { Qcow2Disk } from './qcow2/qcow2-disk.ts'

/** Fast before small: the file is made once, and what it saves on the network a higher level hardly betters. */
const LEVEL = 3

/** Zeros are compressed so many at a time. */
const ZEROS = Buffer.alloc(1024 * 1024)

/**
 * Writes the disk of a qcow2 image as one zstd frame, whose header tells the size of the disk: machines refuse disks
 * that are too small by it, before they write. Rejects with Qcow2Error, with errors of the file, and when stopped.
 *
 * @param onProgress told how many bytes of the disk are done
 * @returns what was written
 */
export async function convert(
  disk: Qcow2Disk,
  file: string,
  onProgress: (done: number) => void,
  signal: AbortSignal,
): Promise<Received> {
  const { virtualSize } = disk.header
  const packer = createZstdCompress({
    pledgedSrcSize: virtualSize,
    params: {
      [constants.ZSTD_c_compressionLevel]: LEVEL,
      [constants.ZSTD_c_checksumFlag]: 1,
    },
  })
  packer.on('error', () => {})
  const written = write(packer.iterator({ destroyOnReturn: false }), file)
  written.catch((error: Error) => packer.destroy(error))
  try {
    let done = 0
    const put = async (bytes: Uint8Array) => {
      signal.throwIfAborted()
      if (packer.errored !== null) throw packer.errored
      if (!packer.write(bytes)) await once(packer, 'drain', { signal })
      done += bytes.length
      onProgress(done)
    }
    for await (const part of disk.parts()) {
      if (part.kind === 'bytes') await put(part.bytes)
      else {
        for (let left = part.length; left > 0; left -= Math.min(left, ZEROS.length)) {
          await put(ZEROS.subarray(0, left))
        }
      }
    }
    packer.end()
    return await written
  } finally {
    packer.destroy(new Error('the disk could not be read'))
    // The file is closed when this is over.
    await written.catch(() => {})
  }
}

async function write(bytes: AsyncIterable<Uint8Array>, file: string): Promise<Received> {
  const hash = createHash('sha256')
  let size = 0
  const handle = await open(file, 'wx', 0o644)
  try {
    for await (const chunk of bytes) {
      hash.update(chunk)
      size += chunk.length
      for (let at = 0; at < chunk.length; )
        at += (await handle.write(chunk, at, chunk.length - at)).bytesWritten
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return { size, sha256: hash.digest('hex') }
}
