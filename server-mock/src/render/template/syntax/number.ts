import { quoteText } from '../format/quote.ts'
import { parseFloat64, parseInteger } from '../values/numbers.ts'
import type { NumberNode } from './node.ts'
import { unquoteChar } from './unquote.ts'

/** Reads a number or character literal; a string is the text of Go's error. */
export function readNumber(pos: number, text: string, type: string): NumberNode | string {
  if (type === 'char-constant') return readCharacter(pos, text)
  if (type === 'complex' || text.endsWith('i')) return `complex numbers are not supported: ${quoteText(text)}`
  const base: Pick<NumberNode, 'type' | 'pos' | 'text'> = { type: 'number', pos, text }
  const whole = parseInteger(text, 0)
  if (whole !== undefined) {
    const overflowsInt = whole >= 1n << 63n
    if (whole >= 1n << 64n || whole < -(1n << 63n) || (overflowsInt && text.startsWith('+'))) {
      return `integer overflow: ${quoteText(text)}`
    }
    const int = overflowsInt ? undefined : whole
    return { ...base, int, overflowsInt, float: Number(whole), spelledFloat: false }
  }
  const float = parseFloat64(text)
  if (float === undefined || !Number.isFinite(float)) return `illegal number syntax: ${quoteText(text)}`
  if (!/[.eEpP]/.test(text)) return `integer overflow: ${quoteText(text)}`
  const fits = Number.isInteger(float) && float >= -(2 ** 63) && float < 2 ** 63
  return { ...base, int: fits ? BigInt(float) : undefined, overflowsInt: false, float, spelledFloat: true }
}

function readCharacter(pos: number, text: string): NumberNode | string {
  const char = unquoteChar(text, 1, "'")
  if (char === undefined) return 'invalid syntax'
  if (text.slice(1 + char.size) !== "'") return `malformed character constant: ${text}`
  return {
    type: 'number',
    pos,
    text,
    int: BigInt(char.code),
    overflowsInt: false,
    float: char.code,
    spelledFloat: false,
  }
}
