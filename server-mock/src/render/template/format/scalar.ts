import { isPrint, toBytes } from '../values/text.ts'
import type { GoInt } from '../values/value.ts'
import { type Flags, pad } from './flags.ts'
import { type FloatVerb, formatFloat } from './float.ts'
import { canBackquote, quoteRune, quoteText } from './quote.ts'

/** Text of an integer under a verb, or undefined when the verb does not take integers. */
export function formatInt(value: GoInt, verb: string, flags: Flags): string | undefined {
  const number = value.value
  switch (verb) {
    case 'v':
      if (flags.sharpV && value.unsigned) return integer(number, 16, verb, { ...flags, sharp: true })
      return integer(number, 10, verb, flags)
    case 'd':
      return integer(number, 10, verb, flags)
    case 'b':
      return integer(number, 2, verb, flags)
    case 'o':
    case 'O':
      return integer(number, 8, verb, flags)
    case 'x':
    case 'X':
      return integer(number, 16, verb, flags)
    case 'c':
      return pad(String.fromCodePoint(rune(number)), flags)
    case 'q':
      return pad(quoteRune(rune(number), flags.plus), flags)
    case 'U':
      return pad(unicode(number, flags), flags, false)
    default:
      return undefined
  }
}

function rune(number: bigint): number {
  const valid = number >= 0n && number <= 0x10ffffn && !(number >= 0xd800n && number <= 0xdfffn)
  return valid ? Number(number) : 0xfffd
}

function integer(number: bigint, base: number, verb: string, flags: Flags): string {
  const negative = number < 0n
  let digits = (negative ? -number : number).toString(base)
  if (verb === 'X') digits = digits.toUpperCase()
  let precision = flags.precision
  if (precision === 0 && number === 0n) return pad('', flags, false)
  if (precision < 0 && flags.zero && !flags.minus && flags.width >= 0) {
    precision = flags.width - (negative || flags.plus || flags.space ? 1 : 0)
  }
  digits = digits.padStart(precision, '0')
  if (flags.sharp) {
    if (base === 2) digits = `0b${digits}`
    else if (base === 8 && !digits.startsWith('0')) digits = `0${digits}`
    else if (base === 16) digits = `${verb === 'X' ? '0X' : '0x'}${digits}`
  }
  if (verb === 'O') digits = `0o${digits}`
  const sign = negative ? '-' : flags.plus ? '+' : flags.space ? ' ' : ''
  return pad(sign + digits, flags, false)
}

function unicode(number: bigint, flags: Flags): string {
  const code = BigInt.asUintN(64, number)
  const digits = code.toString(16).toUpperCase().padStart(Math.max(flags.precision, 4), '0')
  const shown = flags.sharp && code <= 0x10ffffn && isPrint(Number(code))
  return `U+${digits}${shown ? ` '${String.fromCodePoint(Number(code))}'` : ''}`
}

const floatVerbs: ReadonlyMap<string, readonly [FloatVerb, number]> = new Map<
  string,
  readonly [FloatVerb, number]
>([
  ['v', ['g', -1]],
  ['b', ['b', -1]],
  ['g', ['g', -1]],
  ['G', ['G', -1]],
  ['x', ['x', -1]],
  ['X', ['X', -1]],
  ['f', ['f', 6]],
  ['F', ['f', 6]],
  ['e', ['e', 6]],
  ['E', ['E', 6]],
])

/** Text of a float64 under a verb, or undefined when the verb does not take floats. */
export function formatNumber(value: number, verb: string, flags: Flags): string | undefined {
  const rule = floatVerbs.get(verb)
  if (rule === undefined) return undefined
  const [letter, usual] = rule
  const precision = flags.precision >= 0 ? flags.precision : usual
  let text = formatFloat(value, letter, precision)
  let sign = '+'
  if (text.startsWith('-') || text.startsWith('+')) {
    sign = text.slice(0, 1)
    text = text.slice(1)
  }
  if (flags.space && sign === '+' && !flags.plus) sign = ' '
  if (text === 'NaN' || text === 'Inf') {
    const bare = text === 'NaN' ? !flags.space && !flags.plus : sign === '+' && !flags.plus
    return pad(bare && text === 'NaN' ? text : bare ? `+${text}` : sign + text, flags, false)
  }
  if (flags.sharp && letter !== 'b') text = keepPoint(text, letter, precision)
  if (!flags.plus && sign === '+') return pad(text, flags)
  if (flags.zero && !flags.minus && flags.width > text.length + 1) {
    return sign + text.padStart(flags.width - 1, '0')
  }
  return pad(sign + text, flags)
}

/** The `#` flag: always a decimal point, and trailing zeros for %g. */
function keepPoint(text: string, letter: FloatVerb, precision: number): string {
  const isHex = letter === 'x' || letter === 'X'
  const cut = isHex ? text.search(/[pP]/) : text.search(/[eE]/)
  let head = cut < 0 ? text : text.slice(0, cut)
  const tail = cut < 0 ? '' : text.slice(cut)
  let digits = letter === 'g' || letter === 'G' || letter === 'x' ? (precision < 0 ? 6 : precision) : 0
  const significant = head.replace('.', '').replace(/^0+/, '')
  digits -= significant.length
  if (!head.includes('.')) {
    if (head === '0') digits -= 1
    head += '.'
  }
  return head + '0'.repeat(Math.max(digits, 0)) + tail
}

/** Text of a string under a verb, or undefined when the verb does not take strings. */
export function formatText(value: string, verb: string, flags: Flags): string | undefined {
  switch (verb) {
    case 'v':
      return flags.sharpV ? quoted(value, flags) : pad(truncate(value, flags), flags)
    case 's':
      return pad(truncate(value, flags), flags)
    case 'q':
      return quoted(value, flags)
    case 'x':
      return hexDump(toBytes(value), '0x', flags)
    case 'X':
      return hexDump(toBytes(value), '0X', flags).toUpperCase()
    default:
      return undefined
  }
}

function truncate(value: string, flags: Flags): string {
  if (flags.precision < 0 || value.length <= flags.precision) return value
  let left = flags.precision
  let end = 0
  for (const char of value) {
    if (left-- === 0) break
    end += char.length
  }
  return value.slice(0, end)
}

function quoted(value: string, flags: Flags): string {
  const text = truncate(value, flags)
  if (flags.sharp && canBackquote(text)) return pad(`\`${text}\``, flags)
  return pad(quoteText(text, flags.plus), flags)
}

function hexDump(bytes: Uint8Array, prefix: string, flags: Flags): string {
  const length = flags.precision >= 0 ? Math.min(flags.precision, bytes.length) : bytes.length
  const digits = Array.from(bytes.subarray(0, length), (byte) => byte.toString(16).padStart(2, '0'))
  if (length === 0) return pad('', flags)
  const lead = flags.sharp ? prefix : ''
  return pad(flags.space ? digits.map((pair) => lead + pair).join(' ') : lead + digits.join(''), flags)
}
