import { once } from 'node:events'
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { Agent, request } from 'node:https'

/** One request that came through, in the order of coming. */
export interface Passage {
  /** From 1. */
  readonly number: number
  readonly method: string
  /** Path with the query. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** When something happens to a request: before the server gets it, after it has answered, after the client has that. */
export type Moment = 'before' | 'done' | 'after'

/** What happens then: `pass` nothing, `cut` the connection ends without an answer, or another answer than the server's. */
export type Fate = 'pass' | 'cut' | { readonly status: number; readonly text: string }

/** Decides about each request, three times. */
export type Judge = (passage: Passage, moment: Moment) => Fate | Promise<Fate>

/**
 * A server on loopback, plain HTTP, through which a client reaches a real one: counts the requests and loses some. Its
 * address stays when the real server comes back on another port.
 */
export class ApiProxy {
  readonly passages: Passage[] = []
  /** Nothing is lost by default. */
  judge: Judge = () => 'pass'
  /** Port of the real server on loopback, with TLS. */
  upstream: number
  readonly #server: Server
  readonly #agent = new Agent({ keepAlive: true, rejectUnauthorized: false })

  private constructor(upstream: number) {
    this.upstream = upstream
    this.#server = createServer((message, response) => {
      this.#pass(message, response).catch(() => response.destroy())
    })
  }

  static async start(upstream: number): Promise<ApiProxy> {
    const proxy = new ApiProxy(upstream)
    proxy.#server.listen(0, '127.0.0.1')
    await once(proxy.#server, 'listening')
    return proxy
  }

  /** Address for clients. */
  get endpoint(): string {
    const address = this.#server.address()
    return `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`
  }

  close(): void {
    this.#agent.destroy()
    this.#server.closeAllConnections()
    this.#server.close()
  }

  async #pass(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = message
    const { headers } = message
    const body = await whole(message)
    const passage = { number: this.passages.length + 1, method, url, headers, body: body.toString('utf8') }
    this.passages.push(passage)
    if (settled(await this.judge(passage, 'before'), response)) return
    const answer = await this.#forward(message, method, url, body)
    if (settled(await this.judge(passage, 'done'), response)) return
    response.writeHead(answer.status, answer.headers)
    response.end(answer.body)
    if (!response.writableFinished) await once(response, 'finish')
    await this.judge(passage, 'after')
  }

  async #forward(message: IncomingMessage, method: string, path: string, body: Buffer) {
    const { connection: _, host: __, 'transfer-encoding': ___, ...headers } = message.headers
    const sent = request({
      host: '127.0.0.1',
      port: this.upstream,
      method,
      path,
      headers,
      agent: this.#agent,
    })
    sent.end(body)
    const [answer]: IncomingMessage[] = await once(sent, 'response')
    if (answer === undefined) throw new Error('no answer')
    const { connection: ____, 'transfer-encoding': _____, ...back } = answer.headers
    return { status: answer.statusCode ?? 502, headers: back, body: await whole(answer) }
  }
}

/** Whether the fate has left nothing to do. */
function settled(fate: Fate, response: ServerResponse): boolean {
  if (fate === 'pass') return false
  if (fate === 'cut') response.destroy()
  else response.writeHead(fate.status, { 'content-type': 'application/json' }).end(fate.text)
  return true
}

async function whole(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}
