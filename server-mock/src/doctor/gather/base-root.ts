import { constants } from 'node:fs'
import { access, readdir, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { BaseRootFacts, SecretFile } from '../facts.ts'

/** Files that hold secrets when they are there. */
const SECRET_FILES = ['initial-password', 'tls/server.key']
/** Folders whose files do: the store with its journals, private keys of objects. */
const SECRET_FOLDERS = [
  { folder: 'digitalrebar', files: /\.sqlite(-wal|-shm|-journal)?$/ },
  { folder: 'secrets', files: /./ },
] as const

/** Looks into the folder of everything the server keeps; reads no file. */
export async function lookAtBaseRoot(path: string): Promise<BaseRootFacts> {
  try {
    const [{ mode }, space] = await Promise.all([stat(path), statfs(path), readdir(path)])
    const secrets = await secretFiles(path)
    return {
      kind: 'open',
      path,
      mode: mode & 0o7777,
      writable: await may(path, constants.W_OK),
      bytesFree: space.bavail * space.bsize,
      bytesTotal: space.blocks * space.bsize,
      secrets,
      initialPassword: secrets.some((secret) => secret.path === 'initial-password'),
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT') return { kind: 'absent', path }
    return { kind: 'closed', path, reason: error instanceof Error ? error.message : String(error) }
  }
}

async function secretFiles(root: string): Promise<SecretFile[]> {
  const below = await Promise.all(
    SECRET_FOLDERS.map(async ({ folder, files }) => {
      const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => [])
      const names = entries.filter((entry) => entry.isFile() && files.test(entry.name))
      return names.map(({ name }) => `${folder}/${name}`)
    }),
  )
  const modes = [...SECRET_FILES, ...below.flat()].map(async (path): Promise<SecretFile[]> => {
    const found = await stat(join(root, path)).catch(() => undefined)
    return found === undefined ? [] : [{ path, mode: found.mode & 0o777 }]
  })
  return (await Promise.all(modes)).flat()
}

async function may(path: string, mode: number): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  )
}
