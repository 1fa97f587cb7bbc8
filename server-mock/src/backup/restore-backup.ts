import { openReplacement, type StorePlace, shownPlace } from '../store/open.ts'
import { type Indexer, StorageError } from '../store/port.ts'
import type { IndexNames } from '../store/records.ts'
import type { BackupObject, Replacement } from '../store/replacement.ts'
import { BackupError } from './backup-error.ts'
import type { Entry, Header } from './format.ts'
import { readBackup } from './read-backup.ts'
import { RestoredFiles } from './stored-files.ts'
import type { Progress } from './write-backup.ts'

/** Objects written at a time, and characters of them. */
const PIECE_OBJECTS = 500
const PIECE_CHARACTERS = 4 * 1024 * 1024

/**
 * Revisions of a restored store go on at the next multiple of this. What was committed after the backup is lost, and
 * its revisions must not come again for something else: watchers who saw them have to list again.
 */
const AGE = 1_000_000_000

/** What is restored, and where. */
export interface RestoreOptions {
  readonly file: string
  readonly place: StorePlace
  /** Where job logs and uploaded files go, when the backup has them. */
  readonly baseRoot: string
  /** Replaces what is there. */
  readonly force: boolean
  readonly indexer: Indexer
  readonly indexes: IndexNames
  readonly onProgress?: (progress: Progress) => void
}

/** What was restored. */
export interface RestoreSummary {
  readonly file: string
  /** Revision of the backup. */
  readonly revision: number
  readonly objects: number
  readonly files: number
  /** Objects that were in the store before, and are no more. */
  readonly replaced: number
}

/**
 * Restores a backup: the whole file is verified first, then everything is written beside what is there, and takes
 * its place in the end.
 *
 * @throws BackupError or StorageError; everything is as it was then
 */
export async function restoreBackup(options: RestoreOptions): Promise<RestoreSummary> {
  const { file, place, baseRoot, force } = options
  const { header, trailer, sha256 } = await readBackup(file, () => {})
  const replacement = await openReplacement(place, options)
  let files: RestoredFiles | undefined
  try {
    if (replacement.replaced > 0 && !force) {
      throw new BackupError(
        `${shownPlace(place)} holds ${replacement.replaced} objects already`,
        'give --force to replace them all, or restore to another place',
      )
    }
    if (header.files) files = await RestoredFiles.open(baseRoot, force)
    const writer = new Writer(replacement, files, header, options.onProgress)
    const again = await readBackup(file, (entry) => writer.take(entry))
    if (again.sha256 !== sha256) {
      throw new BackupError(`${file} has changed while it was restored`, 'nothing was restored; try again')
    }
    await writer.flush()
    await files?.place()
    await replacement.commit((Math.floor(header.revision / AGE) + 1) * AGE)
  } catch (error) {
    await replacement.abort()
    await files?.undo()
    if (error instanceof BackupError || error instanceof StorageError) throw error
    const message = error instanceof Error ? error.message : String(error)
    throw new BackupError(
      `restoring failed: ${message}`,
      'nothing was restored; check disk space and rights',
      error,
    )
  } finally {
    await files?.close()
  }
  const { revision } = header
  return { file, revision, objects: trailer.objects, files: trailer.files, replaced: replacement.replaced }
}

/** Writes entries as they come, objects some at a time. */
class Writer {
  readonly #replacement: Replacement
  readonly #files: RestoredFiles | undefined
  readonly #onProgress: ((progress: Progress) => void) | undefined
  readonly #of: number
  #waiting: BackupObject[] = []
  #size = 0
  #objects = 0
  #taken = 0

  constructor(
    replacement: Replacement,
    files: RestoredFiles | undefined,
    header: Header,
    onProgress: ((progress: Progress) => void) | undefined,
  ) {
    this.#replacement = replacement
    this.#files = files
    this.#onProgress = onProgress
    this.#of = Object.values(header.counts).reduce((sum, one) => sum + one, 0)
  }

  async take(entry: Entry): Promise<void> {
    if (entry.kind !== 'object') {
      if (entry.kind === 'file') this.#taken += 1
      await this.#files?.take(entry)
      return
    }
    this.#waiting.push(entry.object)
    this.#size += entry.object.text.length
    if (this.#waiting.length >= PIECE_OBJECTS || this.#size >= PIECE_CHARACTERS) await this.flush()
  }

  async flush(): Promise<void> {
    const piece = this.#waiting
    this.#waiting = []
    this.#size = 0
    if (piece.length > 0) await this.#replacement.put(piece)
    this.#objects += piece.length
    this.#onProgress?.({ objects: this.#objects, of: this.#of, files: this.#taken })
  }
}
