import type { Budget } from '../budget.ts'
import { typeName } from '../values/types.ts'
import { GoInt, type Value } from '../values/value.ts'
import { noFlags } from './flags.ts'
import { Printer } from './printer.ts'

/** Go's `fmt.Sprintf`, with its `%!verb(…)` marks for wrong verbs and for missing or extra operands. */
export function sprintf(format: string, args: readonly Value[], budget: Budget): string {
  return new Formatter(format, args, budget).run()
}

interface Found {
  readonly number: number
  readonly ok: boolean
}

/** Go refuses widths and precisions above this. */
const tooLarge = 1e6

class Formatter {
  readonly #format: string
  readonly #args: readonly Value[]
  readonly #printer: Printer
  #at = 0
  #arg = 0
  #reordered = false
  #goodIndex = true
  #afterIndex = false

  constructor(format: string, args: readonly Value[], budget: Budget) {
    this.#format = format
    this.#args = args
    this.#printer = new Printer(budget)
  }

  run(): string {
    const format = this.#format
    while (this.#at < format.length) {
      const percent = format.indexOf('%', this.#at)
      const end = percent < 0 ? format.length : percent
      if (end > this.#at) this.#printer.write(format.slice(this.#at, end))
      this.#at = end + 1
      if (percent >= 0) this.#directive()
    }
    this.#extra()
    return this.#printer.result()
  }

  #directive(): void {
    this.#goodIndex = true
    this.#printer.flags = noFlags()
    if (this.#flags()) return
    this.#index()
    this.#width()
    this.#precision()
    if (!this.#afterIndex) this.#index()
    const verb = String.fromCodePoint(this.#format.codePointAt(this.#at) ?? 0)
    const isMissing = this.#at >= this.#format.length
    this.#at += verb.length
    if (isMissing) this.#printer.write('%!(NOVERB)')
    else if (verb === '%') this.#printer.write('%')
    else if (!this.#goodIndex) this.#printer.write(`%!${verb}(BADINDEX)`)
    else if (this.#arg >= this.#args.length) this.#printer.write(`%!${verb}(MISSING)`)
    else this.#print(verb)
  }

  /** Reads the flags; true when a plain verb followed and has been printed. */
  #flags(): boolean {
    const { flags } = this.#printer
    for (; this.#at < this.#format.length; this.#at++) {
      const char = this.#format[this.#at] ?? ''
      if (char === '#') flags.sharp = true
      else if (char === '0') flags.zero = true
      else if (char === '+') flags.plus = true
      else if (char === '-') flags.minus = true
      else if (char === ' ') flags.space = true
      else if (char >= 'a' && char <= 'z' && this.#arg < this.#args.length) {
        this.#at += 1
        this.#print(char)
        return true
      } else break
    }
    return false
  }

  #print(verb: string): void {
    const { flags } = this.#printer
    if (verb === 'v' || verb === 'w') {
      flags.sharpV = flags.sharp
      flags.sharp = false
      flags.plus = false
    }
    this.#printer.operand(this.#args[this.#arg], verb)
    this.#arg += 1
  }

  #width(): void {
    const { flags } = this.#printer
    if (this.#format[this.#at] !== '*') {
      const width = this.#number()
      if (width !== undefined && this.#afterIndex) this.#goodIndex = false
      flags.width = width ?? -1
      return
    }
    this.#at += 1
    const { number, ok } = this.#intOperand()
    if (!ok) this.#printer.write('%!(BADWIDTH)')
    if (number < 0) {
      flags.minus = true
      flags.zero = false
    }
    flags.width = ok ? Math.abs(number) : -1
    this.#afterIndex = false
  }

  #precision(): void {
    const { flags } = this.#printer
    if (this.#format[this.#at] !== '.' || this.#at + 1 >= this.#format.length) return
    this.#at += 1
    if (this.#afterIndex) this.#goodIndex = false
    this.#index()
    if (this.#format[this.#at] !== '*') {
      flags.precision = this.#number() ?? 0
      return
    }
    this.#at += 1
    const { number, ok } = this.#intOperand()
    const usable = ok && number >= 0
    if (!usable) this.#printer.write('%!(BADPREC)')
    flags.precision = usable ? number : -1
    this.#afterIndex = false
  }

  #number(): number | undefined {
    const digits = /^[0-9]*/.exec(this.#format.slice(this.#at, this.#at + 9))?.[0] ?? ''
    if (digits === '') return undefined
    if (Number(digits) > tooLarge * 10) {
      this.#at = this.#format.length
      return undefined
    }
    this.#at += digits.length
    return Number(digits)
  }

  #intOperand(): Found {
    const value = this.#args[this.#arg]
    if (this.#arg < this.#args.length) this.#arg += 1
    const number = value instanceof GoInt ? Number(value.value) : Number.NaN
    return Math.abs(number) <= tooLarge ? { number, ok: true } : { number: 0, ok: false }
  }

  /** Reads `[n]`, which chooses the operand. */
  #index(): void {
    this.#afterIndex = false
    if (this.#format[this.#at] !== '[') return
    this.#reordered = true
    const close = this.#format.indexOf(']', this.#at)
    const inside = close < 0 ? '' : this.#format.slice(this.#at + 1, close)
    const isNumber = /^[0-9]{1,7}$/.test(inside)
    const number = isNumber ? Number(inside) : 0
    this.#at = close < 0 ? this.#at + 1 : close + 1
    if (isNumber && number >= 1 && number <= this.#args.length) this.#arg = number - 1
    else this.#goodIndex = false
    this.#afterIndex = isNumber
  }

  #extra(): void {
    if (this.#reordered || this.#arg >= this.#args.length) return
    this.#printer.flags = noFlags()
    this.#printer.write('%!(EXTRA ')
    this.#args.slice(this.#arg).forEach((value, index) => {
      if (index > 0) this.#printer.write(', ')
      if (value !== undefined && value !== null) this.#printer.write(`${typeName(value)}=`)
      this.#printer.operand(value, 'v')
    })
    this.#printer.write(')')
  }
}
