import { randomUUID } from 'node:crypto'
import { createReadStream, lstatSync, realpathSync } from 'node:fs'
import { lstat, mkdir, open, readdir, realpath, rm, rmdir, unlink } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join, sep } from 'node:path'
import type { Readable } from 'node:stream'
import { FileDigests } from './file-digests.ts'
import { isVisibleName, OWN_FOLDER, pathParts } from './tree-path.ts'
import { UploadError } from './upload-error.ts'

/** A file of the served tree. */
export interface TreeFile {
  /** Bytes. */
  readonly size: number
  /** Milliseconds since the epoch. */
  readonly modified: number
  /** Bytes `start` to `end`, both included. */
  stream(start: number, end: number): Readable
  /** The `length` bytes from `offset`, all of which exist. */
  read(offset: number, length: number): Promise<Uint8Array>
  /** Opens it for many reads; whoever does closes it. */
  opened(): Promise<OpenedFile>
}

/** A file that is open. */
export interface OpenedFile {
  /** Number by which the system knows it, until it is closed. */
  readonly descriptor: number
  /** Fills `into` with the bytes from `offset`; fewer at the end of the file, and 0 behind it. */
  readonly read: (into: Uint8Array, offset: number) => Promise<number>
  close(): Promise<void>
}

/** Bytes read from disk at once: large reads are what makes image streams fast. */
const READ_SIZE = 1024 * 1024

/**
 * The static tree that machines load from. Names come from the network: a path is taken apart, each part is
 * checked, and what it leads to must lie in the tree after links are resolved.
 */
export class FileTree {
  /** Folder of the tree, without links in its path. */
  readonly root: string
  /** Digests of the tree's files, by their place on disk. */
  readonly digests: FileDigests

  private constructor(root: string, digests: FileDigests) {
    this.root = root
    this.digests = digests
  }

  /** Opens the tree at a folder, which is made when it is not there; what a crash left half done is removed. */
  static async at(folder: string): Promise<FileTree> {
    await mkdir(join(folder, 'files'), { recursive: true })
    await mkdir(join(folder, 'isos'), { recursive: true })
    const root = await realpath(folder)
    await rm(stagedIn(root), { recursive: true, force: true })
    return new FileTree(root, await FileDigests.at(join(root, OWN_FOLDER, 'digests'), root))
  }

  /** A new folder in which something can be made before it is moved to its place; nobody sees it. */
  async stage(): Promise<string> {
    const folder = join(stagedIn(this.root), randomUUID())
    await mkdir(folder, { recursive: true })
    return folder
  }

  /**
   * A folder of the tree, which is made with its parents when it is not there.
   *
   * @param parts checked parts of its path
   * @returns its place on disk, without links
   * @throws UploadError `folder` when a file is in the way, or a link leads out of the tree
   */
  async makeFolder(parts: readonly string[]): Promise<string> {
    let place = this.root
    for (const [index, part] of parts.entries()) {
      const next = join(place, part)
      // What a link leads to is looked at before anything is made there.
      await mkdir(next).catch(() => undefined)
      const real = this.#inside(await realpath(next).catch(() => undefined))
      if (real === undefined || !(await lstat(real)).isDirectory()) {
        const path = parts.slice(0, index + 1).join('/')
        throw new UploadError('folder', `Cannot create directory ${path}`)
      }
      place = real
    }
    return place
  }

  /** A plain file, or `undefined` when there is none at the path. */
  async open(path: string): Promise<TreeFile | undefined> {
    const file = await this.#resolve(path)
    if (file === undefined) return undefined
    const facts = await lstat(file)
    if (!facts.isFile()) return undefined
    return {
      size: facts.size,
      modified: facts.mtimeMs,
      stream: (start, end) =>
        createReadStream(file, { start, end: Math.max(start, end), highWaterMark: READ_SIZE }),
      read: async (offset, length) => {
        const handle = await open(file, 'r')
        const { buffer } = await handle
          .read(Buffer.alloc(length), 0, length, offset)
          .finally(() => handle.close())
        return buffer
      },
      opened: async () => {
        const handle = await open(file, 'r')
        return {
          descriptor: handle.fd,
          read: async (into, offset) => (await handle.read(into, 0, into.length, offset)).bytesRead,
          close: () => handle.close(),
        }
      },
    }
  }

  /** Whether there is a plain file at the path; answers at once, for rules that may not wait. */
  isFile(path: string): boolean {
    const file = this.#resolveNow(path)
    return file !== undefined && lstatSync(file).isFile()
  }

  /** SHA-256 of a file in hex; read from the whole file when it is not kept. `undefined` when there is no file. */
  async digest(path: string): Promise<string | undefined> {
    const file = await this.#resolve(path)
    return file === undefined || !(await lstat(file)).isFile() ? undefined : this.digests.of(file)
  }

  /** The kept SHA-256 of a file in hex; `undefined` when it is not known without reading the file. */
  knownDigest(path: string): string | undefined {
    const file = this.#resolveNow(path)
    return file === undefined ? undefined : this.digests.known(file)
  }

  /** Names in a folder, folders with a trailing `/`; `undefined` when it is not one. */
  async list(path: string): Promise<string[] | undefined> {
    const folder = await this.#resolve(path)
    if (folder === undefined || !(await lstat(folder)).isDirectory()) return undefined
    const entries = await readdir(folder, { withFileTypes: true })
    return entries
      .filter(({ name }) => isVisibleName(name))
      .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
      .sort()
  }

  /** Deletes a file, a link or an empty folder; false when there is none. */
  async remove(path: string): Promise<boolean> {
    const parts = pathParts(path)
    const folder = parts === undefined ? undefined : await this.#resolve(parts.slice(0, -1).join('/'))
    const name = parts?.at(-1)
    if (folder === undefined || name === undefined) return false
    const target = join(folder, name)
    try {
      if ((await lstat(target)).isDirectory()) await rmdir(target)
      else await unlink(target)
    } catch {
      return false
    }
    await this.digests.forget(target)
    return true
  }

  async #resolve(path: string): Promise<string | undefined> {
    const parts = pathParts(path)
    if (parts === undefined) return undefined
    return this.#inside(await realpath(join(this.root, ...parts)).catch(() => undefined))
  }

  #resolveNow(path: string): string | undefined {
    const parts = pathParts(path)
    if (parts === undefined) return undefined
    try {
      return this.#inside(realpathSync.native(join(this.root, ...parts)))
    } catch {
      return undefined
    }
  }

  /** The place itself when it is in the tree, and not among the server's own records. */
  #inside(place: string | undefined): string | undefined {
    if (place === undefined || !place.startsWith(this.root + sep)) return undefined
    return place.startsWith(join(this.root, OWN_FOLDER, sep)) ? undefined : place
  }
}

/** Half-done work of this host: others may share the tree, and theirs is not touched. */
function stagedIn(root: string): string {
  return join(root, OWN_FOLDER, 'staged', hostname())
}
