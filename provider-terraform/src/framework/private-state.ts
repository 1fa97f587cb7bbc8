import { parseJson } from '../values/json-reader.ts'

/**
 * Notes that travel with an object in the state file but are not shown to users. They are stored in plain
 * text, so they must hold no secrets.
 */
export class PrivateState {
  readonly #notes: Map<string, string>

  private constructor(notes: Map<string, string>) {
    this.#notes = notes
  }

  /** No notes at all, or those given. */
  static of(notes: Readonly<Record<string, string>> = {}): PrivateState {
    const state = new PrivateState(new Map())
    for (const [key, note] of Object.entries(notes)) state.set(key, note)
    return state
  }

  /** Reads what {@link encode} wrote. Bytes that some other program left there count as nothing. */
  static decode(bytes: Uint8Array): PrivateState {
    const notes = new Map<string, string>()
    try {
      const tree = parseJson(Buffer.from(bytes).toString('utf8'))
      if (tree instanceof Map)
        for (const [key, note] of tree) if (typeof note === 'string') notes.set(key, note)
    } catch {
      // Foreign bytes: there is nothing of ours to keep.
    }
    return new PrivateState(notes)
  }

  get(key: string): string | undefined {
    return this.#notes.get(key)
  }

  /** @throws TypeError when the note is not a text, so that no note can spoil what is stored beside it. */
  set(key: string, note: string): void {
    if (typeof note !== 'string') throw new TypeError(`the private note ${key} is not a text`)
    this.#notes.set(key, note)
  }

  delete(key: string): void {
    this.#notes.delete(key)
  }

  /** JSON bytes; none when there is nothing to keep. */
  encode(): Buffer {
    return this.#notes.size === 0
      ? Buffer.alloc(0)
      : Buffer.from(JSON.stringify(Object.fromEntries(this.#notes)))
  }
}
