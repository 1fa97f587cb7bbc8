import type { ClientRequest } from 'node:http'
import { request } from 'node:https'
import type { TestServer } from './test-server.ts'

/** Answer of a raw call. */
export interface RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
  /** JSON of the body. */
  json(): unknown
}

/** A call whose body is written by the test. */
export interface RawCall {
  readonly request: ClientRequest
  readonly answer: Promise<RawAnswer>
}

/** Opens a call of the API as the first user; write its body and end it. The path is sent as it is. */
export function openCall(
  server: TestServer,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): RawCall {
  const authorization = `Basic ${Buffer.from('rocketskates:r0cketsk8ts').toString('base64')}`
  const call = request({
    host: '127.0.0.1',
    port: server.server.ports.api,
    method,
    path: `/api/v3${path}`,
    headers: { authorization, ...headers },
    rejectUnauthorized: false,
    agent: false,
  })
  const answer = new Promise<RawAnswer>((resolve, reject) => {
    call.on('error', reject)
    call.on('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const body = Buffer.concat(chunks)
        const { statusCode = 0, headers: given } = response
        resolve({ status: statusCode, headers: given, body, json: () => JSON.parse(body.toString()) })
      })
    })
  })
  answer.catch(() => {})
  return { request: call, answer }
}

/** A call with its whole body; bytes go as `application/octet-stream` unless headers say otherwise. */
export function rawCall(
  server: TestServer,
  method: string,
  path: string,
  body?: Buffer | string,
  headers: Readonly<Record<string, string>> = {},
): Promise<RawAnswer> {
  const type = body === undefined ? {} : { 'content-type': 'application/octet-stream' }
  const { request: call, answer } = openCall(server, method, path, { ...type, ...headers })
  call.end(body)
  return answer
}
