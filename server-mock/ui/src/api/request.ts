import { isFields, textsField } from '../objects/fields.ts'
import { ApiError } from './api-error.ts'

/** How the browser makes calls; `fetch`, or a stand-in. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** A call of the API. */
export interface ApiCall {
  readonly method: 'GET' | 'POST'
  /** Path below `/api/v3`, with its query. */
  readonly path: string
  /** Value of the Authorization header. Nothing else ever authorises a call: no cookie is sent or kept. */
  readonly authorization: string
  /** Sent as JSON. */
  readonly body?: unknown
  readonly signal?: AbortSignal
}

/**
 * Makes a call and waits for the head of the answer.
 *
 * @throws ApiError for no answer, and for one that is not 2xx
 */
export async function request(fetch: Fetch, call: ApiCall): Promise<Response> {
  const { method, path, authorization, body, signal } = call
  const response = await fetch(`/api/v3${path}`, {
    method,
    headers: {
      Authorization: authorization,
      Accept: 'application/json',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  }).catch((error: unknown) => {
    throw new ApiError(
      'unreachable',
      0,
      'The server does not answer. Check that it runs and that this computer reaches it, then try again.',
      error,
    )
  })
  if (response.ok) return response
  const messages = textsField(await jsonOf(response), 'Messages')
  const text =
    messages.length === 0 ? `The server answered with status ${response.status}` : messages.join('; ')
  const code = response.status === 401 || response.status === 403 ? 'unauthorised' : 'refused'
  throw new ApiError(code, response.status, text)
}

/** The JSON body of an answer. @throws ApiError `unreadable` */
export async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch (error) {
    throw new ApiError('unreadable', response.status, 'The answer of the server could not be read.', error)
  }
}

async function jsonOf(response: Response) {
  const body: unknown = await response.json().catch(() => undefined)
  return isFields(body) ? body : {}
}
