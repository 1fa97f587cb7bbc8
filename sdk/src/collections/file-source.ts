import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { SdkError } from '../transport/index.ts'

/**
 * What is uploaded: text or bytes as they are, a file of this computer, or a stream. A function opens the stream
 * anew for each attempt; a stream that is open already can be sent once only, so its upload is not repeated.
 */
export type FileSource =
  | string
  | Uint8Array
  | { readonly file: string }
  | (() => AsyncIterable<Uint8Array>)
  | AsyncIterable<Uint8Array>

/** Told how far a transfer has come: bytes so far, and of how many when that is known. */
export type OnProgress = (bytes: number, total: number | undefined) => void

/** A source that is ready to be sent. */
export interface OpenedSource {
  /** Bytes, where it is known before the end. */
  readonly size: number | undefined
  /** Whether it can be sent more than once. */
  readonly repeatable: boolean
  open(): AsyncIterable<Uint8Array>
}

/** Bytes read from disk at once. */
const READ_SIZE = 256 * 1024

/** Gets a source ready. @throws SdkError `unreadable_file` */
export async function openSource(source: FileSource, size: number | undefined): Promise<OpenedSource> {
  if (typeof source === 'string') return fromBytes(Buffer.from(source))
  if (source instanceof Uint8Array) return fromBytes(source)
  if (typeof source === 'function') return { size, repeatable: true, open: source }
  if ('file' in source) return openFile(source.file)
  let spent = false
  const open = () => {
    if (spent) {
      const message =
        'The stream was read already and the call must be sent again. Pass a function that opens it.'
      throw new SdkError('source_spent', message)
    }
    spent = true
    return source
  }
  return { size, repeatable: false, open }
}

/** What was sent, known when the last byte is on its way. */
export class Sending {
  readonly #hash = createHash('sha256')
  #size = 0
  #digest = ''

  /** Bytes so far. */
  get size(): number {
    return this.#size
  }

  /** SHA-256 in hex; empty before the end. */
  get sha256(): string {
    return this.#digest
  }

  /**
   * The bytes of a source. Where they turn out not to have the digest they should, the last of them are kept back,
   * so that no server takes the others for whole.
   *
   * @throws SdkError `digest_mismatch`
   */
  async *bytes(
    source: OpenedSource,
    expected: string | undefined,
    onProgress: OnProgress | undefined,
  ): AsyncGenerator<Uint8Array> {
    let last: Uint8Array | undefined
    for await (const chunk of source.open()) {
      if (last !== undefined) yield last
      this.#hash.update(chunk)
      this.#size += chunk.length
      onProgress?.(this.#size, source.size)
      last = chunk
    }
    this.#digest = this.#hash.digest('hex')
    if (expected !== undefined && expected.toLowerCase() !== this.#digest) {
      throw digestMismatch('What was to be sent', this.#digest, expected)
    }
    if (last !== undefined) yield last
  }
}

/** The error for bytes that are others than expected. */
export function digestMismatch(what: string, actual: string, expected: string): SdkError {
  const message = `${what} has the SHA-256 ${actual}, not ${expected}. Check where it came from.`
  return new SdkError('digest_mismatch', message)
}

async function openFile(file: string): Promise<OpenedSource> {
  const facts = await stat(file).catch((error: unknown) => {
    throw unreadable(file, 'it cannot be read', error)
  })
  if (!facts.isFile()) throw unreadable(file, 'it is no plain file')
  // A file that grows meanwhile is sent as it was.
  const options = { end: Math.max(0, facts.size - 1), highWaterMark: READ_SIZE }
  return { size: facts.size, repeatable: true, open: () => createReadStream(file, options) }
}

function fromBytes(bytes: Uint8Array): OpenedSource {
  const open = async function* () {
    for (let at = 0; at < bytes.length; at += READ_SIZE) yield bytes.subarray(at, at + READ_SIZE)
  }
  return { size: bytes.length, repeatable: true, open }
}

function unreadable(file: string, what: string, cause?: unknown): SdkError {
  return new SdkError('unreadable_file', `${file} cannot be uploaded: ${what}. Correct the path.`, cause)
}
