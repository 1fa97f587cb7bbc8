import type { CharTest } from './syntax.ts'

function range(low: number, high: number): CharTest {
  return (code) => code >= low && code <= high
}

/** Passes what any of `tests` passes. */
export function anyOf(tests: readonly CharTest[]): CharTest {
  return (code) => tests.some((test) => test(code))
}

/** Passes what `test` does not. */
export function negate(test: CharTest): CharTest {
  return (code) => !test(code)
}

const digit = range(48, 57)
const upper = range(65, 90)
const lower = range(97, 122)
const alpha = anyOf([upper, lower])
const alnum = anyOf([digit, alpha])

/** Go's `\w`: ASCII letters, digits and underscore. */
export const isWord: CharTest = (code) => alnum(code) || code === 95

/** `\d`, `\s`, `\w` by their letter. */
export const perlClasses: ReadonlyMap<string, CharTest> = new Map([
  ['d', digit],
  ['s', (code) => code === 32 || code === 9 || code === 10 || code === 12 || code === 13],
  ['w', isWord],
])

/** `[[:name:]]` classes. */
export const posixClasses: ReadonlyMap<string, CharTest> = new Map([
  ['alnum', alnum],
  ['alpha', alpha],
  ['ascii', range(0, 127)],
  ['blank', (code) => code === 9 || code === 32],
  ['cntrl', (code) => code < 32 || code === 127],
  ['digit', digit],
  ['graph', range(33, 126)],
  ['lower', lower],
  ['print', range(32, 126)],
  ['punct', (code) => code > 32 && code < 127 && !alnum(code)],
  ['space', (code) => code === 32 || (code >= 9 && code <= 13)],
  ['upper', upper],
  ['word', isWord],
  ['xdigit', anyOf([digit, range(65, 70), range(97, 102)])],
])

/** `\p{Name}`: a Unicode category or script; undefined when there is none of that name. */
export function unicodeClass(name: string): CharTest | undefined {
  if (name === 'Any') return () => true
  if (!/^[A-Za-z_]{1,40}$/.test(name)) return undefined
  const property = name.length <= 2 ? name : `Script=${name}`
  try {
    const pattern = new RegExp(`^\\p{${property}}$`, 'u')
    return (code) => pattern.test(String.fromCodePoint(code))
  } catch {
    return undefined
  }
}

/** One code point without regard to case: its simple folding. */
export function fold(code: number): number {
  if (code < 128) return upper(code) ? code + 32 : code
  const raised = single(String.fromCodePoint(code).toUpperCase(), code)
  return single(String.fromCodePoint(raised).toLowerCase(), raised)
}

function single(text: string, otherwise: number): number {
  const code = text.codePointAt(0) ?? otherwise
  return text.length === String.fromCodePoint(code).length ? code : otherwise
}

/** Makes a test blind to case. */
export function ignoreCase(test: CharTest): CharTest {
  return (code) => {
    if (test(code)) return true
    const folded = fold(code)
    if (test(folded)) return true
    return test(single(String.fromCodePoint(folded).toUpperCase(), folded))
  }
}
