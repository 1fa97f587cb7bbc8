/**
 * What RFC 9110 §14 says about a Range header, read sign by sign and reckoned with whole numbers of any size: slow,
 * plain, and made without a look at the file server.
 *
 * - `ignored`: no header, another unit, or a specifier that is none (§14.2 allows to ignore it)
 * - `several`: more than one range; a server may answer with the whole file
 * - `unsatisfiable`: no byte of it is in the file (§14.1.2)
 * - otherwise the first and the last byte
 */
export type NaiveRange = 'ignored' | 'several' | 'unsatisfiable' | readonly [bigint, bigint]

/** Reads a Range header for a file of some bytes. */
export function naiveRange(header: string | undefined, size: bigint): NaiveRange {
  if (header === undefined) return 'ignored'
  const unit = 'bytes='
  if (header.slice(0, unit.length).toLowerCase() !== unit) return 'ignored'
  const specs = header.slice(unit.length).split(',')
  if (specs.length > 1) return 'several'
  const spec = specs[0] ?? ''
  const dash = spec.indexOf('-')
  if (dash < 0) return 'ignored'
  const first = digits(spec.slice(0, dash))
  const last = digits(spec.slice(dash + 1))
  if (first === 'other' || last === 'other' || (first === 'none' && last === 'none')) return 'ignored'
  if (first === 'none') {
    if (last === 'none' || last === 0n) return 'unsatisfiable'
    // All of a file that is shorter; of an empty one there is no part to name, so it is given whole.
    if (size === 0n) return 'ignored'
    return [last >= size ? 0n : size - last, size - 1n]
  }
  if (last !== 'none' && last < first) return 'ignored'
  if (first >= size) return 'unsatisfiable'
  return [first, last === 'none' || last >= size ? size - 1n : last]
}

/** Whether a list of tags (RFC 9110 §13.1.1 and §13.1.2) has one; `unclear` when it is no such list. */
export function naiveMatch(header: string, tag: string, comparison: 'weak' | 'strong'): boolean | 'unclear' {
  if (header.trim() === '*') return true
  let rest = header
  let found = false
  for (;;) {
    rest = rest.replace(/^[ \t,]+/, '')
    if (rest === '') return found
    const weak = rest.startsWith('W/')
    if (weak) rest = rest.slice(2)
    const end = rest.indexOf('"', 1)
    if (rest[0] !== '"' || end < 0) return 'unclear'
    const one = rest.slice(0, end + 1)
    // A comma in a tag is allowed, and nobody makes one.
    if (/[^\x21-\x2b\x2d-\x7e\x80-\xff]/.test(one)) return 'unclear'
    found ||= one === tag && !(weak && comparison === 'strong')
    rest = rest.slice(end + 1)
    if (rest !== '' && !/^[ \t]*(,|$)/.test(rest)) return 'unclear'
  }
}

function digits(text: string): bigint | 'none' | 'other' {
  if (text === '') return 'none'
  for (const character of text) if (!'0123456789'.includes(character)) return 'other'
  return BigInt(text)
}
