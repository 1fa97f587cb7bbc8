import type { Readable } from 'node:stream'
import type { JsonValue } from '@metalwright/sdk/models'
import type { z } from 'zod'
import type { Principal } from '../auth/principal.ts'

/** A call as a handler sees it: authenticated and authorised. */
export interface Call {
  readonly principal: Principal
  /** Path and query as the caller wrote them. */
  readonly url: string
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
  /** JSON text that is there already, sent as it is; pieces are sent as they come. */
  readonly text?: string | AsyncIterable<string>
  /** Bytes to be sent, as `application/octet-stream` unless the headers say otherwise. */
  readonly stream?: Readable | Buffer
}

/** What a caller must be allowed to do. */
export interface Access {
  /** Scope of the claim: the prefix for objects. */
  readonly scope: string
  /** Action, or all of several; `partOf` is met by a right to any part of the action, such as `update:/Meta`. */
  readonly action: string | { readonly partOf: string } | ((call: Call) => readonly string[])
  /** Word for an action that each call names anew, in descriptions; `update` when absent. */
  readonly word?: string
  /** Names of the object in claims; absent where the call is about none. */
  readonly specific?: (call: Call) => Promise<readonly string[]> | readonly string[]
  /** How a refusal looks: DRP hides lists and objects the caller may not see. */
  readonly refusal?: 'empty-list' | 'not-found'
}

/** What the API's description says of a route besides its path and rights. */
export interface RouteDescription {
  /** What the call does, in a few words. */
  readonly summary: string
  /** JSON body of the call. */
  readonly body?: z.ZodType
  /** JSON body of the answer. */
  readonly answer?: z.ZodType
  /** Status of success; 200 when absent. */
  readonly status?: number
  /** Query parameters by name, with their meaning. */
  readonly query?: Readonly<Record<string, string>>
}

/** One route of the API. */
export interface Route {
  /** A `HEAD` of its own stands before the `GET` of the same path; without one, `GET` is asked and its body left out. */
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path below `/api/v3`, with `:name` and a last `*`. */
  readonly path: string
  /** `any` is for every caller with valid credentials. */
  readonly access: Access | 'any'
  /** Whether a body of another type than JSON is taken, as a stream; `even-json` takes every body as one. */
  readonly takesStream?: boolean | 'even-json'
  readonly description?: RouteDescription
  handle(call: Call): Promise<Answer>
}
