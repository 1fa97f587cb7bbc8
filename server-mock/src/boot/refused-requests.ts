import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'

/** What Node's parser says about a connection, and the status it is answered with; anything else is a 400. */
const STATUSES: ReadonlyMap<string, number> = new Map([
  ['HPE_HEADER_OVERFLOW', 431],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 413],
  ['ERR_HTTP_REQUEST_TIMEOUT', 408],
])
/** Connections that broke: nothing was asked. */
const GONE = ['ECONNRESET', 'EPIPE', 'ETIMEDOUT']

/**
 * Tells of every request that a server refuses: those it answers with a status from 400 on, and what cannot be read as
 * HTTP, which costs its connection.
 */
export function watchRefused(server: Server, onRefused: (status: number) => void): void {
  const answering = new WeakSet<Duplex>()
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    answering.add(request.socket)
    response.on('close', () => {
      answering.delete(request.socket)
      if (response.headersSent && response.statusCode >= 400) onRefused(response.statusCode)
    })
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    const code = error.code ?? ''
    if (GONE.includes(code) || !socket.writable) {
      socket.destroy(error)
      return
    }
    const status = STATUSES.get(code) ?? 400
    onRefused(status)
    // In the middle of an answer another one would be taken for part of it.
    if (answering.has(socket)) socket.destroy(error)
    else
      socket.end(
        `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
      )
  })
}
