import { constants, type FileHandle, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { LeaseRecord } from '../../dhcp/records.ts'

/** What an entry says: the lease of an address from now on, or none. */
export interface LeaseEntry {
  /** Dotted decimal. */
  readonly address: string
  readonly lease: LeaseRecord | undefined
}

/** A write is over when it survives a power cut: one turn of a thread instead of two, for writing and syncing. */
const FLAGS = constants.O_RDWR | constants.O_CREAT | constants.O_APPEND | constants.O_DSYNC

/**
 * A file that leases are appended to when they come faster than the object store takes them: one sync to disk
 * for all of a batch, beside the event loop. Emptied when the store has caught up, and read back after a crash.
 * Each line is the checksum (CRC-32, hex) of a JSON text, a blank and that text; what a crash has cut off at the
 * end was never told to anybody.
 */
export class LeaseJournal {
  readonly #file: FileHandle
  #size: number

  private constructor(file: FileHandle, size: number) {
    this.#file = file
    this.#size = size
  }

  /** Opens the journal, which is made when it is not there. Rejects with the system error. */
  static async open(path: string): Promise<LeaseJournal> {
    const file = await open(path, FLAGS, 0o600)
    return new LeaseJournal(file, (await file.stat()).size)
  }

  /** Bytes in the file. */
  get size(): number {
    return this.#size
  }

  /** Entries from first to last, up to one that is damaged. */
  async read(): Promise<readonly LeaseEntry[]> {
    const bytes = Buffer.alloc(this.#size)
    const { bytesRead } = await this.#file.read(bytes, 0, bytes.length, 0)
    return readEntries(bytes.toString('utf8', 0, bytesRead))
  }

  /** Adds entries; resolves when they survive a power cut. Rejects with the system error. */
  async append(entries: Iterable<LeaseEntry>): Promise<void> {
    let text = ''
    for (const entry of entries) text += lineOf(entry)
    const bytes = Buffer.from(text)
    try {
      await this.#file.appendFile(bytes)
      this.#size += bytes.length
    } catch (error) {
      // Half a line would hide all that are written behind it.
      await this.#file.truncate(this.#size)
      throw error
    }
  }

  /** Empties the file; resolves when it stays empty, so that old entries never come back over newer leases. */
  async clear(): Promise<void> {
    if (this.#size === 0) return
    await this.#file.truncate(0)
    await this.#file.datasync()
    this.#size = 0
  }

  /** Lets go of the file. */
  close(): Promise<void> {
    return this.#file.close()
  }
}

function lineOf({ address, lease }: LeaseEntry): string {
  const json = JSON.stringify(lease === undefined ? { gone: address } : { lease })
  return `${crc32(json).toString(16)} ${json}\n`
}

/** Where a server keeps its journal. */
export function journalFile(baseRoot: string): string {
  return join(baseRoot, 'leases.journal')
}

/** Bytes of a journal that a server may be writing to; none when there is none. Rejects with the system error. */
export async function readJournal(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
}

/** Entries of a journal's text; ends at the first line that is not whole. */
export function readEntries(text: string): readonly LeaseEntry[] {
  const entries: LeaseEntry[] = []
  for (const line of text.split('\n')) {
    const blank = line.indexOf(' ')
    const json = line.slice(blank + 1)
    if (blank < 1 || crc32(json).toString(16) !== line.slice(0, blank)) break
    // The checksum vouches for the form: only this class writes such lines.
    const { gone, lease }: { gone?: string; lease?: LeaseRecord } = JSON.parse(json)
    const address = lease?.Addr ?? gone
    if (address !== undefined) entries.push({ address, lease })
  }
  return entries
}
