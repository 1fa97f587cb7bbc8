import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Digest (first 24 hex digits of a SHA-256) of everything an image is made from: the given words, in order,
 * and the contents of the given files.
 */
export async function digestOf(words: readonly string[], files: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const word of words) hash.update(`word ${word.length} ${word}\n`)
  for (const file of files) {
    const content = await readFile(file)
    hash.update(`file ${content.length}\n`)
    hash.update(content)
  }
  return hash.digest('hex').slice(0, 24)
}

/** SHA-256 of a file, in hex. */
export async function sha256File(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
}

/**
 * Makes `<cacheDir>/<kind>-<digest>` by `build`, or finds it there. The directory appears complete or not at
 * all; two builds at one time do not disturb each other.
 * @returns the directory, and whether it was there before.
 */
export async function cachedDirectory(
  cacheDir: string,
  kind: string,
  digest: string,
  build: (dir: string) => Promise<void>,
): Promise<{ dir: string; cached: boolean }> {
  const dir = join(cacheDir, `${kind}-${digest}`)
  if (existsSync(dir)) return { dir, cached: true }
  await mkdir(cacheDir, { recursive: true })
  const work = await mkdtemp(join(cacheDir, `.${kind}-`))
  try {
    await build(work)
    await chmod(work, 0o755)
    await rename(work, dir).catch((error: unknown) => {
      if (!existsSync(dir)) throw error
    })
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  return { dir, cached: false }
}
