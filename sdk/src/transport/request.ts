/** Bytes to send: all at hand, or a function that opens the stream, called again for each attempt. */
export type Content = string | Uint8Array | (() => AsyncIterable<Uint8Array>)

/** One call of the API. */
export interface Request {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path below `/api/v3`, starting with `/` and encoded; see `apiPath`. */
  readonly path: string
  /** Query parameters in order; names may repeat. */
  readonly query?: readonly (readonly [name: string, value: string])[]
  readonly headers?: Readonly<Record<string, string>>
  /** Body, sent as JSON. */
  readonly json?: unknown
  /** Body, sent as `application/octet-stream`. */
  readonly content?: Content
  readonly signal?: AbortSignal | undefined
  /** Whether sending it twice does what sending it once does; by default so for all but POST and PATCH. */
  readonly idempotent?: boolean
  /** Milliseconds the server is asked to hold the answer back, for watches; they come on top of the time-out. */
  readonly holdMs?: number
}

/** Answer of a call that succeeded, or 304. */
export interface Answer<Body> {
  readonly status: number
  /** Headers by name in lower case. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: Body
  /** How often the call was sent, from 1. */
  readonly attempts: number
  /** What was called, for messages. */
  readonly call: string
}
