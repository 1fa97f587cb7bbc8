import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createZstdDecompress } from 'node:zlib'
import { BackupError } from './backup-error.ts'
import {
  type Entry,
  FOOTER_BYTES,
  FORMAT,
  Header,
  isZstd,
  parse,
  readEntry,
  readFooter,
  Trailer,
} from './format.ts'
import { lines } from './lines.ts'
import { isRestorable } from './stored-files.ts'

/** What a backup says of itself, after all of it was read and found right. */
export interface VerifiedBackup {
  readonly header: Header
  readonly trailer: Trailer
  /** SHA-256 of all of it but the footer, hex. */
  readonly sha256: string
}

/**
 * Reads a backup to its end and gives each entry to `take`. Nothing that `take` is given is certain before this
 * resolves: a file that was altered shows that only at its end.
 *
 * @throws BackupError when it is not a backup, of a newer version, cut off or altered
 */
export async function readBackup(
  file: string,
  take: (entry: Entry) => Promise<void> | void,
): Promise<VerifiedBackup> {
  const { size, sha256 } = await readEnds(file)
  const reader = new BackupReader(file)
  const digest = createHash('sha256')
  for await (const line of decompressed(file, size, digest)) {
    const entry = reader.next(line)
    if (entry !== undefined) await take(entry)
  }
  const found = digest.digest('hex')
  if (found !== sha256) {
    throw fault(file, `was altered: its digest is ${found}, and was ${sha256} when it was written`)
  }
  return { ...reader.end(), sha256 }
}

/** Size of a backup without its footer, and the digest in there. */
async function readEnds(file: string): Promise<{ readonly size: number; readonly sha256: string }> {
  const handle = await open(file, 'r').catch((error: Error) => {
    throw unreadable(file, error)
  })
  try {
    const size = Math.max(0, (await handle.stat()).size - FOOTER_BYTES)
    const head = await handle.read(Buffer.alloc(4), 0, 4, 0)
    if (!isZstd(head.buffer.subarray(0, head.bytesRead))) throw notOne(file)
    const end = await handle.read(Buffer.alloc(FOOTER_BYTES), 0, FOOTER_BYTES, size)
    const sha256 = readFooter(end.buffer.subarray(0, end.bytesRead))
    if (sha256 === undefined)
      throw fault(file, 'is cut off, or has something behind it: its digest is not at its end')
    return { size, sha256: sha256.toString('hex') }
  } finally {
    await handle.close()
  }
}

async function* decompressed(file: string, size: number, digest: Hash): AsyncGenerator<string> {
  const source = createReadStream(file, { end: size - 1 })
  source.on('data', (chunk) => digest.update(chunk))
  const stream = source.pipe(createZstdDecompress())
  source.once('error', (error) => stream.destroy(error))
  try {
    yield* lines(stream)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    if ('syscall' in error) throw unreadable(file, error)
    const isBroken = 'code' in error && String(error.code).startsWith('Z')
    if (!isBroken && !(error instanceof RangeError)) throw error
    throw fault(file, `is damaged: ${error.message}`, error)
  } finally {
    source.destroy()
    stream.destroy()
  }
}

function fault(file: string, what: string, cause?: unknown): BackupError {
  return new BackupError(`${file} ${what}`, 'nothing was restored; take another copy of the backup', cause)
}

function notOne(file: string): BackupError {
  return new BackupError(
    `${file} is not a backup of metalwright`,
    'name a file that `metalwright backup` has written',
  )
}

function unreadable(file: string, error: Error): BackupError {
  return new BackupError(`${file} cannot be read: ${error.message}`, 'check its path', error)
}

/** Checks line after line. Which line is the last is known one line later. */
class BackupReader {
  readonly #file: string
  readonly #counts = new Map<string, number>()
  #header: Header | undefined
  #held: string | undefined
  #objects = 0
  #files = 0

  constructor(file: string) {
    this.#file = file
  }

  /** The entry of the line before this one, if it was one: the first line and the last one are none. */
  next(line: string): Entry | undefined {
    if (this.#header === undefined) {
      this.#header = readHeader(this.#file, line)
      return undefined
    }
    const held = this.#held
    this.#held = line
    return held === undefined ? undefined : this.#read(held, this.#header)
  }

  /** @throws BackupError when the last line does not fit what was before it */
  end(): { readonly header: Header; readonly trailer: Trailer } {
    const header = this.#header
    if (header === undefined) throw notOne(this.#file)
    const trailer = Trailer.safeParse(parse(this.#held ?? '')).data
    const isWhole =
      trailer?.objects === this.#objects &&
      trailer.files === this.#files &&
      Object.keys(header.counts).length === this.#counts.size &&
      [...this.#counts].every(([prefix, size]) => header.counts[prefix] === size)
    if (trailer === undefined || !isWhole) throw fault(this.#file, 'does not hold what it says it holds')
    return { header, trailer }
  }

  #read(line: string, header: Header): Entry {
    const entry = readEntry(line)
    const problem = entry === undefined ? 'is no entry' : this.#problem(entry, header)
    if (entry === undefined || problem !== undefined) {
      throw fault(this.#file, `was altered: ${JSON.stringify(line.slice(0, 60))} ${problem}`)
    }
    return entry
  }

  /** What is wrong with an entry. */
  #problem(entry: Entry, header: Header): string | undefined {
    if (entry.kind === 'object') {
      const { prefix, revision } = entry.object
      this.#objects += 1
      this.#counts.set(prefix, (this.#counts.get(prefix) ?? 0) + 1)
      return revision > header.revision ? 'is newer than the backup' : undefined
    }
    if (entry.kind === 'data') return this.#files === 0 ? 'is of no file' : undefined
    this.#files += 1
    return isRestorable(entry.path) ? undefined : 'is no file of a backup'
  }
}

function readHeader(file: string, line: string): Header {
  const json = parse(line)
  if (typeof json !== 'object' || json === null || !('metalwright-backup' in json)) throw notOne(file)
  const format = json['metalwright-backup']
  if (typeof format === 'number' && format > FORMAT) {
    throw new BackupError(
      `${file} was written by a newer version (format ${format}, this version reads ${FORMAT})`,
      'restore it with that version',
    )
  }
  const header = Header.safeParse(json).data
  if (header === undefined) throw fault(file, 'was altered: its first line is not right')
  return header
}
