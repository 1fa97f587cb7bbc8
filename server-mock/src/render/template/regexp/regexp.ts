import type { Budget } from '../budget.ts'
import { CallError } from '../call-error.ts'
import { runes } from '../values/text.ts'
import { type Captures, match } from './matcher.ts'
import { parsePattern } from './parser.ts'
import { compile, type Instruction } from './program.ts'

/** Longest pattern, in UTF-16 units. */
const maxPattern = 10_000

/** A Go regular expression (RE2): linear time, no back references or look-around. */
export class Regexp {
  readonly #pattern: string
  readonly #groups: readonly string[]
  readonly #program: readonly Instruction[]
  readonly #budget: Budget

  /** Throws CallError when `pattern` is not valid RE2. */
  constructor(pattern: string, budget: Budget) {
    if (pattern.length > maxPattern) throw new CallError('error parsing regexp: expression too large')
    const { expression, groups } = parsePattern(pattern)
    this.#pattern = pattern
    this.#groups = groups
    this.#program = compile(expression)
    this.#budget = budget
    budget.step(this.#program.length)
  }

  #subject(text: string): Subject {
    this.#budget.text(text.length * 8)
    return new Subject(text)
  }

  #match(subject: Subject, from: number): Captures | undefined {
    return match(this.#program, subject.codes, from, this.#groups.length * 2, this.#budget)
  }

  /** Whether the pattern matches anywhere in `text`. */
  test(text: string): boolean {
    return this.#match(this.#subject(text), 0) !== undefined
  }

  /** The leftmost match, or an empty string. */
  find(text: string): string {
    const subject = this.#subject(text)
    const captures = this.#match(subject, 0)
    return captures ? subject.slice(captures[0] ?? 0, captures[1] ?? 0) : ''
  }

  /** Up to `limit` matches that do not overlap, all when `limit` is negative. */
  findAll(text: string, limit: number): string[] {
    const subject = this.#subject(text)
    return this.#spans(subject, limit).map(([start, end]) => subject.slice(start, end))
  }

  #spans(subject: Subject, limit: number): [number, number][] {
    const spans: [number, number][] = []
    const wanted = limit < 0 ? Number.POSITIVE_INFINITY : limit
    let previousEnd = -1
    for (let at = 0; spans.length < wanted && at <= subject.length; ) {
      const captures = this.#match(subject, at)
      if (!captures) break
      const [start = 0, end = 0] = captures
      // An empty match right after a match does not count.
      if (end > at || start !== previousEnd) spans.push([start, end])
      at = end > at ? end : at + 1
      previousEnd = end
    }
    return spans
  }

  /** Replaces every match; `$1`, `${name}` in `replacement` stand for groups unless `literal`. */
  replaceAll(text: string, replacement: string, literal: boolean): string {
    const subject = this.#subject(text)
    const parts: string[] = []
    let length = 0
    let lastEnd = 0
    for (let at = 0; at <= subject.length; ) {
      const captures = this.#match(subject, at)
      if (!captures) break
      const [start = 0, end = 0] = captures
      parts.push(subject.slice(lastEnd, start))
      if (end > lastEnd || start === 0) {
        const filled = literal ? replacement : this.#expand(replacement, subject, captures)
        length += filled.length
        this.#budget.text(length, filled.length)
        parts.push(filled)
      }
      lastEnd = end
      at = Math.max(at + 1, end)
    }
    parts.push(subject.slice(lastEnd, subject.length))
    return parts.join('')
  }

  #expand(replacement: string, subject: Subject, captures: Captures): string {
    return replacement.replace(/\$(\$|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu, (...found: unknown[]) => {
      const [, inner, braced, bare] = found
      if (inner === '$') return '$'
      const name = String(braced ?? bare)
      const index = /^[0-9]+$/.test(name) ? Number(name) : this.#groups.indexOf(name)
      const start = captures[index * 2] ?? -1
      return start < 0 || index < 0 ? '' : subject.slice(start, captures[index * 2 + 1] ?? start)
    })
  }

  /** Pieces of `text` between matches, at most `limit` of them; all when negative. */
  split(text: string, limit: number): string[] {
    if (limit === 0) return []
    if (this.#pattern !== '' && text === '') return ['']
    const subject = this.#subject(text)
    const pieces: string[] = []
    let start = 0
    let end = 0
    for (const [from, to] of this.#spans(subject, limit)) {
      if (limit > 0 && pieces.length === limit - 1) break
      end = from
      if (to !== 0) pieces.push(subject.slice(start, end))
      start = to
    }
    if (end !== subject.length) pieces.push(subject.slice(start, subject.length))
    return pieces
  }
}

/** A text addressed by code points. */
class Subject {
  readonly codes: readonly number[]
  readonly #text: string
  readonly #chars: readonly string[] | undefined

  constructor(text: string) {
    this.codes = runes(text)
    this.#text = text
    this.#chars = this.codes.length === text.length ? undefined : [...text]
  }

  get length(): number {
    return this.codes.length
  }

  slice(start: number, end: number): string {
    return this.#chars ? this.#chars.slice(start, end).join('') : this.#text.slice(start, end)
  }
}

/** `text` with every RE2 special character escaped. */
export function quoteMeta(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&')
}
