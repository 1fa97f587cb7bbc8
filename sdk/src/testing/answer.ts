import { type HttpHandler, HttpResponse, http } from 'msw'
import type { JsonValue } from '../models/index.ts'
import { Refused } from './refused.ts'

/** A call as the handlers see it. */
export interface FakeCall {
  readonly request: Request
  readonly query: URLSearchParams
  /** Parts of the path by the name they have in it, decoded. */
  part(name: string): string
  /** The body, read as JSON. @throws Refused 400 when it is none */
  body(): Promise<JsonValue>
}

/** What to answer; 200 by default. */
export interface FakeAnswer {
  readonly json?: JsonValue
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** Methods of HTTP the API has. */
type Method = 'get' | 'head' | 'post' | 'put' | 'patch' | 'delete'

/** A handler for a path below `/api/v3`, with parts such as `:key`; refusals become DRP's error body. */
export function handler(
  base: string,
  method: Method,
  path: string,
  answer: (call: FakeCall) => FakeAnswer | Promise<FakeAnswer>,
): HttpHandler {
  return http[method](`${base}/api/v3${path}`, async ({ request, params }) => {
    const part = (name: string) => decodeURIComponent(String(params[name] ?? ''))
    const call = { request, query: new URL(request.url).searchParams, part, body: () => bodyOf(request) }
    try {
      const { json, status = 200, headers = {} } = await answer(call)
      if (json === undefined || status === 304)
        return new HttpResponse(null, { status, headers: { ...headers } })
      return HttpResponse.json(json, { status, headers: { ...headers } })
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      return HttpResponse.json(error.body, { status: error.body.Code })
    }
  })
}

async function bodyOf(request: Request): Promise<JsonValue> {
  try {
    return JSON.parse(await request.text())
  } catch {
    throw new Refused(400, ['The body is no JSON'], { Type: request.method })
  }
}
