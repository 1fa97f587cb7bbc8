import type { z } from 'zod'
import { Content, ContentSummary } from '../models/content.ts'
import { apiPath, ConflictError, NotFoundError } from '../transport/index.ts'
import type { Api, CallOptions } from './api.ts'

/** Content packs. */
export class Contents {
  readonly #api: Api

  constructor(api: Api) {
    this.#api = api
  }

  /** All layers, with the number of their objects. */
  list(options: CallOptions = {}): Promise<ContentSummary[]> {
    return this.#api.many(ContentSummary, { method: 'GET', path: apiPath('contents'), ...options })
  }

  /** One pack with its objects. */
  get(name: string, options: CallOptions = {}): Promise<Content> {
    return this.#api.one(Content, { method: 'GET', path: apiPath('contents', name), ...options })
  }

  /**
   * Loads a pack, in place of the one of that name if there is one, as `drpcli contents upload` does: replaces it,
   * makes it when there is none, and replaces it after all when somebody was faster.
   *
   * @throws ValidationError when an object in it breaks a rule or belongs to another layer
   */
  async upload(content: z.input<typeof Content>, options: CallOptions = {}): Promise<ContentSummary> {
    const path = apiPath('contents', content.meta.Name)
    const put = () => this.#api.one(ContentSummary, { method: 'PUT', path, json: content, ...options })
    try {
      return await put()
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error
    }
    try {
      const request = { method: 'POST', path: apiPath('contents'), json: content, ...options } as const
      return await this.#api.one(ContentSummary, request)
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error
      return put()
    }
  }

  /** Unloads a pack. */
  async delete(name: string, options: CallOptions = {}): Promise<void> {
    try {
      const path = apiPath('contents', name)
      await this.#api.transport.send({ method: 'DELETE', path, ...options })
    } catch (error) {
      if (error instanceof NotFoundError && error.attempts > 1) return
      throw error
    }
  }
}
