import { ArchiveError } from '../archive-error.ts'

/** A directory record (ECMA-119 §9.1): one entry of a directory, or one extent of a file. */
export interface DirectoryRecord {
  /** First logical block of the data, behind the extended attributes. */
  readonly block: number
  /** Bytes of the data. */
  readonly size: number
  readonly isDirectory: boolean
  /** A resource fork or the like, which is no file of its own. */
  readonly isAssociated: boolean
  /** Another record with the next piece of the file follows. */
  readonly continues: boolean
  /** File identifier as it is; one byte 0 or 1 for the directory itself and its parent. */
  readonly identifier: Buffer
  /** System use area, where Rock Ridge lives. */
  readonly systemUse: Buffer
}

const MIN_LENGTH = 34

/**
 * Reads the directory record at a place of a sector.
 *
 * @returns `undefined` where a length of 0 says that the rest of the sector is empty
 * @throws ArchiveError `damaged` when a length does not fit, or for interleaved files, which nobody makes
 */
export function readRecord(
  sector: Buffer,
  at: number,
): { readonly record: DirectoryRecord; readonly length: number } | undefined {
  const length = sector[at] ?? 0
  if (length === 0) return undefined
  if (length < MIN_LENGTH || at + length > sector.length) throw damaged(`a length of ${length}`)
  const bytes = sector.subarray(at, at + length)
  const nameLength = bytes.readUInt8(32)
  const nameEnd = 33 + nameLength
  if (nameLength === 0 || nameEnd > length) throw damaged(`a name of ${nameLength} bytes`)
  if (bytes.readUInt8(26) !== 0 || bytes.readUInt8(27) !== 0) throw damaged('interleaved data')
  const flags = bytes.readUInt8(25)
  const record: DirectoryRecord = {
    block: bytes.readUInt32LE(2) + bytes.readUInt8(1),
    size: bytes.readUInt32LE(10),
    isDirectory: (flags & 0x02) !== 0,
    isAssociated: (flags & 0x04) !== 0,
    continues: (flags & 0x80) !== 0,
    identifier: bytes.subarray(33, nameEnd),
    // A byte of padding makes the place of the system use area even.
    systemUse: bytes.subarray(Math.min(length, nameEnd + (nameEnd % 2))),
  }
  return { record, length }
}

/** Whether a record is the one of the directory itself or of its parent. */
export function isDotRecord({ identifier }: DirectoryRecord): boolean {
  return identifier.length === 1 && (identifier[0] === 0 || identifier[0] === 1)
}

function damaged(what: string): ArchiveError {
  return new ArchiveError('damaged', `the image is damaged: a directory record has ${what}`)
}
