/** Deepest nesting of a JSON body. */
export const MAX_DEPTH = 1000

const EXPONENT = 0x65
/** Bit by which small letters differ from capital ones. */
const CASE = 0x20
const QUOTE = 0x22
const PLUS = 0x2b
const COMMA = 0x2c
const MINUS = 0x2d
const POINT = 0x2e
const ZERO = 0x30
const NINE = 0x39
const BACKSLASH = 0x5c
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/** Keys that every object of JavaScript knows, and which therefore are not let in as data. */
const FORBIDDEN: readonly string[] = ['__proto__', 'constructor']
/** Prime of the FNV hash. */
const PRIME = 0x01000193
const FORBIDDEN_HASHES: readonly number[] = FORBIDDEN.map(hashOf)
/** Objects with no more keys than this are checked pair by pair. */
const FEW_KEYS = 32
/** Bytes of a text that are looked at one by one. */
const SHORT_TEXT = 24
/** Digits that fit a double, whatever they are. */
const SAFE_DIGITS = 300

/**
 * What is wrong with a JSON text beyond its grammar, or `undefined`: nesting deeper than `MAX_DEPTH`, a key that
 * one object has twice (readers disagree on which of them counts), a key that is not let in, half of a surrogate
 * pair, a number beyond the range of a double. Looks at each byte once. The text need not be JSON: what is none
 * is left to the parser.
 *
 * @param bytes UTF-8
 */
export function jsonFault(bytes: Uint8Array): string | undefined {
  const fault = scan(bytes, new HashedKeys())
  return fault === SUSPECT ? scan(bytes, new ExactKeys(bytes)) : fault
}

/** Two keys of one object may be the same: an exact look has to follow. */
const SUSPECT = 'suspect'

/** Keys of the objects that are open at a place of the text. */
interface Keys {
  /** An object begins. */
  open(): void
  /** An object ends. @returns its fault */
  close(): string | undefined
  /** Notes a key. @returns its fault */
  add(hash: number, start: number, end: number, escaped: boolean): string | undefined
}

function scan(bytes: Uint8Array, keys: Keys): string | undefined {
  const { length } = bytes
  /** Whether each open value is an object; a list otherwise. */
  const open: boolean[] = []
  let inObject = false
  let keyIsNext = false
  let suspect = false
  let at = 0
  while (at < length) {
    const byte = bytes[at] ?? 0
    at += 1
    let fault: string | undefined
    if (byte === QUOTE) {
      const start = at
      let hash = 0
      let escaped = false
      for (let next = bytes[at]; next !== QUOTE && at < length; next = bytes[at]) {
        if (next === BACKSLASH) {
          escaped = true
          at += 1
        } else if (keyIsNext) hash = Math.imul(hash ^ (next ?? 0), PRIME)
        at += 1
        // The rest of a long text is left to the native search, which is quicker from here on.
        if (!keyIsNext && at - start > SHORT_TEXT) {
          at = endOfText(bytes, at)
          escaped ||= bytes.subarray(start, at).includes(BACKSLASH)
        }
      }
      if (escaped && hasHalfPair(bytes.subarray(start, at)))
        return 'it has half of a surrogate pair in a text'
      if (keyIsNext) fault = keys.add(hash, start, at, escaped)
      keyIsNext = false
      at += 1
    } else if (byte === COMMA) keyIsNext = inObject
    else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      if (open.length >= MAX_DEPTH) return `it is nested deeper than ${MAX_DEPTH} levels`
      inObject = byte === OPEN_OBJECT
      open.push(inObject)
      keyIsNext = inObject
      if (inObject) keys.open()
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      if (inObject) fault = keys.close()
      open.pop()
      inObject = open.at(-1) ?? false
      keyIsNext = false
    } else if (byte === MINUS || (byte >= ZERO && byte <= NINE)) {
      const start = at - 1
      let plain = true
      for (let next = bytes[at] ?? 0; isNumeric(next); next = bytes[at] ?? 0) {
        if ((next | CASE) === EXPONENT) plain = false
        at += 1
      }
      if (!plain || at - start > SAFE_DIGITS) fault = numberFault(bytes.subarray(start, at))
    }
    if (fault === SUSPECT) suspect = true
    else if (fault !== undefined) return fault
  }
  return suspect ? SUSPECT : undefined
}

