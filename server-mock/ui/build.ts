import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import config from './vite.config.ts'

/** Folder of the built console. */
export const CONSOLE_FOLDER = fileURLToPath(new URL('dist', import.meta.url))

const SOURCES = fileURLToPath(new URL('.', import.meta.url))
/** Holds the digest of the sources that a build was made from; the server does not serve it. */
const STAMP = '.sources'
/** Names the versions of the packages that go into the build or make it. */
const LOCKFILE = fileURLToPath(new URL('../../package-lock.json', import.meta.url))

/**
 * Builds the console unless the folder holds a build of the same sources already.
 *
 * @param folder where the build goes; what was in it is removed
 * @returns whether it had to be built
 * @throws the error of the bundler, or of a file that cannot be read or written
 */
export async function buildConsole(folder = CONSOLE_FOLDER): Promise<boolean> {
  const digest = await sourcesDigest()
  const built = await readFile(join(folder, STAMP), 'utf8').catch(() => '')
  if (built === digest) return false
  const output = { ...config.build, outDir: folder, emptyOutDir: true }
  await build({ ...config, build: output, configFile: false, logLevel: 'warn' })
  await writeFile(join(folder, STAMP), digest)
  return true
}

async function sourcesDigest(): Promise<string> {
  const hash = createHash('sha256')
  const entries = await readdir(SOURCES, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.startsWith(CONSOLE_FOLDER))
    .sort()
  for (const file of files) {
    const bytes = await readFile(file)
    hash.update(`${relative(SOURCES, file)}\0${bytes.length}\0`).update(bytes)
  }
  return hash.update(await readFile(LOCKFILE)).digest('hex')
}

if (import.meta.main) {
  console.log((await buildConsole()) ? `built ${CONSOLE_FOLDER}` : `${CONSOLE_FOLDER} is up to date`)
}
