import type { Readable } from 'node:stream'
import { z } from 'zod'
import { apiPath, apiPathOfName, type Content, NotFoundError } from '../transport/index.ts'
import type { Api, CallOptions } from './api.ts'

const Uploaded = z.object({ Path: z.string(), Size: z.number() })
/** What was stored: its path and its size in bytes. */
export type Uploaded = z.infer<typeof Uploaded>

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

  /** A file as a stream of bytes; read it to its end or destroy it. */
  async download(path: string, options: CallOptions = {}): Promise<Readable> {
    const request = { method: 'GET', path: this.#path(path), ...options } as const
    return (await this.#api.transport.download(request)).body
  }

  /**
   * Stores a file, over one that is there. The server takes it up only when all of it has come, so a failed
   * upload leaves nothing behind and is repeated when the bytes can be had again.
   */
  upload(path: string, content: Content, options: CallOptions = {}): Promise<Uploaded> {
    const request = { method: 'POST', path: this.#path(path), content, idempotent: true } as const
    return this.#api.one(Uploaded, { ...request, ...options })
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

  #path(path: string): string {
    return `${apiPath(this.#prefix)}${apiPathOfName(path)}`
  }
}
