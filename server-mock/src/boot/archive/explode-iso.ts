import { type Extracted, Extraction } from './extraction.ts'
import type { RandomAccess } from './iso9660/image.ts'
import { readImage } from './iso9660/image.ts'
import { type Extent, walkIso } from './iso9660/walk.ts'

/** Files, folders and links of one image. */
const MAX_ENTRIES = 500_000
/** Discs show one file at several places without storing it twice; so often at most, over all of the disc. */
const MAX_SHARING = 4
/** Bytes read at once. */
const CHUNK = 1024 * 1024

/**
 * Unpacks an ISO 9660 image into a folder that is there and empty. The image is never held in memory. Links that
 * may lead out of the tree and devices are left out.
 *
 * @throws ArchiveError; the reason of the signal; or what the file system throws
 */
export async function explodeIso(
  image: RandomAccess,
  folder: string,
  signal: AbortSignal,
): Promise<Extracted> {
  const extraction = new Extraction(folder, { entries: MAX_ENTRIES, bytes: () => image.size * MAX_SHARING })
  for await (const entry of walkIso(image)) {
    signal.throwIfAborted()
    const { parts } = entry
    switch (entry.kind) {
      case 'folder':
        await extraction.folder(parts)
        break
      case 'file':
        await extraction.file(parts, bytesOf(image, entry.extents, signal), entry)
        break
      case 'link':
        if (!extraction.link(parts, entry.target)) extraction.leaveOut(parts)
        break
      case 'special':
        extraction.leaveOut(parts)
        break
    }
  }
  return extraction.finish()
}

async function* bytesOf(
  image: RandomAccess,
  extents: readonly Extent[],
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for (const { offset, length } of extents) {
    for (let done = 0; done < length; done += CHUNK) {
      signal.throwIfAborted()
      yield await readImage(image, offset + done, Math.min(CHUNK, length - done))
    }
  }
}
