import { Decimal } from './decimal.ts'

/**
 * JSON with exact numbers and with objects as maps, so that neither `9007199254740993` nor a member
 * called `__proto__` is changed by reading it.
 */
export type JsonTree =
  | null
  | boolean
  | string
  | number
  | bigint
  | Decimal
  | JsonTree[]
  | Map<string, JsonTree>

const maxDepth = 512
const maxInt64 = 2n ** 63n - 1n
const minInt64 = -(2n ** 63n)
const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const stringPattern = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\.)*"/suy

/**
 * Reads JSON (RFC 8259). Whole numbers come as number when safe, else as bigint within 64 bits; all other
 * numbers as {@link Decimal}. Of a repeated member the last one counts.
 * @throws SyntaxError with the offset, for anything that is not one JSON value.
 */
export function parseJson(text: string): JsonTree {
  const reader = new JsonReader(text)
  const value = reader.value(0)
  reader.end()
  return value
}

class JsonReader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  value(depth: number): JsonTree {
    if (depth > maxDepth) this.#fail(`nested over ${maxDepth} levels`)
    this.#space()
    const first = this.#text[this.#at]
    if (first === '{') return this.#object(depth)
    if (first === '[') return this.#array(depth)
    if (first === '"') return this.#string()
    if (this.#word('null')) return null
    if (this.#word('true')) return true
    if (this.#word('false')) return false
    return this.#number()
  }

  end(): void {
    this.#space()
    if (this.#at < this.#text.length) this.#fail('text after the value')
  }

  #object(depth: number): Map<string, JsonTree> {
    const members = new Map<string, JsonTree>()
    this.#at++
    if (this.#take('}')) return members
    do {
      this.#space()
      const name = this.#string()
      if (!this.#take(':')) this.#fail('":" expected')
      members.set(name, this.value(depth + 1))
    } while (this.#take(','))
    if (!this.#take('}')) this.#fail('"," or "}" expected')
    return members
  }

  #array(depth: number): JsonTree[] {
    const elements: JsonTree[] = []
    this.#at++
    if (this.#take(']')) return elements
    do elements.push(this.value(depth + 1))
    while (this.#take(','))
    if (!this.#take(']')) this.#fail('"," or "]" expected')
    return elements
  }

  #string(): string {
    const literal = this.#match(stringPattern)
    if (literal === undefined) this.#fail('a string expected')
    const value: unknown = JSON.parse(literal)
    if (typeof value !== 'string') this.#fail('a string expected')
    return value
  }

  #number(): number | bigint | Decimal {
    const literal = this.#match(numberPattern)
    if (literal === undefined) this.#fail('a value expected')
    if (!/^-?\d{1,19}$/.test(literal)) return new Decimal(literal)
    const whole = BigInt(literal)
    if (whole < minInt64 || whole > maxInt64) return new Decimal(literal)
    return Number.isSafeInteger(Number(whole)) ? Number(whole) : whole
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0]
    if (found !== undefined) this.#at += found.length
    return found
  }

  #take(mark: string): boolean {
    this.#space()
    if (this.#text[this.#at] !== mark) return false
    this.#at++
    return true
  }

  #word(word: string): boolean {
    if (!this.#text.startsWith(word, this.#at)) return false
    this.#at += word.length
    return true
  }

  #space(): void {
    while (/[ \t\n\r]/.test(this.#text[this.#at] ?? '')) this.#at++
  }

  #fail(why: string): never {
    throw new SyntaxError(`JSON at offset ${this.#at}: ${why}`)
  }
}
