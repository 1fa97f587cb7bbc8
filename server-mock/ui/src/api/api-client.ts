import type { Session } from '../session/session.ts'
import { ApiError } from './api-error.ts'
import { type ApiCall, type Fetch, readJson, request } from './request.ts'

/** Calls of the API as the user who is logged in. All of them throw `ApiError`. */
export class ApiClient {
  readonly #session: Session
  readonly #fetch: Fetch

  constructor(session: Session, fetch: Fetch) {
    this.#session = session
    this.#fetch = fetch
  }

  /** The JSON at a path below `/api/v3`. */
  async get(path: string): Promise<unknown> {
    return readJson(await this.#call({ method: 'GET', path }))
  }

  /** The objects of a list; what `read` does not understand is left out. */
  async list<Item>(path: string, read: (value: unknown) => Item | undefined): Promise<Item[]> {
    const body = await this.get(path)
    if (!Array.isArray(body)) throw new ApiError('unreadable', 200, `The answer to ${path} is no list.`)
    return body.flatMap((value) => read(value) ?? [])
  }

  /** The body at a path, as bytes that come. */
  async stream(path: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array> | null> {
    return (await this.#call({ method: 'GET', path, signal })).body
  }

  /** Posts JSON and returns the JSON of the answer. */
  async post(path: string, body: unknown): Promise<unknown> {
    return readJson(await this.#call({ method: 'POST', path, body }))
  }

  async #call(call: Omit<ApiCall, 'authorization'>): Promise<Response> {
    const state = this.#session.state.value
    if (state.kind === 'out') throw new ApiError('unauthorised', 0, 'Nobody is logged in.')
    try {
      return await request(this.#fetch, { ...call, authorization: `Bearer ${state.token}` })
    } catch (error) {
      if (error instanceof ApiError && error.code === 'unauthorised') await this.#session.verify()
      throw error
    }
  }
}
