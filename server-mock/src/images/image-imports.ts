import { statfs } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { FileTree } from '../boot/file-tree.ts'
import { UploadError } from '../boot/upload-error.ts'
import type { Uploads } from '../boot/uploads.ts'
import { acceptImage } from './accept-image.ts'
import { imagePath } from './image-name.ts'
import type { ImageSources } from './import/address-policy.ts'
import { download } from './import/download.ts'
import { ImportError, shownUrl } from './import/import-error.ts'
import { WorkQueue, type WorkState } from './work-queue.ts'

/** What is imported. */
export interface Wanted {
  readonly url: string
  /** SHA-256 in hex. */
  readonly sha256: string
  /** What it has to be; anything when absent. */
  readonly must?: 'qcow2'
}

/** How imports work. */
export interface ImageImportsOptions {
  readonly tree: FileTree
  readonly uploads: Uploads
  readonly sources: ImageSources
  /** Milliseconds, steady. */
  readonly now: () => number
  /** Told of an image whose import begins, goes on or ends. */
  readonly onChange: (name: string) => void
}

/** Imports under way at once. */
const AT_ONCE = 4
/** Bytes of the disk that imports leave free. */
const RESERVE = 256 * 1024 ** 2
/** Milliseconds a failure is told for, before the import is tried again when somebody asks. */
const REMEMBER = 30_000

/** Loads images from other servers into the store. */
export class ImageImports {
  readonly #options: ImageImportsOptions
  readonly #queue: WorkQueue
  readonly #wanted = new Map<string, Wanted>()

  constructor(options: ImageImportsOptions) {
    this.#options = options
    const { now, onChange } = options
    this.#queue = new WorkQueue({ atOnce: AT_ONCE, now, remember: () => REMEMBER, onChange })
  }

  /** Images that are imported now. */
  names(): string[] {
    return this.#queue.keys()
  }

  /** How the import of an image stands; `undefined` when there is none. */
  state(name: string): WorkState | undefined {
    return this.#queue.state(name)
  }

  /** Begins an import, or joins the same one; returns false when another one has the name. */
  start(name: string, wanted: Wanted): boolean {
    const running = this.#queue.keys().includes(name) ? this.#wanted.get(name) : undefined
    if (running !== undefined) return running.sha256 === wanted.sha256
    this.#wanted.set(name, wanted)
    this.#queue.start(name, (report, signal) => this.#load(name, wanted, report, signal))
    return true
  }

  /** Gives up an import, and forgets how it failed. */
  async give(name: string): Promise<void> {
    await this.#queue.give(name)
    this.#wanted.delete(name)
  }

  /** Resolves when nothing is imported. */
  settled(): Promise<void> {
    return this.#queue.settled()
  }

  /** Gives up everything. */
  stop(): Promise<void> {
    return this.#queue.stop()
  }

  async #load(
    name: string,
    { url, sha256, must }: Wanted,
    onProgress: (done: number, total: number) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const { tree, uploads, sources } = this.#options
    // Somebody who asked a moment earlier has had it imported.
    if (tree.knownDigest(imagePath(name)) === sha256) return
    const { bavail, bsize } = await statfs(tree.root)
    const room = bavail * bsize - RESERVE
    const from = new URL(url)
    const bytes = Readable.from(download(from, { sources, room, signal, onProgress }), { objectMode: false })
    // Whoever reads it is told of its error.
    bytes.on('error', () => {})
    try {
      await uploads.store(imagePath(name), bytes, { sha256 }, (file) => acceptImage(file, must))
    } catch (error) {
      throw reasonOf(error, from)
    } finally {
      bytes.destroy()
      this.#wanted.delete(name)
    }
  }
}

/** What broke a download, not that it broke. */
function reasonOf(error: unknown, url: URL): unknown {
  if (!(error instanceof UploadError)) return error
  if (error.cause instanceof ImportError) return error.cause
  if (error.fault !== 'digest') return error
  const next = 'correct the digest, or find out who changed the file'
  return new ImportError('answer', `${shownUrl(url)}: ${error.message}; ${next}`, error)
}
