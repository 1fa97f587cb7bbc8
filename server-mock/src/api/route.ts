import type { Readable } from 'node:stream'
import type { JsonValue } from '@metalwright/sdk/models'
import type { Principal } from '../auth/principal.ts'

/** A call as a handler sees it: authenticated and authorised. */
export interface Call {
  readonly principal: Principal
  /** Parts of the path by name; `*` is the literal rest. Decoded. */
  readonly path: Readonly<Record<string, string>>
  /** Pairs of the query string, decoded. */
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | undefined>>
  /** JSON body; null when there was none. */
  readonly body: JsonValue
  /** Body that is not JSON, as it arrives. */
  readonly stream: Readable | undefined
  /** IPv4 address of the server that the caller used. */
  readonly serverAddress: string
  /** Fires when the caller has gone. */
  readonly signal: AbortSignal
}

/** Answer of a handler. */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** Object to be sent as JSON; absent for no body. */
  readonly body?: unknown
  /** JSON text that is there already, sent as it is. */
  readonly text?: string
  /** Bytes to be sent as `application/octet-stream`. */
  readonly stream?: Readable | Buffer
}

/** What a caller must be allowed to do. */
export interface Access {
  /** Scope of the claim: the prefix for objects. */
  readonly scope: string
  /** Action, or all of several. */
  readonly action: string | ((call: Call) => readonly string[])
  /** Names of the object in claims; absent where the call is about none. */
  readonly specific?: (call: Call) => Promise<readonly string[]> | readonly string[]
  /** How a refusal looks: DRP hides lists and objects the caller may not see. */
  readonly refusal?: 'empty-list' | 'not-found'
}

/** One route of the API. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path below `/api/v3`, with `:name` and a last `*`. */
  readonly path: string
  /** `any` is for every caller with valid credentials. */
  readonly access: Access | 'any'
  /** Whether a body of another type than JSON is taken, as a stream. */
  readonly takesStream?: boolean
  handle(call: Call): Promise<Answer>
}
