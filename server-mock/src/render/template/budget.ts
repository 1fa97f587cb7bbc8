import { TemplateError } from './template-error.ts'

/** Bounds of one execution. They replace a time-out: the engine has no clock, so work is counted. */
export interface Limits {
  /** UTF-8 bytes of output; default 16 MiB. */
  readonly outputBytes: number
  /** Units of work: a node visited, a list element handled, 64 units of text copied or 4 scanned; default 5,000,000. */
  readonly steps: number
  /** Nested blocks, parenthesised pipelines and template calls together; default 500. */
  readonly depth: number
  /** UTF-16 units of any one string a function builds; default 16 Mi. */
  readonly valueLength: number
}

/** Used for every limit that is not given. */
export const defaultLimits: Limits = {
  outputBytes: 16 * 1024 * 1024,
  steps: 5_000_000,
  depth: 500,
  valueLength: 16 * 1024 * 1024,
}

/** Deepest nesting of a value that may be printed, copied, compared or encoded. */
const maxValueDepth = 1_500

/**
 * Counts what one execution has used. Hand the same budget to a nested execution (`CallTemplate`-like
 * methods) so that nesting cannot multiply the limits.
 */
export class Budget {
  readonly limits: Limits
  #steps = 0
  #output = 0
  /** Present nesting; set back by whoever survives a failure further in. */
  depth = 0

  constructor(limits: Partial<Limits> = {}) {
    this.limits = { ...defaultLimits, ...limits }
  }

  /** Steps used so far. */
  get used(): number {
    return this.#steps
  }

  /** Takes `count` steps; throws TemplateError `limit` when they are used up. */
  step(count = 1): void {
    this.#steps += count
    if (this.#steps > this.limits.steps) this.refuse(`used more than ${this.limits.steps} steps`)
  }

  /** Counts text that a function is about to build: `length` units in all, of which `added` are new. */
  text(length: number, added = length): void {
    if (!(length <= this.limits.valueLength)) {
      this.refuse(`a value would be longer than ${this.limits.valueLength} characters`)
    }
    this.step(Math.trunc(added / 64))
  }

  /** Counts `length` units of text about to be looked at one by one. */
  scan(length: number): void {
    this.step(Math.trunc(length / 4))
  }

  /** Counts `bytes` of final output. */
  output(bytes: number): void {
    this.#output += bytes
    if (this.#output > this.limits.outputBytes) {
      this.refuse(`output is longer than ${this.limits.outputBytes} bytes`)
    }
  }

  /** Goes one level deeper; pair with `leave`. */
  enter(): void {
    this.depth += 1
    if (this.depth > this.limits.depth) this.refuse(`nesting is deeper than ${this.limits.depth} levels`)
  }

  /** Comes back from `enter`. */
  leave(): void {
    this.depth -= 1
  }

  /** Refuses a value nested deeper than `maxValueDepth`. */
  nesting(depth: number): void {
    if (depth > maxValueDepth) this.refuse(`a value is nested deeper than ${maxValueDepth} levels`)
  }

  /** Throws the limit error with `reason`. */
  refuse(reason: string): never {
    throw new TemplateError({
      code: 'limit',
      template: '',
      line: 0,
      message: `template: limit reached: ${reason}`,
    })
  }
}
