import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { SdkError } from './sdk-error.ts'

/** The body of an answer, decompressed if need be. */
export function decoded(body: Readable, encoding: string | undefined): Readable {
  if (encoding?.toLowerCase() !== 'gzip') return body
  const gunzip = createGunzip()
  // An error of either side destroys both; the reader of `gunzip` gets it.
  pipeline(body, gunzip, () => {})
  return gunzip
}

/**
 * Reads a body as UTF-8 text.
 *
 * @throws SdkError `response_too_large` as soon as more than `limit` bytes have come
 */
export async function readText(body: Readable, limit: number, call: string): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  // Leaving the loop early destroys the stream, and with it the connection.
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > limit) {
      const advice = 'ask for less (`limit`, `slim`), or raise `maxResponseBytes`'
      throw new SdkError('response_too_large', `${call} answered more than ${limit} bytes: ${advice}.`)
    }
    chunks.push(bytes)
  }
  return Buffer.concat(chunks, size).toString('utf8')
}
