import { createServer, type Server, request as send } from 'node:http'
import { request as sendSecurely } from 'node:https'
import type { AddressInfo } from 'node:net'

/** An HTTP proxy in front of a server over TLS, that can lose the answers of calls after they were carried out. */
export class CutProxy {
  readonly url: string
  /** Calls whose answer is lost: method and path. */
  readonly lost: readonly string[]
  readonly #server: Server

  private constructor(server: Server, url: string, lost: readonly string[]) {
    this.#server = server
    this.url = url
    this.lost = lost
  }

  /** @param loses whether the answer of a call shall be lost */
  static async start(endpoint: string, loses: (call: string) => boolean): Promise<CutProxy> {
    const target = new URL(endpoint)
    const lost: string[] = []
    const server = createServer((incoming, outgoing) => {
      const call = `${incoming.method} ${incoming.url}`
      const secure = target.protocol === 'https:'
      const forward = (secure ? sendSecurely : send)(
        {
          host: target.hostname,
          port: target.port,
          path: incoming.url,
          method: incoming.method,
          headers: incoming.headers,
          ...(secure ? { rejectUnauthorized: false } : {}),
        },
        (answer) => {
          if (loses(call)) {
            lost.push(call)
            answer.resume()
            answer.on('end', () => incoming.socket.destroy())
            return
          }
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
          answer.pipe(outgoing)
        },
      )
      forward.on('error', () => incoming.socket.destroy())
      incoming.pipe(forward)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address: AddressInfo | string | null = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    return new CutProxy(server, `http://127.0.0.1:${port}`, lost)
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }
}
