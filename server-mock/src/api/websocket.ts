import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Event } from '@metalwright/sdk/models'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Authentication } from '../auth/authentication.ts'
import { BadCredentials } from '../auth/bad-credentials.ts'
import type { Principal } from '../auth/principal.ts'
import { permits } from '../auth/rights.ts'
import { sees } from '../auth/tenancy.ts'
import type { EventBus } from '../events/bus.ts'
import { Problem } from '../objects/problem.ts'

/** Bytes that may wait for a slow reader before he is cut off; he comes back and resumes. */
const BUFFERED = 8 * 1024 * 1024
/** Subscriptions of one connection. */
const MAX_SELECTORS = 1000
/** Milliseconds between pings; a connection that answered none since the last is dead. */
const PING_EVERY = 30_000

/** Serves `/api/v3/ws`: `register <type>.<action>.<key>`, `deregister …`, `resume <revision>`. */
export function serveEvents(server: Server, authentication: Authentication, bus: EventBus): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 16 * 1024 })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const url = URL.parse(request.url ?? '/', 'http://server')
    socket.on('error', () => socket.destroy())
    if (url?.pathname !== '/api/v3/ws') return refuse(socket, 404)
    const token = url.searchParams.get('token') ?? undefined
    const authenticate = () => authentication.authenticate(request.headers.authorization, token)
    authenticate().then(
      (principal) =>
        sockets.handleUpgrade(request, socket, head, (connection) =>
          watch(connection, { principal, authenticate, bus }),
        ),
      (error: unknown) => refuse(socket, statusOf(error)),
    )
  })
  return () => {
    for (const connection of sockets.clients) connection.terminate()
    sockets.close()
  }
}

function statusOf(error: unknown): number {
  return error instanceof Problem || error instanceof BadCredentials ? error.status : 500
}

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

type Selector = readonly [type: string, action: string, key: string]

/** Whose connection it is, and what is to be seen on it. */
interface Watcher {
  readonly principal: Principal
  /** Checks the credentials again; rejects when they are good no more. */
  readonly authenticate: () => Promise<Principal>
  readonly bus: EventBus
}

function watch(connection: WebSocket, watcher: Watcher): void {
  const { bus } = watcher
  let { principal } = watcher
  const selectors = new Map<string, Selector>()
  const wanted = (event: Event) =>
    [...selectors.values()].some(([type, action, key]) => {
      const matches = (pattern: string, text: string) => pattern === '*' || pattern === text
      return matches(type, event.Type) && matches(action, event.Action) && matches(key, event.Key)
    }) &&
    permits(principal.claims, { scope: event.Type, action: event.Action, specific: [event.Key] }) &&
    sees(principal.tenancy, event.Type, event.Key)
  const send = (event: Event) => {
    if (connection.bufferedAmount > BUFFERED) connection.terminate()
    else connection.send(JSON.stringify(event))
  }
  const answer = (action: string, key: string) =>
    send({
      Time: new Date().toISOString(),
      Type: 'websocket',
      Action: action,
      Key: key,
      Principal: principal.name,
      Revision: bus.revision(),
    })

  let replaying: Event[] | undefined
  const stop = bus.listen((event) => {
    if (!wanted(event)) return
    if (replaying === undefined) send(event)
    else replaying.push(event)
  })
  const resume = async (text: string) => {
    const revision = Number(text)
    if (!Number.isSafeInteger(revision) || revision < 0 || replaying !== undefined) return
    // What is committed during the look-up waits, so that the order stays that of the commits.
    const waiting: Event[] = []
    replaying = waiting
    const missed = await bus.since(revision)
    replaying = undefined
    if (missed === undefined) answer('resync', text)
    else for (const event of missed.filter(wanted)) send(event)
    const newest = missed?.at(-1)?.Revision ?? 0
    for (const event of waiting) if (event.Revision === 0 || event.Revision > newest) send(event)
  }

  let alive = true
  const pings = setInterval(() => {
    if (!alive) return connection.terminate()
    alive = false
    connection.ping()
    // A right or a tenant may have changed since; a token may have been revoked or have expired.
    watcher.authenticate().then(
      (now) => {
        principal = now
      },
      () => connection.terminate(),
    )
  }, PING_EVERY)
  connection.on('pong', () => {
    alive = true
  })
  connection.on('error', () => connection.terminate())
  connection.on('close', () => {
    clearInterval(pings)
    stop()
  })
  connection.on('message', (data) => {
    const [word = '', rest = ''] = splitOnce(String(data), ' ')
    const selector = parseSelector(rest)
    if (word === 'register' && selector !== undefined && selectors.size < MAX_SELECTORS) {
      selectors.set(rest, selector)
      answer('register', rest)
    } else if (word === 'deregister' && selectors.delete(rest)) {
      answer('deregister', rest)
    } else if (word === 'resume') {
      resume(rest).catch(() => connection.terminate())
    }
  })
}

/** `type.action.key`, split at the first two dots only: keys hold dots of their own. */
function parseSelector(text: string): Selector | undefined {
  const [type = '', rest] = splitOnce(text, '.')
  const [action = '', key] = splitOnce(rest ?? '', '.')
  return rest === undefined || key === undefined ? undefined : [type, action, key]
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator)
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}
