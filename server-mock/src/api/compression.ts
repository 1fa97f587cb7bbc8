import { pipeline, Readable } from 'node:stream'
import { promisify } from 'node:util'
import { constants, createGzip, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Bytes below which an answer fits one packet anyway. */
const WORTH = 1400
/** The fastest level: JSON of machines shrinks to a tenth by it already. */
const OPTIONS = { level: constants.Z_BEST_SPEED }
const compress = promisify<string, typeof OPTIONS, Buffer>(gzip)

/** An answer as gzip, where the caller takes that and the answer is JSON worth the work. */
export async function compressed(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  if (request.method === 'HEAD' || !/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return payload
  if (!String(reply.getHeader('Content-Type')).startsWith('application/json')) return payload
  const small = typeof payload !== 'string' || payload.length < WORTH
  if (small && !(payload instanceof Readable)) return payload
  reply.header('Content-Encoding', 'gzip')
  reply.header('Vary', 'Accept-Encoding')
  reply.removeHeader('Content-Length')
  // What ends the pipeline early ends the answer, of which the caller sees that it is cut.
  return payload instanceof Readable
    ? pipeline(payload, createGzip(OPTIONS), () => {})
    : compress(payload, OPTIONS)
}
