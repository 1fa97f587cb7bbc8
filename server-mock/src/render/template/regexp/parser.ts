import { CallError } from '../call-error.ts'
import {
  ClassBuilder,
  fold,
  ignoreCase,
  negate,
  perlClasses,
  posixClasses,
  unicodeClass,
} from './char-class.ts'
import type { Assertion, CharTest, Expression } from './syntax.ts'

/** A parsed pattern: its expression and the names of its groups (empty for unnamed; 0 is the whole match). */
interface ParsedPattern {
  readonly expression: Expression
  readonly groups: readonly string[]
}

interface Flags {
  readonly ignoreCase: boolean
  readonly multiLine: boolean
  readonly dotNewline: boolean
  readonly swapGreed: boolean
}

const maxDepth = 200
const maxRepeat = 1000

/** Parses RE2 syntax as Go's regexp package takes it. Throws CallError worded as Go's. */
export function parsePattern(pattern: string): ParsedPattern {
  return new Parser(pattern).parse()
}

class Parser {
  readonly #pattern: string
  readonly #groups: string[] = ['']
  #at = 0
  #depth = 0
  #flags: Flags = { ignoreCase: false, multiLine: false, dotNewline: false, swapGreed: false }

  constructor(pattern: string) {
    this.#pattern = pattern
  }

  parse(): ParsedPattern {
    const expression = this.#choice()
    if (this.#at < this.#pattern.length) this.#fail('unexpected )', this.#pattern)
    return { expression, groups: this.#groups }
  }

  #fail(reason: string, part: string): never {
    throw new CallError(`error parsing regexp: ${reason}: \`${part}\``)
  }

  #peek(): string {
    const code = this.#pattern.codePointAt(this.#at)
    return code === undefined ? '' : String.fromCodePoint(code)
  }

