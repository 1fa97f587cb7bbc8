import { Transform } from 'node:stream'

/**
 * Passes bytes on, and fails when there are more than it lets through.
 *
 * @param failure makes the error
 */
export function boundedStream(maxBytes: number, failure: () => Error): Transform {
  let size = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      if (size > maxBytes) done(failure())
      else done(null, chunk)
    },
  })
}
