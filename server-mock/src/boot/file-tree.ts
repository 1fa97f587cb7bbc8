import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { lstat, mkdir, open, readdir, realpath, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Problem } from '../objects/problem.ts'

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
}

/** Bytes read from disk at once: large reads are what makes image streams fast. */
const READ_SIZE = 1024 * 1024

/**
 * The static tree that machines load from. Names come from the network: a path is taken apart, each part is
 * checked, and what it leads to must lie in the tree after links are resolved.
 */
export class FileTree {
  readonly #root: string

  private constructor(root: string) {
    this.#root = root
  }

  /** Opens the tree at a folder, which is made when it is not there. */
  static async at(folder: string): Promise<FileTree> {
    await mkdir(join(folder, 'files'), { recursive: true })
    await mkdir(join(folder, 'isos'), { recursive: true })
    return new FileTree(await realpath(folder))
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
    }
  }

  /** Names in a folder, folders with a trailing `/`; `undefined` when it is not one. */
  async list(path: string): Promise<string[] | undefined> {
    const folder = await this.#resolve(path)
    if (folder === undefined || !(await lstat(folder)).isDirectory()) return undefined
    const entries = await readdir(folder, { withFileTypes: true })
    return entries
      .filter(({ name }) => !name.startsWith('.'))
      .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
      .sort()
  }

  /**
   * Stores a stream under a path; nobody sees the file before it is whole and on disk.
   *
   * @param expected bytes there should be
   * @returns bytes written
   * @throws Problem 400 when fewer bytes came, 403 for a bad path, 409 when a folder is in the way, 507
   */
  async write(path: string, content: Readable, expected: number | undefined): Promise<number> {
    const parts = partsOf(path)
    if (parts === undefined)
      throw new Problem(403, ['Cannot upload a directory'], { model: 'files', key: path })
    const target = join(this.#root, ...parts)
    const part = join(dirname(target), `.${basename(target)}.${randomUUID()}.part`)
    try {
      await mkdir(dirname(target), { recursive: true })
      const out = createWriteStream(part, { flags: 'wx' })
      await pipeline(content, out)
      if (expected !== undefined && out.bytesWritten !== expected) {
        throw new Problem(400, [`${expected} bytes expected, but only ${out.bytesWritten} bytes received`], {
          model: 'files',
        })
      }
      const handle = await open(part, 'r')
      await handle.sync().finally(() => handle.close())
      await rename(part, target)
      return out.bytesWritten
    } catch (error) {
      await rm(part, { force: true })
      throw error instanceof Problem
        ? error
        : new Problem(507, [`Unable to upload: ${message(error)}`], { model: 'files' }, error)
    }
  }

  /** Deletes a file or an empty folder; false when there is none. */
  async remove(path: string): Promise<boolean> {
    const file = await this.#resolve(path)
    if (file === undefined) return false
    return rm(file).then(
      () => true,
      () => false,
    )
  }

  async #resolve(path: string): Promise<string | undefined> {
    const parts = partsOf(path)
    if (parts === undefined) return undefined
    const real = await realpath(join(this.#root, ...parts)).catch(() => undefined)
    if (real === undefined) return undefined
    return real === this.#root || real.startsWith(this.#root + sep) ? real : undefined
  }
}

/** Parts of a path, or `undefined` when one of them is not the name of a visible file. */
function partsOf(path: string): string[] | undefined {
  const parts = path.split('/').filter((part) => part !== '')
  const sound = parts.length > 0 && parts.every((part) => !part.startsWith('.') && !/[\\\0]/.test(part))
  return sound ? parts : undefined
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
