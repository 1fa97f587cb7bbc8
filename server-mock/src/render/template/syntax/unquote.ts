import { fromBytes, toBytes } from '../values/text.ts'

const simple: ReadonlyMap<string, number> = new Map([
  ['a', 7],
  ['b', 8],
  ['f', 12],
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['v', 11],
  ['\\', 92],
])

interface Unquoted {
  /** Code point, or byte value when `isByte`. */
  readonly code: number
  readonly isByte: boolean
  /** UTF-16 units read. */
  readonly size: number
}

/** Reads one possibly escaped character of a Go literal quoted with `quote`; undefined when malformed. */
export function unquoteChar(text: string, at: number, quote: string): Unquoted | undefined {
  const first = text.codePointAt(at)
  if (first === undefined || text[at] === quote || first === 10) return undefined
  if (first !== 92) return { code: first, isByte: false, size: first > 0xffff ? 2 : 1 }
  const letter = text[at + 1] ?? ''
  const known = simple.get(letter)
  if (known !== undefined) return { code: known, isByte: false, size: 2 }
  if (letter === quote) return { code: letter.charCodeAt(0), isByte: false, size: 2 }
  if (letter >= '0' && letter <= '7') {
    const digits = /^[0-7]{3}/.exec(text.slice(at + 1, at + 4))?.[0]
    const code = digits === undefined ? 256 : Number.parseInt(digits, 8)
    return code > 255 ? undefined : { code, isByte: true, size: 4 }
  }
  const length = letter === 'x' ? 2 : letter === 'u' ? 4 : letter === 'U' ? 8 : 0
  const digits = text.slice(at + 2, at + 2 + length)
  if (length === 0 || digits.length !== length || !/^[0-9a-fA-F]+$/.test(digits)) return undefined
  const code = Number.parseInt(digits, 16)
  if (letter !== 'x' && (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))) return undefined
  return { code, isByte: letter === 'x', size: 2 + length }
}

/** Value of a Go string literal (`"…"` or backquoted), or undefined when it is malformed. */
export function unquote(literal: string): string | undefined {
  const quote = literal[0]
  const body = literal.slice(1, -1)
  if (quote === '`') return body.replaceAll('\r', '')
  if (!body.includes('\\')) return body
  const parts: string[] = []
  let bytes = false
  for (let at = 0; at < body.length; ) {
    const char = unquoteChar(body, at, '"')
    if (char === undefined) return undefined
    at += char.size
    const raw = char.isByte && char.code >= 0x80
    bytes ||= raw
    parts.push(raw ? String.fromCharCode(0xdc00 + char.code) : String.fromCodePoint(char.code))
  }
  const value = parts.join('')
  return bytes ? fromBytes(toBytes(value)) : value
}
