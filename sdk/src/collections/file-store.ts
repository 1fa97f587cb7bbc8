import type { Readable, Writable } from 'node:stream'
import { z } from 'zod'
import {
  ApiError,
  apiPath,
  apiPathOfName,
  NotFoundError,
  type Request,
  SdkError,
} from '../transport/index.ts'
import type { Api, CallOptions } from './api.ts'
import { type Downloaded, FileDownload, type FileFacts, type TransferOptions } from './file-download.ts'
import { digestMismatch, type FileSource, type OnProgress, openSource, Sending } from './file-source.ts'

const Stored = z.object({ Path: z.string(), Size: z.number() })

/** What was stored: its path and its size in bytes, and the SHA-256 of what was sent. */
export interface Uploaded extends z.infer<typeof Stored> {
  readonly Sha256: string
}

/** How something is uploaded. */
export interface UploadOptions extends CallOptions {
  /** SHA-256 it must have, in hex; when it has another, nothing is stored. */
  readonly sha256?: string | undefined
  /** Bytes of a stream, where the caller knows; the server then notices when some are missing. */
  readonly size?: number | undefined
  /** The source is a tar archive to unpack into a folder of this path; files only. */
  readonly explode?: boolean | undefined
  /** Told what is on its way; starts again at 0 when the upload is repeated. */
  readonly onProgress?: OnProgress | undefined
}

/** Which part of a file is downloaded. */
export interface DownloadOptions extends CallOptions {
  /** First byte; 0 by default. */
  readonly start?: number | undefined
}

/** Milliseconds a server may take to put gigabytes on disk, or to work out their digest. */
const PATIENCE = 10 * 60_000

/** Header with a SHA-256 (DRP 4). */
const DIGEST = 'x-drp-sha256sum'

/** Files or ISO images on the server. */
export class FileStore {
  readonly #api: Api
  readonly #prefix: 'files' | 'isos'

  constructor(api: Api, prefix: 'files' | 'isos') {
    this.#api = api
    this.#prefix = prefix
  }

  /**
   * Names in a folder; folders end with `/`.
   *
   * @param folder path of the folder, the top one by default; ISO images have no folders
   */
  list(folder = '', options: CallOptions = {}): Promise<string[]> {
    const query: [string, string][] = folder === '' ? [] : [['path', folder]]
    return this.#api.many(z.string(), { method: 'GET', path: apiPath(this.#prefix), query, ...options })
  }

