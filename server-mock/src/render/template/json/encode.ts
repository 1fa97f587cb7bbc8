import type { Budget } from '../budget.ts'
import { CallError } from '../call-error.ts'
import { formatFloat } from '../format/float.ts'
import { GoFunc } from '../values/func.ts'
import { HostObject } from '../values/host-object.ts'
import { compareText, joinBytes } from '../values/text.ts'
import { sortedKeys } from '../values/types.ts'
import { GoInt, GoMap, GoSlice, type Value } from '../values/value.ts'

/** How Go's encoding/json is asked to write. */
export interface EncodeOptions {
  /** Writes `<`, `>` and `&` as `\u003c` and so on. */
  readonly escapeHtml: boolean
  /** Text of one level of indentation; compact without it. */
  readonly indent?: string
}

/** `value` as Go's encoding/json writes it. Throws CallError for NaN, infinities and functions. */
export function encodeJson(value: Value, options: EncodeOptions, budget: Budget): string {
  const encoder = new Encoder(options, budget)
  encoder.value(value, 0)
  return encoder.result()
}

class Encoder {
  readonly #escapeHtml: boolean
  readonly #indent: string | undefined
  readonly #budget: Budget
  readonly #parts: string[] = []
  #length = 0

  constructor(options: EncodeOptions, budget: Budget) {
    this.#escapeHtml = options.escapeHtml
    this.#indent = options.indent
    this.#budget = budget
  }

  result(): string {
    return this.#parts.join('')
  }

  #write(text: string): void {
    this.#length += text.length
    this.#budget.text(this.#length, text.length)
    this.#parts.push(text)
  }

  value(value: Value, depth: number): void {
    this.#budget.step()
    this.#budget.nesting(depth)
    if (value === undefined || value === null) this.#write('null')
    else if (typeof value === 'string') this.#write(this.#text(value))
    else if (typeof value === 'number') this.#write(encodeNumber(value))
    else if (typeof value === 'boolean') this.#write(String(value))
    else if (value instanceof GoInt) this.#write(String(value.value))
    else if (value instanceof GoSlice) this.#slice(value, depth)
    else if (value instanceof GoMap) this.#map(value, depth)
    else if (value instanceof HostObject) {
      const { json } = value.shape
      if (json) this.value(json.call(value.shape), depth + 1)
      else this.#write(this.#text(value.text()))
    } else if (value instanceof GoFunc) throw new CallError(`json: unsupported type: ${value.typeName}`)
  }

  #line(depth: number): void {
    if (this.#indent !== undefined) this.#write(`\n${this.#indent.repeat(depth)}`)
  }

  #slice(slice: GoSlice, depth: number): void {
    if (slice.isNil || slice.items.length === 0) {
      this.#write(slice.isNil ? 'null' : '[]')
      return
    }
    this.#write('[')
    slice.items.forEach((item, index) => {
      if (index > 0) this.#write(',')
      this.#line(depth + 1)
      this.value(item, depth + 1)
    })
    this.#line(depth)
    this.#write(']')
  }

  #map(map: GoMap, depth: number): void {
    if (map.isNil || map.entries.size === 0) {
      this.#write(map.isNil ? 'null' : '{}')
      return
    }
    this.#write('{')
    sortedKeys(map, compareText).forEach((key, index) => {
      if (index > 0) this.#write(',')
      this.#line(depth + 1)
      this.#write(`${this.#text(key)}:${this.#indent === undefined ? '' : ' '}`)
      this.value(map.entries.get(key), depth + 1)
    })
    this.#line(depth)
    this.#write('}')
  }

  #text(text: string): string {
    const plain = this.#escapeHtml ? /^[ !#-%'-;=?-[\]-~]*$/ : /^[ !#-[\]-~]*$/
    if (plain.test(text)) return `"${text}"`
    this.#budget.scan(text.length)
    const special = this.#escapeHtml
      ? /[\p{Cc}\p{Cs}"\\<>&\u2028\u2029]/gu
      : /[\p{Cc}\p{Cs}"\\\u2028\u2029]/gu
    return `"${joinBytes(text).replace(special, escapeChar)}"`
  }
}

function escapeChar(char: string): string {
  const code = char.charCodeAt(0)
  if (code >= 0x7f && code < 0xa0) return char
  // A byte that is not UTF-8.
  if (code >= 0xd800 && code <= 0xdfff) return '\\ufffd'
  return escapes.get(code) ?? `\\u${code.toString(16).padStart(4, '0')}`
}

const escapes: ReadonlyMap<number, string> = new Map([
  [8, '\\b'],
  [9, '\\t'],
  [10, '\\n'],
  [12, '\\f'],
  [13, '\\r'],
  [34, '\\"'],
  [92, '\\\\'],
])

function encodeNumber(value: number): string {
  if (!Number.isFinite(value)) throw new CallError(`json: unsupported value: ${formatFloat(value, 'g', -1)}`)
  const size = Math.abs(value)
  if (size === 0 || (size >= 1e-6 && size < 1e21)) return formatFloat(value, 'f', -1)
  return formatFloat(value, 'e', -1).replace(/e-0(\d)$/, 'e-$1')
}
