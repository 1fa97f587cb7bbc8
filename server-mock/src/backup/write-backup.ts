import { createHash, type Hash } from 'node:crypto'
import { open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdCompress } from 'node:zlib'
import type { Snapshot } from '../store/snapshot.ts'
import { BackupError } from './backup-error.ts'
import { type Entry, entryLine, FORMAT, footer, type Header, type Trailer } from './format.ts'
import { fileEntries } from './stored-files.ts'

/** How far a backup or a restore is. */
export interface Progress {
  readonly objects: number
  /** How many objects there are altogether. */
  readonly of: number
  readonly files: number
}

/** What a backup is made of. */
export interface BackupOptions {
  /** Where it goes; what is there stays until the new one is whole. */
  readonly file: string
  readonly snapshot: Snapshot
  /** Base root whose job logs and uploaded files go into it; absent for none. */
  readonly baseRoot?: string
  /** Version of this program. */
  readonly version: string
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Told after each piece. */
  readonly onProgress?: (progress: Progress) => void
}

/** What a backup holds. */
export interface BackupSummary {
  readonly file: string
  readonly revision: number
  readonly objects: number
  readonly files: number
  /** Size of the file. */
  readonly bytes: number
  /** SHA-256 of all of it but the footer, hex. */
  readonly sha256: string
}

/**
 * Writes everything that a snapshot holds into one file: lines of JSON, compressed with zstd, and a digest behind
 * them. Only its owner may read it, since it holds password hashes and keys.
 *
 * @throws BackupError or StorageError; there is no file then, or still the one that was there
 */
export async function writeBackup(options: BackupOptions): Promise<BackupSummary> {
  const { file, snapshot } = options
  const partial = `${file}.partial`
  try {
    await rm(partial, { force: true })
    const source = new BackupLines(options)
    const handle = await open(partial, 'wx', 0o600)
    const digest = createHash('sha256')
    await pipeline(
      Readable.from(source.chunks()),
      createZstdCompress(),
      (compressed: AsyncIterable<Buffer>) => sealed(compressed, digest),
      handle.createWriteStream({ flush: true }),
    )
    const { size: bytes } = await stat(partial)
    await rename(partial, file)
    const folder = await open(dirname(file), 'r')
    await folder.sync().finally(() => folder.close())
    return { file, revision: snapshot.revision, ...source.trailer, bytes, sha256: digest.digest('hex') }
  } catch (error) {
    await rm(partial, { force: true }).catch(() => {})
    if (!(error instanceof Error && 'syscall' in error)) throw error
    throw new BackupError(
      `the backup could not be written: ${error.message}`,
      'check the folder and disk space',
      error,
    )
  }
}

/** Adds the footer. */
async function* sealed(compressed: AsyncIterable<Buffer>, digest: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of compressed) {
    digest.update(chunk)
    yield chunk
  }
  yield footer(digest.copy().digest())
}

/** Lines of a backup, counted on their way. */
class BackupLines {
  readonly #options: BackupOptions
  #objects = 0
  #files = 0

  constructor(options: BackupOptions) {
    this.#options = options
  }

  /** What the last line says. */
  get trailer(): Trailer {
    return { objects: this.#objects, files: this.#files }
  }

  async *chunks(): AsyncGenerator<string> {
    const { snapshot, baseRoot, version, now, onProgress } = this.#options
    const counts = await snapshot.counts()
    const of = [...counts.values()].reduce((sum, one) => sum + one, 0)
    const header: Header = {
      'metalwright-backup': FORMAT,
      version,
      time: new Date(now()).toISOString(),
      revision: snapshot.revision,
      counts: Object.fromEntries(counts),
      files: baseRoot !== undefined,
    }
    yield `${JSON.stringify(header)}\n`
    for (const prefix of counts.keys()) {
      for (let after = ''; ; ) {
        const piece = await snapshot.piece(prefix, after)
        const last = piece.at(-1)
        if (last === undefined) break
        after = last.key
        this.#objects += piece.length
        yield piece
          .map(({ key, revision, text }) => ({ prefix, key, revision, text }))
          .map((object) => `${entryLine({ kind: 'object', object })}\n`)
          .join('')
        onProgress?.({ objects: this.#objects, of, files: this.#files })
      }
    }
    for await (const entry of baseRoot === undefined ? noEntries() : fileEntries(baseRoot)) {
      if (entry.kind === 'file') this.#files += 1
      yield `${entryLine(entry)}\n`
      onProgress?.({ objects: this.#objects, of, files: this.#files })
    }
    yield `${JSON.stringify(this.trailer)}\n`
  }
}

async function* noEntries(): AsyncGenerator<Entry> {}
