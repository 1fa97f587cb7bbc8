import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'

/** SHA-256 of a file in lower-case hexadecimal; with `zh:` before it, a lock file's hash of a zip. */
export async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

/**
 * The hash of a package's contents that lock files and network mirrors hold, `h1:` and base64: SHA-256 over one
 * line `<SHA-256>  <name>` per file, in the order of the names. It is the same for a zip and for what comes out of
 * it. (Go's `dirhash.Hash1`.)
 *
 * @param files path on disk by name in the package
 */
export async function packageHash(files: ReadonlyMap<string, string>): Promise<string> {
  const hash = createHash('sha256')
  for (const [name, file] of [...files].toSorted(([a], [b]) =>
    Buffer.compare(Buffer.from(a), Buffer.from(b)),
  )) {
    hash.update(`${await sha256(file)}  ${name}\n`)
  }
  return `h1:${hash.digest('base64')}`
}
