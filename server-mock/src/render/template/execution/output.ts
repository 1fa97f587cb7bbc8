import type { Budget } from '../budget.ts'
import { wellFormed } from '../values/text.ts'

/** Characters gathered before they are handed on. */
const chunkLength = 16 * 1024

/** Gathers output and hands it on in chunks of about 16 Ki characters, never splitting a write. */
export class Output {
  readonly #budget: Budget
  readonly #sink: (chunk: string) => void
  #parts: string[] = []
  #length = 0

  constructor(budget: Budget, sink: (chunk: string) => void) {
    this.#budget = budget
    this.#sink = sink
  }

  /** Appends `text`, which is `bytes` long in UTF-8 (counted when not given). */
  write(text: string, bytes = Buffer.byteLength(text)): void {
    this.#budget.output(bytes)
    this.#parts.push(text)
    this.#length += text.length
    if (this.#length >= chunkLength) this.flush()
  }

  /** Hands on what is left. Bytes that became valid UTF-8 by standing together are joined here. */
  flush(): void {
    if (this.#parts.length === 0) return
    const text = this.#parts.join('')
    this.#parts = []
    this.#length = 0
    this.#sink(wellFormed(text))
  }
}
