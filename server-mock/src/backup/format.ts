import { z } from 'zod'
import type { BackupObject } from '../store/replacement.ts'

/** Number of the format of the files; a reader refuses a higher one. */
export const FORMAT = 1

const count = z.number().int().nonnegative()

/** First line of a backup. */
export const Header = z.object({
  /** Number of the format. */
  'metalwright-backup': z.int(),
  /** Version of the program that wrote it. */
  version: z.string(),
  /** When it was begun; RFC 3339. */
  time: z.string(),
  /** Revision of the commit after which everything is as it is here. */
  revision: count,
  /** How many objects there are of each prefix. */
  counts: z.record(z.string(), count),
  /** Whether job logs and uploaded files are in it. */
  files: z.boolean(),
})
export type Header = z.infer<typeof Header>

/** Last line of a backup: what there was between the first one and this. */
export const Trailer = z.object({ objects: count, files: count })
export type Trailer = z.infer<typeof Trailer>

/** Bytes of the footer. */
export const FOOTER_BYTES = 40

/** What zstd takes for a frame of 32 bytes that it has to skip. */
const FOOTER_MAGIC = Buffer.from('502a4d1820000000', 'hex')

/** End of the file, behind the compressed lines: a frame that zstd skips, with the SHA-256 of all before it. */
export function footer(sha256: Buffer): Buffer {
  return Buffer.concat([FOOTER_MAGIC, sha256])
}

/** SHA-256 that a footer holds; undefined when it is none. */
export function readFooter(bytes: Buffer): Buffer | undefined {
  const magic = bytes.subarray(0, FOOTER_MAGIC.length)
  return bytes.length === FOOTER_BYTES && magic.equals(FOOTER_MAGIC)
    ? bytes.subarray(magic.length)
    : undefined
}

/** Whether a file begins as one that zstd has written. */
export function isZstd(bytes: Buffer): boolean {
  return bytes.length >= 4 && bytes.readUInt32LE(0) === 0xfd2fb528
}

/** What is between them, one line each. The bytes of a file follow it in pieces. */
export type Entry =
  | { readonly kind: 'object'; readonly object: BackupObject }
  | { readonly kind: 'file'; readonly path: string; readonly mode: number; readonly modified: number }
  | { readonly kind: 'data'; readonly bytes: Buffer }

/** An entry as a line without its end. The text of an object goes in as it is, since it is JSON already. */
export function entryLine(entry: Entry): string {
  if (entry.kind === 'data') return JSON.stringify(['data', entry.bytes.toString('base64')])
  if (entry.kind === 'file') return JSON.stringify(['file', entry.path, entry.mode, entry.modified])
  const { prefix, key, revision, text } = entry.object
  return `["object",${JSON.stringify(prefix)},${JSON.stringify(key)},${revision},${text}]`
}

/** The entry of a line; undefined when it is none. */
export function readEntry(line: string): Entry | undefined {
  const parts = parse(line)
  if (!Array.isArray(parts)) return undefined
  const [kind, first, second, third, fourth]: readonly unknown[] = parts
  if (kind === 'object' && parts.length === 5 && typeof first === 'string' && typeof second === 'string') {
    if (first === '' || second === '' || !isCount(third) || !isObject(fourth)) return undefined
    const object = { prefix: first, key: second, revision: third, text: JSON.stringify(fourth) }
    return { kind, object }
  }
  if (kind === 'file' && parts.length === 4 && typeof first === 'string' && isCount(second) && isCount(third))
    return { kind, path: first, mode: second & 0o777, modified: third }
  if (kind === 'data' && parts.length === 2 && typeof first === 'string')
    return { kind, bytes: Buffer.from(first, 'base64') }
  return undefined
}

/** The JSON of a line; undefined when it is none. */
export function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
