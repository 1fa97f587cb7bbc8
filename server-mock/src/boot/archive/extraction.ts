import { mkdir, open, readdir, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { ArchiveError } from './archive-error.ts'
import { checkedParts, isInnerLink } from './entry-path.ts'

/** How much an archive may unpack to. */
export interface ExtractionLimits {
  /** Files, folders and links. */
  readonly entries: number
  /** Bytes of all files; asked again as the archive is read, since it may depend on how much of it came. */
  readonly bytes: () => number
}

/** What came of an archive. */
export interface Extracted {
  readonly files: number
  readonly bytes: number
  /** Entries that were left out because only files, folders and inner links are made; the first hundred. */
  readonly leftOut: readonly string[]
}

/** Files that are put on disk at a time at the end. */
const PARALLEL = 16
const MAX_LEFT_OUT = 100

/**
 * A fresh folder that an archive is unpacked into. It makes plain files (0644, or 0755 for programs), folders
 * and, last of all, links, so nothing is ever written through a link. Owners, devices and special bits of modes
 * are not taken over.
 */
export class Extraction {
  readonly #root: string
  readonly #limits: ExtractionLimits
  readonly #folders = new Set<string>([''])
  readonly #links = new Map<string, string>()
  readonly #leftOut: string[] = []
  #entries = 0
  #files = 0
  #bytes = 0

  /** @param root folder that is there, is empty and is nobody else's */
  constructor(root: string, limits: ExtractionLimits) {
    this.#root = root
    this.#limits = limits
  }

  /** Makes a folder; one that is there already is no fault. @throws ArchiveError */
  async folder(parts: readonly string[]): Promise<void> {
    this.#count()
    await this.#ensure(checkedParts(parts))
  }

  /**
   * Makes a file.
   *
   * @param replace put it in the place of one of the same name, as tar does for archives that were added to
   * @throws ArchiveError; or what the file system or the content throws
   */
  async file(
    parts: readonly string[],
    content: AsyncIterable<Uint8Array>,
    options: { readonly executable: boolean; readonly replace?: boolean },
  ): Promise<void> {
    this.#count()
    checkedParts(parts)
    const path = parts.join('/')
    if (parts.length === 0 || this.#folders.has(path)) throw twice(path)
    await this.#ensure(parts.slice(0, -1))
    const place = join(this.#root, path)
    if (options.replace) await rm(place, { force: true })
    const handle = await open(place, 'wx', options.executable ? 0o755 : 0o644).catch(takenBy(path))
    try {
      for await (const chunk of content) {
        this.#spend(chunk.length)
        for (let done = 0; done < chunk.length; ) {
          done += (await handle.write(chunk, done, chunk.length - done)).bytesWritten
        }
      }
    } finally {
      await handle.close()
    }
    this.#files += 1
  }

  /** Notes a symbolic link, which is made at the end; false when it could lead out of the tree. @throws ArchiveError */
  link(parts: readonly string[], target: string): boolean {
    this.#count()
    checkedParts(parts)
    if (!isInnerLink(parts, target)) return false
    const path = parts.join('/')
    if (this.#links.has(path)) throw twice(path)
    this.#links.set(path, target)
    return true
  }

  /** Notes an entry that is not made. @throws ArchiveError when there are too many entries */
  leaveOut(parts: readonly string[]): void {
    this.#count()
    if (this.#leftOut.length < MAX_LEFT_OUT) this.#leftOut.push(parts.join('/'))
  }

  /** Makes the links and puts everything on disk. @throws ArchiveError */
  async finish(): Promise<Extracted> {
    for (const [path, target] of this.#links) {
      await this.#ensure(path.split('/').slice(0, -1))
      await symlink(target, join(this.#root, path)).catch(takenBy(path))
    }
    await this.#sync()
    return { files: this.#files, bytes: this.#bytes, leftOut: this.#leftOut }
  }

  async #ensure(parts: readonly string[]): Promise<void> {
    for (let length = 1; length <= parts.length; length += 1) {
      const path = parts.slice(0, length).join('/')
      if (this.#folders.has(path)) continue
      await mkdir(join(this.#root, path)).catch(takenBy(path))
      this.#folders.add(path)
    }
  }

  /** A tree that is said to be complete must be so after a power cut too. */
  async #sync(): Promise<void> {
    const places = (function* (folders: Iterable<string>) {
      for (const folder of folders) yield folder
    })(this.#folders)
    const worker = async () => {
      for (const folder of places) {
        const here = join(this.#root, folder)
        for (const entry of await readdir(here, { withFileTypes: true })) {
          if (entry.isFile()) await syncFile(join(here, entry.name))
        }
        await syncFile(here)
      }
    }
    await Promise.all(Array.from({ length: PARALLEL }, worker))
  }

  #count(): void {
    this.#entries += 1
    if (this.#entries > this.#limits.entries) {
      throw new ArchiveError('too-large', `it has more than ${this.#limits.entries} entries`)
    }
  }

  #spend(bytes: number): void {
    this.#bytes += bytes
    const allowed = this.#limits.bytes()
    if (this.#bytes > allowed) {
      throw new ArchiveError('too-large', `it unpacks to more than ${Math.floor(allowed)} bytes`)
    }
  }
}

/** Makes sure that a file or folder is on disk. */
export async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r')
  await handle.sync().finally(() => handle.close())
}

function takenBy(path: string): (error: unknown) => never {
  return (error) => {
    const taken = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    throw taken ? twice(path) : error
  }
}

function twice(path: string): ArchiveError {
  return new ArchiveError('damaged', `${JSON.stringify(path)} is in it twice, as different things`)
}
