/*
 * Go strings are bytes, ours are UTF-16. A byte that is not valid UTF-8 is kept as the lone surrogate
 * U+DC80..U+DCFF (byte + 0xDC00), so cutting a string inside a character or decoding base64 loses nothing.
 */

const encoder = new TextEncoder()
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The bytes Go would hold for `text`; lone surrogates other than kept bytes become U+FFFD. */
export function toBytes(text: string): Uint8Array {
  if (text.isWellFormed()) return encoder.encode(text)
  const bytes: number[] = []
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0
    if (code >= 0xdc80 && code <= 0xdcff) bytes.push(code - 0xdc00)
    else for (const byte of encoder.encode(char)) bytes.push(byte)
  }
  return Uint8Array.from(bytes)
}

/** Inverse of `toBytes`: invalid bytes are kept as lone surrogates. */
export function fromBytes(bytes: Uint8Array): string {
  try {
    return strictDecoder.decode(bytes)
  } catch {
    return decodeLeniently(bytes)
  }
}

function decodeLeniently(bytes: Uint8Array): string {
  const parts: string[] = []
  let at = 0
  while (at < bytes.length) {
    const size = runeSize(bytes, at)
    if (size === 0) parts.push(String.fromCharCode(0xdc00 + (bytes[at] ?? 0)))
    else parts.push(strictDecoder.decode(bytes.subarray(at, at + size)))
    at += size || 1
  }
  return parts.join('')
}

/** `text` with kept bytes that together are valid UTF-8 turned into characters. */
export function joinBytes(text: string): string {
  return text.isWellFormed() ? text : fromBytes(toBytes(text))
}

/** Length of the valid UTF-8 sequence at `at`, 0 when there is none. */
function runeSize(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0
  if (first < 0x80) return 1
  const size = first >= 0xf0 && first <= 0xf4 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0
  if (size === 0 || first > 0xf4 || at + size > bytes.length) return 0
  for (let i = 1; i < size; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0
  const second = bytes[at + 1] ?? 0
  if (first === 0xe0 && second < 0xa0) return 0
  if (first === 0xed && second > 0x9f) return 0
  if (first === 0xf0 && second < 0x90) return 0
  if (first === 0xf4 && second > 0x8f) return 0
  return size
}

/** Go's `len(text)`: the number of bytes. */
export function byteLength(text: string): number {
  return text.isWellFormed() ? Buffer.byteLength(text, 'utf8') : toBytes(text).length
}

/** Go's `text[start:end]` with byte positions; the caller has checked the bounds. */
export function sliceBytes(text: string, start: number, end: number): string {
  const bytes = toBytes(text)
  if (bytes.length === text.length) return text.slice(start, end)
  return fromBytes(bytes.subarray(start, end))
}

/** Characters as Go's `range` sees them: code points, a kept byte or lone surrogate being U+FFFD. */
export function runes(text: string): number[] {
  const out: number[] = []
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0
    out.push(code >= 0xd800 && code <= 0xdfff ? 0xfffd : code)
  }
  return out
}

/** Number of characters, Go's `utf8.RuneCountInString`. */
export function runeCount(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

/** What a writer of UTF-8 would produce from `text`, as a well-formed string. */
export function wellFormed(text: string): string {
  return text.isWellFormed() ? text : new TextDecoder('utf-8', { ignoreBOM: true }).decode(toBytes(text))
}

/** Orders strings as Go does, by bytes: negative, zero or positive. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x === y) continue
    // Surrogates stand for characters above every other UTF-16 unit.
    const high = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit)
    return high(x) - high(y)
  }
  return a.length - b.length
}

/** Go's `unicode.IsPrint`: letters, marks, numbers, punctuation, symbols and the ASCII space. */
export function isPrint(code: number): boolean {
  if (code < 0x7f) return code >= 0x20
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return false
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(String.fromCodePoint(code))
}

/** Go's `unicode.IsSpace`. */
export function isSpace(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 9 && code <= 13)
  return code === 0x85 || code === 0xa0 || (code > 0x7f && /^\p{Z}$/u.test(String.fromCodePoint(code)))
}

/** Go's `strings.TrimSpace`. */
export function trimSpace(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isSpace(text.charCodeAt(start))) start++
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--
  return text.slice(start, end)
}
