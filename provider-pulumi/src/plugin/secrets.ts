import { isList, isMap, Secret, type Value } from '../values/value.ts'

const SHORTEST = 4
const BLOT = '[secret]'

/** Texts that must not show in messages. Those under four characters are not blotted out: they are everywhere. */
export class Secrets {
  readonly #texts: Set<string>

  constructor(texts: Iterable<string> = []) {
    this.#texts = new Set(texts)
  }

  /** Adds every text that is secret in a value. */
  addFrom(value: Value): void {
    if (value instanceof Secret) this.#addAll(value.value)
    else if (isList(value)) for (const item of value) this.addFrom(item)
    else if (isMap(value)) for (const item of value.values()) this.addFrom(item)
  }

  /** Adds one text. */
  add(text: string | undefined): void {
    if (text !== undefined && text.length >= SHORTEST) this.#texts.add(text)
  }

  /** The text with every secret in it replaced; longer secrets first, so that none shows in part. */
  readonly redact = (text: string): string => {
    const longestFirst = [...this.#texts].sort((a, b) => b.length - a.length)
    return longestFirst.reduce((rest, secret) => rest.replaceAll(secret, BLOT), text)
  }

  /** A copy that may get further secrets of its own. */
  fork(): Secrets {
    return new Secrets(this.#texts)
  }

  #addAll(value: Value): void {
    if (value instanceof Secret) this.#addAll(value.value)
    else if (typeof value === 'string') this.#addText(value)
    else if (isList(value)) for (const item of value) this.#addAll(item)
    else if (isMap(value)) for (const item of value.values()) this.#addAll(item)
  }

  /** Also without the user of `user:password`, and line by line: messages show parts. */
  #addText(text: string): void {
    this.add(text)
    if (text.includes('\n')) for (const line of text.split('\n')) this.add(line.trim())
    const colon = text.indexOf(':')
    if (colon > 0 && !text.includes('\n')) this.add(text.slice(colon + 1))
  }
}
