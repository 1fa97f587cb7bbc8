import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'

/**
 * Writes a zip whose bytes depend on the names and contents only.
 *
 * @param files path on disk by name in the zip
 * @param executable name of the one that gets mode 755; all others get 644
 */
export async function writeZip(
  zip: string,
  files: ReadonlyMap<string, string>,
  executable: string,
): Promise<void> {
  // The first day a zip can name, in the local time that zips hold: what is inside has a version, not a time.
  const mtime = new Date(1980, 0, 1)
  const writer = new ZipFile()
  for (const [name, file] of [...files].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const mode = name === executable ? 0o100755 : 0o100644
    writer.addBuffer(await readFile(file), name, { mtime, mode, forceDosTimestamp: true })
  }
  writer.end()
  await pipeline(writer.outputStream, createWriteStream(zip))
}
