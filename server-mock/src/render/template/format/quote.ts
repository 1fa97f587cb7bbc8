import { isPrint, runes } from '../values/text.ts'

const escapes: ReadonlyMap<number, string> = new Map([
  [7, '\\a'],
  [8, '\\b'],
  [9, '\\t'],
  [10, '\\n'],
  [11, '\\v'],
  [12, '\\f'],
  [13, '\\r'],
  [92, '\\\\'],
])

function hex(code: number, width: number): string {
  return code.toString(16).padStart(width, '0')
}

function quoteChar(code: number, quote: number, ascii: boolean): string {
  if (code === quote) return `\\${String.fromCharCode(code)}`
  const known = escapes.get(code)
  if (known !== undefined) return known
  // A kept byte that is not valid UTF-8.
  if (code >= 0xdc80 && code <= 0xdcff) return `\\x${hex(code - 0xdc00, 2)}`
  if (code >= 0xd800 && code <= 0xdfff) return ascii ? '\\ufffd' : '\ufffd'
  if (ascii ? code >= 0x20 && code < 0x7f : isPrint(code)) return String.fromCodePoint(code)
  if (code < 0x20 || code === 0x7f) return `\\x${hex(code, 2)}`
  return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`
}

/** Go's `strconv.Quote` (`%q`), or `QuoteToASCII` (`%+q`). */
export function quoteText(text: string, ascii = false): string {
  if (/^[ !#-[\]-~]*$/.test(text)) return `"${text}"`
  const parts: string[] = []
  for (const char of text) parts.push(quoteChar(char.codePointAt(0) ?? 0, 34, ascii))
  return `"${parts.join('')}"`
}

/** Go's `strconv.QuoteRune`, `%q` of an integer. */
export function quoteRune(code: number, ascii = false): string {
  const valid = code >= 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
  return `'${quoteChar(valid ? code : 0xfffd, 39, ascii)}'`
}

/** Whether Go would print `text` between backquotes for `%#q`. */
export function canBackquote(text: string): boolean {
  return (
    text.isWellFormed() &&
    runes(text).every(
      (code) => code === 9 || (code >= 0x20 && code !== 0x60 && code !== 0x7f && code !== 0xfeff),
    )
  )
}

/** Go's `%#U`: `U+0041 'A'`. */
export function unicodeText(code: number): string {
  const number = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
  return isPrint(code) ? `${number} '${String.fromCodePoint(code)}'` : number
}
