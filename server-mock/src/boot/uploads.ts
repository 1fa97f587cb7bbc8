import { once } from 'node:events'
import { constants } from 'node:fs'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { ArchiveError } from './archive/archive-error.ts'
import { explodeTar } from './archive/explode-tar.ts'
import { Extraction, syncFile } from './archive/extraction.ts'
import type { FileTree } from './file-tree.ts'
import { type Announced, Intake, type Received } from './intake.ts'
import { mergeTree } from './merge-tree.ts'
import { partName, pathParts } from './tree-path.ts'
import { UploadError } from './upload-error.ts'

/** Bytes that wait for the disk while more come. */
const WRITE_AHEAD = 4 * 1024 * 1024

/** How much archives unpack to at most: a small one to a little, a large one to what it may well hold. */
const MAX_ENTRIES = 500_000
const MAX_UNPACKED = 256 * 1024 ** 3
const FREE_UNPACKED = 256 * 1024 ** 2
const MAX_RATIO = 200

/**
 * Takes up files into the served tree. Nobody sees a file before it is whole, is what was announced and is on
 * disk. A sender that fails keeps his connection, so that he can be told why.
 */
export class Uploads {
  readonly #tree: FileTree
  readonly #busy = new Set<string>()
  readonly #listeners = new Set<(path: string) => void>()

  constructor(tree: FileTree) {
    this.#tree = tree
  }

  /** Calls the listener with the path of every file that was stored from now on. */
  listen(listener: (path: string) => void): void {
    this.#listeners.add(listener)
  }

  /**
   * Stores a file under a path such as `files/images/a.raw`, over one that is there; parent folders are made.
   *
   * @param check looks at the whole file before anybody sees it; refuses it by an UploadError
   * @throws UploadError
   */
  store(
    path: string,
    content: Readable,
    announced: Announced,
    check?: (file: string) => Promise<void>,
  ): Promise<Received> {
    return this.#alone(path, async (folder, name) => {
      const part = join(folder, partName(name))
      const target = join(folder, name)
      try {
        const received = new Intake(content, announced)
        const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW
        await writeStream(await open(part, flags, 0o644), received.bytes())
        const result = received.result()
        await check?.(part)
        await rename(part, target)
        await syncFile(folder)
        await this.#tree.digests.keep(target, result.sha256)
        for (const listener of this.#listeners) listener(path)
        return result
      } catch (error) {
        await rm(part, { force: true })
        throw error
      }
    })
  }

  /**
   * Unpacks a tar archive into the folder of this path, over files that are there. Nothing is changed when the
   * archive turns out bad.
   *
   * @throws UploadError
   */
  explode(path: string, content: Readable, announced: Announced): Promise<Received> {
    return this.#alone(path, async (folder, name) => {
      const stage = await this.#tree.stage()
      try {
        const received = new Intake(content, announced)
        const bytes = () => Math.min(MAX_UNPACKED, FREE_UNPACKED + received.size * MAX_RATIO)
        const extraction = new Extraction(stage, { entries: MAX_ENTRIES, bytes })
        await explodeTar(received.bytes(), extraction)
        const result = received.result()
        await extraction.finish()
        await mergeTree(stage, join(folder, name))
        return result
      } catch (error) {
        if (!(error instanceof ArchiveError)) throw error
        throw new UploadError('archive', `Cannot explode ${name}: ${error.message}`, error)
      } finally {
        await rm(stage, { recursive: true, force: true })
      }
    })
  }

  async #alone(path: string, work: (folder: string, name: string) => Promise<Received>): Promise<Received> {
    const parts = pathParts(path)
    const name = parts?.at(-1)
    if (parts === undefined || name === undefined || parts.length < 2) {
      throw new UploadError('name', `${JSON.stringify(path)} has a part that cannot be the name of a file`)
    }
    const folder = await this.#tree.makeFolder(parts.slice(0, -1))
    // Links within the tree may lead to one place by several paths.
    const place = join(folder, name)
    if (this.#busy.has(place)) throw new UploadError('busy', `${parts.join('/')} is being uploaded already`)
    this.#busy.add(place)
    try {
      return await work(folder, name)
    } catch (error) {
      throw error instanceof UploadError ? error : fromSystem(error, parts.join('/'))
    } finally {
      this.#busy.delete(place)
    }
  }
}

/** Writes what comes, many chunks at once, since TLS hands them over in 16 KiB, and puts it on disk. */
async function writeStream(handle: FileHandle, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const out = handle.createWriteStream({ flush: true, highWaterMark: WRITE_AHEAD })
  const done = finished(out)
  done.catch(() => {})
  try {
    for await (const chunk of chunks) {
      if (out.errored !== null) throw out.errored
      if (!out.write(chunk)) await once(out, 'drain')
    }
    out.end()
    await done
  } finally {
    out.destroy()
  }
}

function fromSystem(error: unknown, place: string): UploadError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  // What follows the comma names places on the server's disk.
  const [reason] = (error instanceof Error ? error.message : String(error)).split(', ')
  const inTheWay = ['EISDIR', 'ENOTDIR', 'ENOTEMPTY', 'EEXIST', 'ELOOP', 'ENAMETOOLONG'].includes(code)
  return new UploadError(inTheWay ? 'in-the-way' : 'not-stored', `${place}: ${reason}`, error)
}