  /** Size and digest of a file; `undefined` when there is none. Works with servers that have no HEAD too. */
  async stat(path: string, options: CallOptions = {}): Promise<FileFacts | undefined> {
    const request = { path: this.#path(path), headers: rangeHeaders(0, undefined), ...options }
    try {
      const { headers } = await this.#api.transport.send({ method: 'HEAD', holdMs: PATIENCE, ...request })
      const size = headers.get('content-length')
      if (size !== undefined) return factsOf(headers, Number(size))
    } catch (error) {
      // DRP 3.11 has no HEAD; an answer to one has no body that would tell that from a missing file.
      if (!(error instanceof ApiError) || ![404, 405, 501].includes(error.status)) throw error
    }
    return this.#statByRange(request)
  }

  /** Whether there is such a file. */
  async exists(path: string, options: CallOptions = {}): Promise<boolean> {
    return (await this.stat(path, options)) !== undefined
  }

  /** A file as a stream; read it to its end or destroy it. A broken connection breaks it; see `downloadTo`. */
  async download(path: string, options: DownloadOptions = {}): Promise<Readable> {
    const { start = 0, signal } = options
    const headers = rangeHeaders(start, undefined)
    const request: Request = { method: 'GET', path: this.#path(path), headers, signal }
    const { status, body } = await this.#api.transport.download(request)
    // Whoever reads the stream is told of its error; destroying it unread must not end the process.
    body.on('error', () => {})
    if (start === 0 || status === 206) return body
    body.destroy()
    throw new SdkError('not_supported', `${this.#api.transport.endpoint.origin} sends no parts of files.`)
  }

  /**
   * Loads a file to a path of this computer or into a stream, goes on where the connection breaks, and compares the
   * digest.
   *
   * @throws NotFoundError; SdkError `digest_mismatch`, `file_changed`
   */
  async downloadTo(
    path: string,
    target: string | Writable,
    options: TransferOptions = {},
  ): Promise<Downloaded> {
    const { signal } = options
    const facts = await this.stat(path, { signal })
    // The usual call says best what is wrong.
    if (facts === undefined) (await this.download(path, { signal })).destroy()
    if (facts === undefined)
      throw new SdkError('file_changed', `${path} came while it was asked for. Load it again.`)
    const openAt = (offset: number) => {
      const headers = rangeHeaders(offset, facts.version)
      return this.#api.transport.download({ method: 'GET', path: this.#path(path), headers, signal })
    }
    const download = new FileDownload(this.#api.transport, facts, openAt, options)
    return typeof target === 'string' ? download.toFile(target) : download.toStream(target)
  }

  /**
   * Stores a file, over one that is there. The server takes it up only when all of it has come, so a failed
   * upload leaves nothing behind and is repeated when the bytes can be had again.
   *
   * @throws SdkError `digest_mismatch`, `unreadable_file`, `source_spent`; `not_supported` when the server stored an
   *   archive as it is instead of unpacking it
   */
  upload(path: string, source: FileSource, options: UploadOptions = {}): Promise<Uploaded> {
    return this.#upload(this.#path(path), source, options)
  }

  /** Deletes a file or an empty folder. */
  async delete(path: string, options: CallOptions = {}): Promise<void> {
    try {
      await this.#api.transport.send({ method: 'DELETE', path: this.#path(path), ...options })
    } catch (error) {
      if (error instanceof NotFoundError && error.attempts > 1) return
      throw error
    }
  }

  async #upload(path: string, source: FileSource, options: UploadOptions): Promise<Uploaded> {
    const { sha256, size, explode = false, onProgress, signal } = options
    const opened = await openSource(source, size)
    let sending = new Sending()
    const headers: Record<string, string> = {}
    if (opened.size !== undefined) headers['content-length'] = String(opened.size)
    if (sha256 !== undefined) headers[DIGEST] = sha256
    const answer = await this.#api.transport.send({
      method: 'POST',
      path,
      headers,
      query: explode ? [['explode', 'true']] : [],
      content: () => {
        sending = new Sending()
        return sending.bytes(opened, sha256, onProgress)
      },
      idempotent: opened.repeatable,
      holdMs: PATIENCE,
      signal,
    })
    const stored = this.#api.object(Stored, answer)
    const digest = answer.headers.get(DIGEST)
    if (explode && digest === undefined) {
      throw new SdkError(
        'not_supported',
        `${answer.call}: the server unpacks no archives; it stored this one.`,
      )
    }
    if (digest !== undefined && digest !== sending.sha256) {
      throw digestMismatch('What the server stored', digest, sending.sha256)
    }
    return { ...stored, Sha256: sending.sha256 }
  }

  async #statByRange(request: Pick<Request, 'path' | 'headers' | 'signal'>): Promise<FileFacts | undefined> {
    const headers = { ...request.headers, range: 'bytes=0-0' }
    try {
      const { body, headers: given } = await this.#api.transport.download({
        ...request,
        method: 'GET',
        headers,
      })
      body.on('error', () => {}).destroy()
      const whole = given.get('content-range')?.split('/')[1] ?? given.get('content-length')
      return factsOf(given, Number(whole))
    } catch (error) {
      if (error instanceof NotFoundError) return undefined
      // An empty file has no byte 0.
      if (error instanceof ApiError && error.status === 416) return factsOf(new Map(), 0)
      throw error
    }
  }

  #path(path: string): string {
    return `${apiPath(this.#prefix)}${apiPathOfName(path)}`
  }
}

function factsOf(headers: ReadonlyMap<string, string>, size: number): FileFacts {
  const tag = headers.get('etag')
  // A weak tag says nothing about single bytes.
  const version = tag?.startsWith('W/') === false ? tag : headers.get('last-modified')
  return { size, sha256: headers.get(DIGEST)?.toLowerCase(), version }
}

/** Headers that ask for a file from an offset on, as it lies there: compressed bytes have other offsets. */
function rangeHeaders(offset: number, version: string | undefined): Record<string, string> {
  const plain = { 'accept-encoding': 'identity' }
  if (offset === 0) return plain
  return { ...plain, range: `bytes=${offset}-`, ...(version === undefined ? {} : { 'if-range': version }) }
}
