import { buffer } from 'node:stream/consumers'
import { openPromise } from 'yauzl'

/** A file in a zip. */
export interface ZipEntry {
  readonly name: string
  /** Kind and rights of the file, as in `stat`. */
  readonly mode: number
  readonly content: Buffer
}

/** Everything in a zip, in its order. */
export async function readZip(file: string): Promise<readonly ZipEntry[]> {
  const zip = await openPromise(file)
  const entries: ZipEntry[] = []
  for await (const entry of zip.eachEntry()) {
    const content = await buffer(await zip.openReadStreamPromise(entry))
    entries.push({ name: entry.fileName, mode: entry.externalFileAttributes >>> 16, content })
  }
  return entries
}
