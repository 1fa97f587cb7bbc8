import { once } from 'node:events'
import type { ServerHttp2Stream } from 'node:http2'
import type { MethodDefinition } from './definition.ts'
import { FrameError, frameMessage, onlyMessage } from './frame.ts'

/** Answers one call. */
export type Route = (stream: ServerHttp2Stream) => void | Promise<void>

/** Bytes that a request may have; Terraform's own limit is none, but memory is finite. */
const maxRequest = 1024 ** 3

const contentType = 'application/grpc'

/** Status codes of gRPC that occur here. */
export const status = { unimplemented: 12, internal: 13, resourceExhausted: 8 } as const

/** A call with one request and one answer. */
export function unary<Request, Response>(
  method: MethodDefinition<Request, Response>,
  handle: (request: Request) => Promise<Response>,
): Route {
  return async (stream) => {
    const answer = await handle(method.requestType.decode(onlyMessage(await readBody(stream))))
    if (stream.destroyed) return
    accept(stream)
    stream.end(frameMessage(method.responseType.encode(answer).finish()))
  }
}

/**
 * A call with one request and a stream of answers. Waits while the host does not keep up, and ends the
 * iteration when it has gone.
 */
export function serverStream<Request, Response>(
  method: MethodDefinition<Request, Response>,
  handle: (request: Request) => AsyncIterable<Response>,
): Route {
  return async (stream) => {
    const request = method.requestType.decode(onlyMessage(await readBody(stream)))
    const closed = new AbortController()
    stream.once('close', () => closed.abort())
    let accepted = false
    for await (const answer of handle(request)) {
      if (stream.destroyed) return
      if (!accepted) accept(stream)
      accepted = true
      const ready = stream.write(frameMessage(method.responseType.encode(answer).finish()))
      if (!ready) await once(stream, 'drain', { signal: closed.signal })
    }
    if (!accepted) accept(stream)
    stream.end()
  }
}

/**
 * A call that stays open and silent until the host takes it back, or already when the host has said all, with
 * `endsWithRequest`. `closed` is called at its end.
 */
export function held(closed: () => void, endsWithRequest = false): Route {
  return (stream) => {
    accept(stream)
    stream.resume()
    if (endsWithRequest) stream.once('end', () => stream.end())
    stream.once('close', closed)
  }
}

/** Answers with a status and no message. */
export function refuse(stream: ServerHttp2Stream, code: number, text: string): void {
  if (stream.destroyed || stream.closed) return
  const trailers = { 'grpc-status': String(code), 'grpc-message': encodeURIComponent(text) }
  if (stream.headersSent) {
    stream.removeAllListeners('wantTrailers')
    stream.once('wantTrailers', () => stream.sendTrailers(trailers))
    stream.end()
    return
  }
  stream.respond({ ':status': 200, 'content-type': contentType, ...trailers }, { endStream: true })
}

function accept(stream: ServerHttp2Stream): void {
  stream.respond({ ':status': 200, 'content-type': contentType }, { waitForTrailers: true })
  stream.once('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }))
}

async function readBody(stream: ServerHttp2Stream): Promise<Buffer> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of stream) {
    if (!Buffer.isBuffer(part)) continue
    length += part.length
    if (length > maxRequest) throw new FrameError(status.resourceExhausted, 'the request is too long')
    parts.push(part)
  }
  return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts, length)
}
