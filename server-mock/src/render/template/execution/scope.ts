import type { Value } from '../values/value.ts'

/** The variables of one template call, innermost last. */
export class Scope {
  readonly #names: string[] = ['$']
  readonly #values: Value[]

  constructor(dot: Value) {
    this.#values = [dot]
  }

  /** Position to come back to with `pop`. */
  get mark(): number {
    return this.#names.length
  }

  /** Forgets everything declared since `mark`. */
  pop(mark: number): void {
    this.#names.length = mark
    this.#values.length = mark
  }

  /** Declares a variable. */
  push(name: string, value: Value): void {
    this.#names.push(name)
    this.#values.push(value)
  }

  /** Changes the innermost variable called `name`; false when there is none. */
  assign(name: string, value: Value): boolean {
    const at = this.#names.lastIndexOf(name)
    if (at >= 0) this.#values[at] = value
    return at >= 0
  }

  /** Changes the nth variable from the top, 1 being the last declared. */
  setTop(n: number, value: Value): void {
    this.#values[this.#values.length - n] = value
  }

  /** The innermost variable called `name`, or undefined when there is none. */
  lookup(name: string): { readonly value: Value } | undefined {
    const at = this.#names.lastIndexOf(name)
    return at < 0 ? undefined : { value: this.#values[at] }
  }
}
