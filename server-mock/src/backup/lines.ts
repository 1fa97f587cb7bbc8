import { StringDecoder } from 'node:string_decoder'

/** Characters of a line at most: the largest object the API takes, and some more. */
const LONGEST = 128 * 1024 * 1024

/**
 * Lines of a stream of UTF-8 without their ends. What is behind the last end of line is a line too, unless it is
 * empty.
 *
 * @throws RangeError for a line beyond all measure
 */
export async function* lines(stream: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  let parts: string[] = []
  let length = 0
  for await (const chunk of stream) {
    const [first = '', ...rest] = decoder.write(chunk).split('\n')
    parts.push(first)
    length += first.length
    if (length > LONGEST) throw new RangeError('a line is too long')
    for (const line of rest) {
      yield parts.join('')
      parts = [line]
      length = line.length
    }
  }
  const last = parts.join('') + decoder.end()
  if (last !== '') yield last
}
