import type { Budget } from '../budget.ts'
import { CallError } from '../call-error.ts'
import { GoFunc } from '../values/func.ts'
import { HostObject } from '../values/host-object.ts'
import { compareText } from '../values/text.ts'
import { sortedKeys, typeName } from '../values/types.ts'
import { GoInt, GoMap, GoSlice, type Value } from '../values/value.ts'
import { type Flags, noFlags, pad } from './flags.ts'
import { formatInt, formatNumber, formatText } from './scalar.ts'

/** Writes values as Go's fmt package does, one verb at a time. */
export class Printer {
  readonly #budget: Budget
  readonly #parts: string[] = []
  #length = 0
  flags: Flags = noFlags()

  constructor(budget: Budget) {
    this.#budget = budget
  }

  /** Everything written so far. */
  result(): string {
    return this.#parts.join('')
  }

  /** Appends text as it is. */
  write(text: string): void {
    this.#length += text.length
    this.#budget.text(this.#length, text.length)
    this.#parts.push(text)
  }

  /** Writes one operand under `verb`. */
  operand(value: Value, verb: string): void {
    const isNil = value === undefined || value === null
    if (verb === 'w' && !isNil) this.#badVerb(verb, value)
    else if (verb === 'T' && !isNil) this.write(formatText(typeName(value), 's', this.flags) ?? '')
    else if (isNil) this.write(verb === 'v' || verb === 'T' ? pad('<nil>', this.flags) : `%!${verb}(<nil>)`)
    else if (verb === 'p') this.#pointer(value)
    else this.#value(value, verb, 0)
  }

  #pointer(value: Value): void {
    const reference = value instanceof GoSlice || value instanceof GoMap || value instanceof GoFunc
    if (reference || value instanceof HostObject) {
      throw new CallError('%p is not supported: a memory address is not a stable value')
    }
    this.#badVerb('p', value)
  }

  /** Writes `%!verb(type=value)`. */
  #badVerb(verb: string, value: Value): void {
    this.write(`%!${verb}(${typeName(value)}=`)
    this.#value(value, 'v', 0)
    this.write(')')
  }

  #value(value: Value, verb: string, depth: number): void {
    this.#budget.step()
    this.#budget.nesting(depth)
    if (value instanceof GoSlice) this.#slice(value, verb, depth)
    else if (value instanceof GoMap) this.#map(value, verb, depth)
    else if (value === undefined || value === null) {
      this.write(this.flags.sharpV ? 'interface {}(nil)' : '<nil>')
    } else {
      const text = this.#scalar(value, verb)
      if (text === undefined) this.#badVerb(verb, value)
      else this.write(text)
    }
  }

  #scalar(value: Value, verb: string): string | undefined {
    this.#budget.text(Math.max(this.flags.width, this.flags.precision, 0))
    if (typeof value === 'string') {
      if (verb !== 's' && (verb !== 'v' || this.flags.sharpV)) this.#budget.scan(value.length)
      return formatText(value, verb, this.flags)
    }
    if (typeof value === 'number') return formatNumber(value, verb, this.flags)
    if (value instanceof GoInt) return formatInt(value, verb, this.flags)
    if (typeof value === 'boolean') {
      return verb === 't' || verb === 'v' ? pad(String(value), this.flags) : undefined
    }
    if (value instanceof HostObject) return formatText(value.text(), verb, this.flags)
    throw new CallError('a function cannot be printed')
  }

  #slice(slice: GoSlice, verb: string, depth: number): void {
    const { sharpV } = this.flags
    if (sharpV) this.write(typeName(slice))
    if (sharpV && slice.isNil) {
      this.write('(nil)')
      return
    }
    this.write(sharpV ? '{' : '[')
    slice.items.forEach((item, index) => {
      if (index > 0) this.write(sharpV ? ', ' : ' ')
      this.#value(item, verb, depth + 1)
    })
    this.write(sharpV ? '}' : ']')
  }

  #map(map: GoMap, verb: string, depth: number): void {
    const { sharpV } = this.flags
    this.write(sharpV ? typeName(map) : 'map')
    if (sharpV && map.isNil) {
      this.write('(nil)')
      return
    }
    this.write(sharpV ? '{' : '[')
    sortedKeys(map, compareText).forEach((key, index) => {
      if (index > 0) this.write(sharpV ? ', ' : ' ')
      this.#value(key, verb, depth + 1)
      this.write(':')
      this.#value(map.entries.get(key), verb, depth + 1)
    })
    this.write(sharpV ? '}' : ']')
  }
}
