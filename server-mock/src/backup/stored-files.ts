import { constants } from 'node:fs'
import { type FileHandle, lstat, mkdir, mkdtemp, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isVisibleName, pathParts } from '../boot/tree-path.ts'
import { BackupError } from './backup-error.ts'
import type { Entry } from './format.ts'

/** Folders below the base root that a backup with files holds. */
const FOLDERS = ['job-logs', 'tftpboot/files', 'tftpboot/isos'] as const

/** Bytes of a file in one line. */
const PIECE = 192 * 1024

/** The files below a base root as entries, in a fixed order; uploads under way and links are left out. */
export async function* fileEntries(baseRoot: string): AsyncGenerator<Entry> {
  for (const folder of FOLDERS) yield* below(baseRoot, folder)
}

async function* below(baseRoot: string, path: string): AsyncGenerator<Entry> {
  const names = await readdir(join(baseRoot, path)).catch(() => [])
  for (const name of names.filter(isVisibleName).sort()) {
    const inner = `${path}/${name}`
    // What was removed meanwhile is not there.
    const stat = await lstat(join(baseRoot, inner)).catch(() => undefined)
    if (stat?.isDirectory()) yield* below(baseRoot, inner)
    if (stat?.isFile()) yield* contents(baseRoot, inner)
  }
}

async function* contents(baseRoot: string, path: string): AsyncGenerator<Entry> {
  const handle = await open(join(baseRoot, path), constants.O_RDONLY | constants.O_NOFOLLOW).catch(
    () => undefined,
  )
  if (handle === undefined) return
  try {
    const { size, mode, mtimeMs } = await handle.stat()
    yield { kind: 'file', path, mode: mode & 0o777, modified: Math.max(0, Math.floor(mtimeMs)) }
    // A log may grow while it is read; what was there at first is whole.
    for (let at = 0; at < size; ) {
      const { bytesRead, buffer } = await handle.read(
        Buffer.alloc(Math.min(PIECE, size - at)),
        0,
        undefined,
        at,
      )
      if (bytesRead === 0) return
      at += bytesRead
      yield { kind: 'data', bytes: buffer.subarray(0, bytesRead) }
    }
  } finally {
    await handle.close()
  }
}

/** Whether a path in a backup leads to a place that backups restore. */
export function isRestorable(path: string): boolean {
  const folder = FOLDERS.find((known) => path.startsWith(`${known}/`))
  return folder !== undefined && pathParts(path)?.join('/') === path
}

/** Files that are restored: written beside the old ones first, then put in their place all together. */
export class RestoredFiles {
  readonly #baseRoot: string
  readonly #staging: string
  readonly #undo: (() => Promise<void>)[] = []
  #current: { readonly handle: FileHandle; readonly modified: number } | undefined

  private constructor(baseRoot: string, staging: string) {
    this.#baseRoot = baseRoot
    this.#staging = staging
  }

  /** @throws BackupError when there are files already, unless they may be replaced */
  static async open(baseRoot: string, force: boolean): Promise<RestoredFiles> {
    for (const folder of FOLDERS) {
      const isLink = (await lstat(join(baseRoot, folder)).catch(() => undefined))?.isSymbolicLink()
      if (isLink) {
        throw new BackupError(
          `${join(baseRoot, folder)} is a link, which cannot be replaced as a whole`,
          'remove the link and make it again afterwards, or choose another base root',
        )
      }
      const names = await readdir(join(baseRoot, folder)).catch(() => [])
      if (names.length > 0 && !force) {
        throw new BackupError(
          `there are files in ${join(baseRoot, folder)} already`,
          'give --force to replace them, or choose another base root',
        )
      }
    }
    await mkdir(baseRoot, { recursive: true, mode: 0o700 })
    return new RestoredFiles(baseRoot, await mkdtemp(join(baseRoot, 'restore-')))
  }

  /** Takes a file, or the next piece of the one taken last. */
  async take(entry: Exclude<Entry, { kind: 'object' }>): Promise<void> {
    if (entry.kind === 'data') {
      await this.#current?.handle.write(entry.bytes)
      return
    }
    await this.#finish()
    const file = join(this.#staging, 'new', entry.path)
    await mkdir(dirname(file), { recursive: true, mode: 0o755 })
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW
    this.#current = { handle: await open(file, flags, entry.mode), modified: entry.modified }
  }

  /** Puts the files in their place. `undo` takes that back. */
  async place(): Promise<void> {
    await this.#finish()
    for (const folder of FOLDERS) {
      const [target, old, fresh] = [
        this.#baseRoot,
        join(this.#staging, 'old'),
        join(this.#staging, 'new'),
      ].map((root) => join(root, folder))
      if (target === undefined || old === undefined || fresh === undefined) continue
      await mkdir(dirname(target), { recursive: true, mode: 0o755 })
      await mkdir(dirname(old), { recursive: true })
      await this.#move(target, old)
      await this.#move(fresh, target)
    }
  }

  /** Puts back what was there before. */
  async undo(): Promise<void> {
    for (const back of this.#undo.splice(0).reverse()) await back()
  }

  /** Removes what is no longer needed. */
  async close(): Promise<void> {
    await this.#current?.handle.close().catch(() => {})
    await rm(this.#staging, { recursive: true, force: true })
  }

  async #move(from: string, to: string): Promise<void> {
    const isThere = await lstat(from).then(
      () => true,
      () => false,
    )
    if (!isThere) return
    await rename(from, to)
    this.#undo.push(() => rename(to, from))
  }

  async #finish(): Promise<void> {
    const current = this.#current
    this.#current = undefined
    if (current === undefined) return
    await current.handle.utimes(current.modified / 1000, current.modified / 1000)
    await current.handle.sync()
    await current.handle.close()
  }
}
