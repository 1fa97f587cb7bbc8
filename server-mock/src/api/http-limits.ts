import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'

/** What one caller, and all together, may cost the HTTP server. Times in milliseconds. */
export interface HttpLimits {
  /** Bytes of one JSON body: a content pack fits, a flood does not. */
  readonly bodyBytes: number
  /** Bytes of all JSON bodies under way. */
  readonly heldBytes: number
  /** Time in which some of a body must come. */
  readonly bodyIdle: number
  /** Time in which a JSON body must come. */
  readonly bodyTime: number
  /** Time for which a refused body is still taken in, so that its sender gets to read the answer. */
  readonly drainTime: number
  /** Time in which the TLS handshake, and after it the headers, must come. */
  readonly headersTime: number
  /** How often connections are looked at for that. */
  readonly checkEvery: number
  /** Time after which a connection on which nothing moves is closed; longer than anybody may wait for a change. */
  readonly idleTime: number
}

/** Limits of a server in use. */
export const HTTP_LIMITS: HttpLimits = {
  bodyBytes: 32 * 1024 * 1024,
  heldBytes: 256 * 1024 * 1024,
  bodyIdle: 60_000,
  bodyTime: 120_000,
  drainTime: 10_000,
  headersTime: 20_000,
  checkEvery: 5000,
  idleTime: 15 * 60_000,
}

/** Bytes of a refused body that are still taken in. */
const DRAINED = 64 * 1024 * 1024

/** Whether a body comes with a request. */
function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

/** Closes the connection when its body stalls; longer pauses are for whoever waits for an answer. */
export function guardBody(request: IncomingMessage, { bodyIdle, idleTime }: HttpLimits): void {
  if (!hasBody(request)) return
  request.socket.setTimeout(bodyIdle)
  request.once('end', () => request.socket.setTimeout(idleTime))
}

/** Takes in what is left of a body that nobody wants, up to a bound; beyond it the connection is closed. */
export function drain(request: IncomingMessage, { drainTime }: HttpLimits): void {
  if (request.complete || request.destroyed || !hasBody(request)) return
  let size = 0
  const timer = setTimeout(() => request.destroy(), drainTime)
  request.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > DRAINED) request.destroy()
  })
  request.once('close', () => clearTimeout(timer))
  request.once('end', () => clearTimeout(timer))
  request.resume()
}

const STATUS: ReadonlyMap<string, readonly [number, string, string]> = new Map([
  ['HPE_HEADER_OVERFLOW', [431, 'Request Header Fields Too Large', 'The headers are too large']],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', [413, 'Payload Too Large', 'The chunk extensions are too large']],
  ['ERR_HTTP_REQUEST_TIMEOUT', [408, 'Request Timeout', 'The request comes too slowly']],
])

/**
 * Answers what is no HTTP request, and closes the connection.
 *
 * @param answering whether an answer is under way on the connection, into which nothing may be written
 */
export function refuseConnection(error: Error & { code?: string }, socket: Socket, answering: boolean): void {
  // On a connection that failed before HTTP, in TLS or below, there is nobody to answer.
  const isHttp = /^(HPE|ERR_HTTP)_/.test(error.code ?? '')
  if (!isHttp || !socket.writable || answering) {
    socket.destroy()
    return
  }
  const [status, reason, message] = STATUS.get(error.code ?? '') ?? [
    400,
    'Bad Request',
    'That is no HTTP request',
  ]
  const body = JSON.stringify({ Model: '', Key: '', Type: 'API_ERROR', Messages: [message], Code: status })
  const head = [
    `HTTP/1.1 ${status} ${reason}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
  socket.destroySoon()
}
