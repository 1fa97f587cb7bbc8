import { UploadError } from '../boot/upload-error.ts'
import { MAX_DISK } from './derived-images.ts'
import { withFile } from './file-bytes.ts'
import { HEADER_BYTES, isQcow2 } from './qcow2/header.ts'
import { Qcow2Disk } from './qcow2/qcow2-disk.ts'
import { Qcow2Error } from './qcow2/qcow2-error.ts'

/**
 * Looks at a file before it becomes an image: a qcow2 image must be one that a disk can be made of.
 *
 * @param must what it has to be; anything when absent
 * @throws UploadError `content`
 */
export function acceptImage(file: string, must?: 'qcow2'): Promise<void> {
  return withFile(file, async (source) => {
    const start = await source.read(0, Math.min(HEADER_BYTES, source.size))
    if (!isQcow2(start)) {
      if (must === undefined) return
      throw new UploadError('content', 'the file is no qcow2 image; correct image-deploy/image-type')
    }
    try {
      await Qcow2Disk.open(source, MAX_DISK)
    } catch (error) {
      throw error instanceof Qcow2Error ? new UploadError('content', error.message, error) : error
    }
  })
}
