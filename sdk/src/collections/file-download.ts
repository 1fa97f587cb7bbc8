import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Answer, backOff, ConnectionError, SdkError, type Transport } from '../transport/index.ts'
import { digestMismatch, type OnProgress } from './file-source.ts'

/** What a server says of a file before it is loaded. */
export interface FileFacts {
  /** Bytes. */
  readonly size: number
  /** SHA-256 in hex; absent where the server knows none (DRP 3.11). */
  readonly sha256: string | undefined
  /** Changes when the file does: its entity tag or date, for `If-Range`. */
  readonly version: string | undefined
}

/** A file that was loaded. */
export interface Downloaded {
  /** Bytes. */
  readonly size: number
  /** SHA-256 in hex. */
  readonly sha256: string
}

/** How a file is loaded. */
export interface TransferOptions {
  /** SHA-256 it must have, in hex; that of the server by default, where it knows one. */
  readonly sha256?: string | undefined
  readonly onProgress?: OnProgress | undefined
  readonly signal?: AbortSignal | undefined
}

/** Asks for the bytes from an offset on. */
export type OpenAt = (offset: number) => Promise<Answer<Readable>>

/** Times it is tried again without a byte coming. */
const MAX_FAILURES = 5

/** Loads a file of known facts; where the connection breaks it goes on from there. */
export class FileDownload {
  readonly #transport: Transport
  readonly #facts: FileFacts
  readonly #openAt: OpenAt
  readonly #options: TransferOptions

  constructor(transport: Transport, facts: FileFacts, openAt: OpenAt, options: TransferOptions) {
    this.#transport = transport
    this.#facts = facts
    this.#openAt = openAt
    this.#options = options
  }

  /**
   * Writes the file to a stream, which is ended, or destroyed when that fails.
   *
   * @throws SdkError `digest_mismatch` when all of it has come, `file_changed`
   */
  async toStream(target: Writable): Promise<Downloaded> {
    const hash = createHash('sha256')
    await pipeline(Readable.from(this.#checked(0, hash), { objectMode: false }), target)
    return { size: this.#facts.size, sha256: hash.digest('hex') }
  }

  /**
   * Writes the file to a path, over what is there, when all of it has come and is right. What has come until a
   * failure stays beside it as `<path>.part` and is used by the next call, if there is a digest to compare with.
   */
  async toFile(path: string): Promise<Downloaded> {
    const part = `${path}.part`
    const hash = createHash('sha256')
    const start = await this.#kept(part, hash)
    const file = await open(part, start === 0 ? 'w' : 'a')
    try {
      await writeAll(file, this.#checked(start, hash))
      await file.sync()
    } catch (error) {
      // What is wrong is of no use to the next call.
      if (error instanceof SdkError && !(error instanceof ConnectionError)) await rm(part, { force: true })
      throw error
    } finally {
      await file.close()
    }
    await rename(part, path)
    return { size: this.#facts.size, sha256: hash.digest('hex') }
  }

  get #expected(): string | undefined {
    return this.#options.sha256 ?? this.#facts.sha256
  }

  /** Bytes of an earlier call that can be used; they are hashed. */
  async #kept(part: string, hash: Hash): Promise<number> {
    const size = (await stat(part).catch(() => undefined))?.size ?? 0
    if (size === 0 || size > this.#facts.size || this.#expected === undefined) return 0
    for await (const chunk of createReadStream(part)) hash.update(chunk)
    return size
  }

  /** The bytes from an offset on, compared with the digest before the last of them are handed over. */
  async *#checked(start: number, hash: Hash): AsyncGenerator<Uint8Array> {
    const { onProgress } = this.#options
    let last: Uint8Array | undefined
    let done = start
    for await (const chunk of this.#bytes(start)) {
      if (last !== undefined) yield last
      hash.update(chunk)
      done += chunk.length
      onProgress?.(done, this.#facts.size)
      last = chunk
    }
    const digest = hash.copy().digest('hex')
    const expected = this.#expected
    if (expected !== undefined && expected.toLowerCase() !== digest) {
      throw digestMismatch('What was loaded', digest, expected)
    }
    if (last !== undefined) yield last
  }

  async *#bytes(start: number): AsyncGenerator<Uint8Array> {
    const { size } = this.#facts
    let done = start
    for (let failures = 0; done < size; ) {
      const answer = await this.#openAt(done)
      this.#checkPlace(answer, done)
      try {
        for await (const chunk of answer.body) {
          const bytes: Uint8Array = chunk
          done += bytes.length
          if (done > size) throw changed(answer.call)
          failures = 0
          yield bytes
        }
      } catch (error) {
        this.#options.signal?.throwIfAborted()
        if (error instanceof SdkError) throw error
        await this.#pause(answer.call, ++failures, error)
        continue
      }
      if (done < size) await this.#pause(answer.call, ++failures)
    }
  }

  /** @throws SdkError `file_changed` when the answer is about another state of the file */
  #checkPlace({ status, headers, call }: Answer<unknown>, offset: number): void {
    const range = `bytes ${offset}-${this.#facts.size - 1}/${this.#facts.size}`
    const fits = offset === 0 ? status === 200 : status === 206 && headers.get('content-range') === range
    if (!fits) throw changed(call)
  }

  async #pause(call: string, failures: number, cause?: unknown): Promise<void> {
    if (failures > MAX_FAILURES) {
      throw new ConnectionError('lost', `${call} broke off again and again. Check the network.`, cause)
    }
    const { clock, random } = this.#transport
    await clock.sleep(backOff(failures, { maxWaitMs: 30_000, random }), this.#options.signal)
  }
}

function changed(call: string): SdkError {
  return new SdkError('file_changed', `${call}: the file changed while it was loaded. Load it again.`)
}

async function writeAll(file: FileHandle, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of chunks) {
    for (let done = 0; done < chunk.length; ) {
      done += (await file.write(chunk, done, chunk.length - done)).bytesWritten
    }
  }
}