  #next(): string {
    const char = this.#peek()
    this.#at += char.length
    return char
  }

  #take(text: string): boolean {
    const found = this.#pattern.startsWith(text, this.#at)
    if (found) this.#at += text.length
    return found
  }

  #choice(): Expression {
    const flags = this.#flags
    const items = [this.#sequence()]
    while (this.#take('|')) items.push(this.#sequence())
    this.#flags = flags
    const [only] = items
    return only && items.length === 1 ? only : { type: 'choice', items }
  }

  #sequence(): Expression {
    const items: Expression[] = []
    while (this.#at < this.#pattern.length && this.#peek() !== '|' && this.#peek() !== ')') {
      if (this.#take('\\Q')) {
        this.#quoted(items)
        continue
      }
      const item = this.#atom()
      if (item !== undefined) items.push(this.#repeated(item))
    }
    return { type: 'sequence', items }
  }

  #quoted(items: Expression[]): void {
    const end = this.#pattern.indexOf('\\E', this.#at)
    const text = this.#pattern.slice(this.#at, end < 0 ? undefined : end)
    this.#at = end < 0 ? this.#pattern.length : end + 2
    for (const char of text) items.push(this.#literal(char))
  }

  #repeated(item: Expression): Expression {
    let result = item
    const start = this.#at
    let repeats = 0
    for (;;) {
      const from = this.#at
      const bounds = this.#bounds()
      if (bounds === undefined) return result
      const lazy = this.#take('?')
      const spelled = this.#pattern.slice(from, this.#at)
      if (++repeats > 1)
        this.#fail('invalid nested repetition operator', this.#pattern.slice(start, this.#at))
      const [min, max] = bounds
      const tooMany = min > maxRepeat || (max !== Number.POSITIVE_INFINITY && (max > maxRepeat || max < min))
      if (tooMany) this.#fail('invalid repeat count', spelled)
      result = { type: 'repeat', item: result, min, max, greedy: lazy === this.#flags.swapGreed }
    }
  }

  #bounds(): readonly [number, number] | undefined {
    if (this.#take('*')) return [0, Number.POSITIVE_INFINITY]
    if (this.#take('+')) return [1, Number.POSITIVE_INFINITY]
    if (this.#take('?')) return [0, 1]
    const match = /^\{([0-9]{1,9})(,([0-9]{0,9}))?\}/.exec(this.#pattern.slice(this.#at, this.#at + 24))
    if (!match) return undefined
    this.#at += match[0].length
    const min = Number(match[1])
    if (match[2] === undefined) return [min, min]
    return [min, match[3] ? Number(match[3]) : Number.POSITIVE_INFINITY]
  }

  /** One atom; undefined for a group that only sets flags. */
  #atom(): Expression | undefined {
    const char = this.#next()
    switch (char) {
      case '(':
        return this.#group()
      case '[':
        return { type: 'char', test: this.#class() }
      case '.':
        return { type: 'char', test: this.#flags.dotNewline ? () => true : (code) => code !== 10 }
      case '^':
        return { type: 'assert', assertion: this.#flags.multiLine ? 'line-start' : 'text-start' }
      case '$':
        return { type: 'assert', assertion: this.#flags.multiLine ? 'line-end' : 'text-end' }
      case '*':
      case '+':
      case '?':
        return this.#fail('missing argument to repetition operator', char)
      case '\\':
        return this.#escape()
      default:
        return this.#literal(char)
    }
  }

  #literal(char: string): Expression {
    const code = char.codePointAt(0) ?? 0
    if (!this.#flags.ignoreCase) return { type: 'char', test: (other) => other === code }
    const folded = fold(code)
    return { type: 'char', test: (other) => fold(other) === folded }
  }

  #group(): Expression | undefined {
    const start = this.#at - 1
    if (++this.#depth > maxDepth) this.#fail('expression nests too deeply', this.#pattern)
    const flags = this.#flags
    let index = -1
    if (this.#take('?')) {
      const name = /^P?<([^>]*)>/.exec(this.#pattern.slice(this.#at))
      if (name) {
        this.#at += name[0].length
        const word = name[1] ?? ''
        if (!/^\w+$/.test(word)) this.#fail('invalid named capture', `(?${name[0]}`)
        if (this.#groups.includes(word)) this.#fail('duplicate capture group name', word)
        index = this.#groups.push(word) - 1
      } else if (this.#setFlags(start)) {
        this.#depth -= 1
        return undefined
      }
    } else index = this.#groups.push('') - 1
    const item = this.#choice()
    if (!this.#take(')')) this.#fail('missing closing )', this.#pattern)
    this.#flags = flags
    this.#depth -= 1
    return index < 0 ? item : { type: 'group', index, item }
  }

  /** Reads `flags)` or `flags:`; true for the first form, whose flags hold on. */
  #setFlags(start: number): boolean {
    let on = true
    let flags = this.#flags
    for (;;) {
      const char = this.#next()
      if (char === 'i') flags = { ...flags, ignoreCase: on }
      else if (char === 'm') flags = { ...flags, multiLine: on }
      else if (char === 's') flags = { ...flags, dotNewline: on }
      else if (char === 'U') flags = { ...flags, swapGreed: on }
      else if (char === '-' && on) on = false
      else if (char === ':' || char === ')') {
        this.#flags = flags
        return char === ')'
      } else if (char === '') this.#fail('missing closing )', this.#pattern)
      else this.#fail('invalid or unsupported Perl syntax', this.#pattern.slice(start, this.#at))
    }
  }

  #escape(): Expression {
    const letter = this.#peek()
    const assertion = assertions.get(letter)
    if (assertion !== undefined) {
      this.#at += 1
      return { type: 'assert', assertion }
    }
    const test = this.#classEscape()
    if (test) return { type: 'char', test: this.#flags.ignoreCase ? ignoreCase(test) : test }
    return this.#literal(String.fromCodePoint(this.#charEscape()))
  }

  /** `\d`, `\pL` and the like after the backslash. */
  #classEscape(): CharTest | undefined {
    const letter = this.#peek()
    const perl = perlClasses.get(letter.toLowerCase())
    if (perl) {
      this.#at += 1
      return letter === letter.toLowerCase() ? perl : negate(perl)
    }
    const match = /^([pP])(\{(\^?)([^}]*)\}|.)/u.exec(this.#pattern.slice(this.#at))
    if (!match) return undefined
    this.#at += match[0].length
    const test = unicodeClass(match[4] ?? match[2] ?? '')
    if (!test) this.#fail('invalid character class range', `\\${match[0]}`)
    return (match[1] === 'P') !== (match[3] === '^') ? negate(test) : test
  }

  /** Code point of a character escape, after the backslash. */
  #charEscape(): number {
    const start = this.#at - 1
    const rest = this.#pattern.slice(this.#at, this.#at + 12)
    const numeric = /^x([0-9A-Fa-f]{2})|^x\{([0-9A-Fa-f]{1,8})\}|^(0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(rest)
    if (numeric) {
      this.#at += numeric[0].length
      const octal = numeric[3]
      const code =
        octal === undefined ? Number.parseInt(numeric[1] ?? numeric[2] ?? '', 16) : Number.parseInt(octal, 8)
      if (code <= 0x10ffff) return code
    } else {
      const char = this.#next()
      const known = controls.get(char)
      if (known !== undefined) return known
      if (char === '')
        throw new CallError('error parsing regexp: trailing backslash at end of expression: ``')
      const code = char.codePointAt(0) ?? 0
      if (code < 128 && !/[0-9A-Za-z_]/.test(char)) return code
    }
    return this.#fail('invalid escape sequence', this.#pattern.slice(start, this.#at))
  }

  #class(): CharTest {
    const start = this.#at - 1
    const negated = this.#take('^')
    const items = new ClassBuilder()
    for (let first = true; first || this.#peek() !== ']'; first = false) {
      if (this.#at >= this.#pattern.length) this.#fail('missing closing ]', this.#pattern.slice(start))
      this.#classItem(items)
    }
    this.#at += 1
    const built = items.build()
    const test = this.#flags.ignoreCase ? ignoreCase(built) : built
    return negated ? negate(test) : test
  }

  #classItem(items: ClassBuilder): void {
    const posix = /^\[:(\^?)(\w+):\]/.exec(this.#pattern.slice(this.#at, this.#at + 16))
    if (posix) {
      const test = posixClasses.get(posix[2] ?? '')
      if (!test) this.#fail('invalid character class range', posix[0])
      this.#at += posix[0].length
      items.named(posix[0], posix[1] ? negate(test) : test)
      return
    }
    const start = this.#at
    if (this.#take('\\')) {
      const test = this.#classEscape()
      if (test) {
        items.named(this.#pattern.slice(start, this.#at), test)
        return
      }
      this.#at = start
    }
    const low = this.#classChar()
    const isRange =
      this.#peek() === '-' && this.#pattern[this.#at + 1] !== ']' && this.#at + 1 < this.#pattern.length
    if (isRange) this.#at += 1
    const high = isRange ? this.#classChar() : low
    if (high < low) this.#fail('invalid character class range', this.#pattern.slice(start, this.#at))
    items.range(low, high)
  }

  #classChar(): number {
    const char = this.#next()
    return char === '\\' ? this.#charEscape() : (char.codePointAt(0) ?? 0)
  }
}

const assertions: ReadonlyMap<string, Assertion> = new Map<string, Assertion>([
  ['A', 'text-start'],
  ['z', 'text-end'],
  ['b', 'word'],
  ['B', 'not-word'],
])

const controls: ReadonlyMap<string, number> = new Map([
  ['a', 7],
  ['f', 12],
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['v', 11],
])
