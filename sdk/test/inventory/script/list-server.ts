import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { JsonValue } from '../../../src/models/json.ts'

/** A server of lists whose answers a test decides. */
export interface ListServer {
  readonly endpoint: string
  /** Lists by their kind. */
  readonly lists: Map<string, JsonValue>
  /** Calls that came: path, status and credentials. */
  readonly calls: { readonly path: string; readonly status: number; readonly authorization: string }[]
  /** Status of all answers from now on; undefined for what is right. */
  status: number | undefined
  /** Milliseconds before an answer. */
  delay: number
  close(): Promise<void>
}

/** Starts one on loopback, without TLS; `together` is whether it has several lists in one answer. */
export async function startListServer({ tagged = true, together = true } = {}): Promise<ListServer> {
  const lists = new Map<string, JsonValue>([
    ['machines', []],
    ['profiles', []],
    ['stages', []],
    ['params', []],
  ])
  const calls: ListServer['calls'] = []
  const http = createServer((request, response) => {
    const path = request.url ?? ''
    const kind = /^\/api\/v3\/(\w+)/.exec(path)?.[1] ?? ''
    const all = kind === 'lists' && together
    const text = JSON.stringify(all ? Object.fromEntries(lists) : (lists.get(kind) ?? null))
    const tag = `"${createHash('sha256').update(text).digest('hex')}"`
    const right = tagged && request.headers['if-none-match'] === tag ? 304 : 200
    const status = kind === 'lists' && !together ? 404 : (server.status ?? right)
    calls.push({ path, status, authorization: request.headers.authorization ?? '' })
    const error = JSON.stringify({ Messages: ['said so'], Code: status })
    setTimeout(() => {
      response.writeHead(status, tagged ? { ETag: tag } : {})
      response.end(status === 200 ? text : status === 304 ? undefined : error)
    }, server.delay)
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const server: ListServer = {
    endpoint: `http://127.0.0.1:${portOf(http.address())}`,
    lists,
    calls,
    status: undefined,
    delay: 0,
    close: async () => {
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
  return server
}

function portOf(address: AddressInfo | string | null): number {
  return address === null || typeof address === 'string' ? 0 : address.port
}