/** Keys by their hashes: quick, and only sure when no two of one object are the same. */
class HashedKeys implements Keys {
  /** Of all open objects, the innermost one's last. */
  readonly #hashes: number[] = []
  /** Where the keys of each open object begin. */
  readonly #starts: number[] = []

  open(): void {
    this.#starts.push(this.#hashes.length)
  }

  close(): string | undefined {
    const start = this.#starts.pop() ?? 0
    const repeated = hasRepeated(this.#hashes, start)
    this.#hashes.length = start
    return repeated ? SUSPECT : undefined
  }

  add(hash: number, _start: number, _end: number, escaped: boolean): string | undefined {
    this.#hashes.push(hash)
    return escaped || FORBIDDEN_HASHES.includes(hash) ? SUSPECT : undefined
  }
}

/** Keys as they are. */
class ExactKeys implements Keys {
  readonly #bytes: Uint8Array
  readonly #open: Set<string>[] = []

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  open(): void {
    this.#open.push(new Set())
  }

  close(): undefined {
    this.#open.pop()
  }

  add(_hash: number, start: number, end: number): string | undefined {
    const key = keyText(this.#bytes.subarray(start, end))
    if (FORBIDDEN.includes(key)) return `it has a key that is not allowed (${key})`
    const keys = this.#open.at(-1)
    if (keys?.has(key)) return `it has the key ${JSON.stringify(key.slice(0, 100))} twice in one object`
    keys?.add(key)
    return undefined
  }
}

/** A key without its escapes; one that is no JSON is left to the parser. */
function keyText(bytes: Uint8Array): string {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString()
  if (!raw.includes('\\')) return raw
  try {
    return String(JSON.parse(`"${raw}"`))
  } catch {
    return raw
  }
}

function hashOf(text: string): number {
  let hash = 0
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, PRIME)
  return hash
}

/** Whether two of the numbers from `start` on are the same. */
function hasRepeated(numbers: readonly number[], start: number): boolean {
  const count = numbers.length - start
  if (count <= FEW_KEYS) {
    for (let a = start + 1; a < numbers.length; a++) {
      for (let b = start; b < a; b++) if (numbers[a] === numbers[b]) return true
    }
    return false
  }
  const ordered = Int32Array.from(numbers.slice(start)).sort()
  return ordered.some((number, index) => index > 0 && number === ordered[index - 1])
}

/** Whether a text with escapes names a surrogate without its other half. */
function hasHalfPair(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (!buffer.includes('\\u')) return false
  const raw = buffer.toString('latin1')
  const escapes = raw.replace(/\\[^u]/g, '..')
  return /\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F]/.test(
    escapes,
  )
}

function isNumeric(byte: number): boolean {
  if (byte >= ZERO && byte <= NINE) return true
  return byte === POINT || byte === PLUS || byte === MINUS || (byte | CASE) === EXPONENT
}

function numberFault(bytes: Uint8Array): string | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  if (Math.abs(Number(text)) !== Number.POSITIVE_INFINITY) return undefined
  return `it has a number beyond the range of a double: ${text.slice(0, 40)}`
}

/** Place of the quote that ends a text, or the end of the bytes. */
function endOfText(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(QUOTE, from); at !== -1; at = bytes.indexOf(QUOTE, at + 1)) {
    let escapes = 0
    while (at - 1 - escapes >= from && bytes[at - 1 - escapes] === BACKSLASH) escapes += 1
    if (escapes % 2 === 0) return at
  }
  return bytes.length
}
