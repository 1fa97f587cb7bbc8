import { ArchiveError } from '../archive-error.ts'

/** Something of known size that can be read anywhere, such as a file. */
export interface RandomAccess {
  /** Bytes. */
  readonly size: number
  /** Reads into the buffer from an offset; bytes read, fewer than asked for only at the end. */
  read(buffer: Buffer, offset: number): Promise<number>
}

/** Bytes of a logical sector of a disc (ECMA-119 §6.1.2). */
export const SECTOR = 2048

/**
 * Reads a piece of a disc image, all of it.
 *
 * @throws ArchiveError `damaged` when the image does not reach that far
 */
export async function readImage(image: RandomAccess, offset: number, length: number): Promise<Buffer> {
  if (!Number.isSafeInteger(offset) || offset < 0 || offset + length > image.size) {
    throw new ArchiveError(
      'damaged',
      `the image is cut short: it has ${image.size} bytes, but something in it lies at ${offset} to ${offset + length}; upload it again`,
    )
  }
  const buffer = Buffer.allocUnsafe(length)
  for (let done = 0; done < length; ) {
    const read = await image.read(buffer.subarray(done), offset + done)
    if (read === 0) throw new ArchiveError('damaged', `the image ended at ${offset + done} while it was read`)
    done += read
  }
  return buffer
}

/**
 * An image of which only so much can be read, however often its parts refer to each other.
 *
 * @param most bytes; reading more throws an ArchiveError `damaged`
 */
export function metered(image: RandomAccess, most: number): RandomAccess {
  let left = most
  return {
    size: image.size,
    read: async (buffer, offset) => {
      left -= buffer.length
      if (left < 0) {
        throw new ArchiveError(
          'damaged',
          `the image is damaged: its folders are more than ${most} bytes to read`,
        )
      }
      return await image.read(buffer, offset)
    },
  }
}
