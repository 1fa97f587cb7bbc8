import type { CharTest } from './syntax.ts'

function range(low: number, high: number): CharTest {
  return (code) => code >= low && code <= high
}

/** Gathers the items of a bracketed class; however many there are, testing stays quick. */
export class ClassBuilder {
  readonly #ranges: [number, number][] = []
  readonly #tests = new Map<string, CharTest>()

  /** Adds the code points from `low` to `high`. */
  range(low: number, high: number): void {
    this.#ranges.push([low, high])
  }

  /** Adds a named class; the same `name` again changes nothing. */
  named(name: string, test: CharTest): void {
    this.#tests.set(name, test)
  }

  /** The test for everything added. */
  build(): CharTest {
    const merged: [number, number][] = []
    for (const [low, high] of this.#ranges.sort((a, b) => a[0] - b[0])) {
      const last = merged.at(-1)
      if (last && low <= last[1] + 1) last[1] = Math.max(last[1], high)
      else merged.push([low, high])
    }
    const inRanges: CharTest = (code) => {
      let from = 0
      let to = merged.length
      while (from < to) {
        const middle = (from + to) >> 1
        const [low, high] = merged[middle] ?? [0, 0]
        if (code < low) to = middle
        else if (code > high) from = middle + 1
        else return true
      }
      return false
    }
    return anyOf([inRanges, ...this.#tests.values()])
  }
}

/** Passes what any of `tests` passes. */
function anyOf(tests: readonly CharTest[]): CharTest {
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
