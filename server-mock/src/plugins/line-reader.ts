import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'

/** Longest line in characters; what goes beyond it is cut off. */
const MAX_LINE = 4096

/**
 * Calls `onLine` with each line of a text stream, however the stream is cut into pieces and however long a line
 * becomes. Reading never stops, so the writer never blocks.
 */
export function readLines(stream: Readable, onLine: (line: string) => void): void {
  const decoder = new StringDecoder('utf8')
  let held = ''
  stream.on('data', (chunk: Buffer) => {
    const parts = decoder.write(chunk).split('\n')
    const rest = parts.pop() ?? ''
    for (const part of parts) {
      onLine((held + part).slice(0, MAX_LINE))
      held = ''
    }
    held = (held + rest).slice(0, MAX_LINE)
  })
  stream.on('end', () => {
    if (held !== '') onLine(held)
    held = ''
  })
  stream.on('error', () => {})
}
