import { type WebSocket, WebSocketServer } from 'ws'
import type { JsonValue } from '../../src/models/json.ts'
import type { FakeServer } from './fake-server.ts'

/** What a fake event stream can do: `ours` numbers its events and resumes, `drp` does neither. */
export type Dialect = 'ours' | 'drp'

/** The event stream of a fake server. Every event goes to every connection that has registered anything. */
export class FakeEvents {
  /** Frames of the clients, in order. */
  readonly frames: string[] = []
  /** `Authorization` of each connection. */
  readonly authorizations: (string | undefined)[] = []
  readonly sockets = new Set<WebSocket>()
  /** Whether registrations are confirmed. */
  confirms = true
  /** Whether what was missed is still known. */
  remembers = true
  /** Status to refuse connections with. */
  refusals: number[] = []
  revision = 100
  readonly #log: { readonly revision: number; readonly text: string }[] = []
  readonly #dialect: Dialect
  readonly #server = new WebSocketServer({ noServer: true })

  constructor(server: FakeServer, dialect: Dialect = 'ours') {
    this.#dialect = dialect
    server.server.on('upgrade', (request, socket, head) => {
      this.authorizations.push(request.headers.authorization)
      const refusal = this.refusals.shift()
      if (refusal !== undefined) {
        socket.end(`HTTP/1.1 ${refusal} No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
        return
      }
      this.#server.handleUpgrade(request, socket, head, (client) => this.#accept(client))
    })
  }

  /** Something happens, in a commit of its own unless `sameCommit`. */
  emit(key: string, more: { readonly sameCommit?: boolean; readonly object?: JsonValue } = {}): void {
    if (!more.sameCommit) this.revision += 1
    const event = {
      Time: '2030-01-01T00:00:00Z',
      Type: 'machines',
      Action: 'update',
      Key: key,
      Object: more.object ?? null,
      ...(this.#dialect === 'ours' ? { Revision: this.revision } : {}),
    }
    const text = JSON.stringify(event)
    this.#log.push({ revision: this.revision, text })
    for (const socket of this.sockets) socket.send(text)
  }

  /** Cuts all connections; what is emitted next reaches none of them. */
  cut(): void {
    const sockets = [...this.sockets]
    this.sockets.clear()
    for (const socket of sockets) socket.terminate()
  }

  #accept(client: WebSocket): void {
    this.sockets.add(client)
    client.on('error', () => {})
    client.on('close', () => this.sockets.delete(client))
    client.on('message', (data) => {
      const frame = String(data)
      this.frames.push(frame)
      const [verb = '', rest = ''] = frame.split(' ')
      if (verb === 'resume') this.#resume(client, Number(rest))
      else if (this.confirms) this.#notice(client, verb, rest)
    })
  }

  #resume(client: WebSocket, after: number): void {
    if (this.#dialect === 'drp') return
    if (!this.remembers) this.#notice(client, 'resync', '')
    else for (const { revision, text } of this.#log) if (revision > after) client.send(text)
  }

  #notice(client: WebSocket, action: string, key: string): void {
    const revision = this.#dialect === 'ours' ? { Revision: this.revision } : {}
    client.send(JSON.stringify({ Time: '', Type: 'websocket', Action: action, Key: key, ...revision }))
  }
}
