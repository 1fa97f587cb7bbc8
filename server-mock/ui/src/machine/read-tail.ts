/** The end of a text. */
export interface Tail {
  readonly text: string
  /** Bytes before it that were left out. */
  readonly skipped: number
}

/** Reads a stream to its end and keeps the last bytes only, as UTF-8; what is broken in it becomes `�`. */
export async function readTail(stream: ReadableStream<Uint8Array> | null, most: number): Promise<Tail> {
  if (stream === null) return { text: '', skipped: 0 }
  const reader = stream.getReader()
  const chunks: Uint8Array[] = []
  let kept = 0
  let skipped = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    chunks.push(value)
    kept += value.length
    for (let first = chunks[0]; first !== undefined && kept - first.length >= most; first = chunks[0]) {
      chunks.shift()
      kept -= first.length
      skipped += first.length
    }
  }
  const decoder = new TextDecoder()
  const over = Math.max(0, kept - most)
  const whole = chunks.map((chunk, index) =>
    decoder.decode(index === 0 ? chunk.subarray(over) : chunk, { stream: true }),
  )
  return { text: whole.join('') + decoder.decode(), skipped: skipped + over }
}
