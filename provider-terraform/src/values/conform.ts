import { canonicalText } from './canonical.ts'
import { Decimal } from './decimal.ts'
import type { Path, Step } from './path.ts'
import type { Type } from './type.ts'
import { DynamicValue, Unknown, unknown, type Value } from './value.ts'
import { hasUnknown } from './walk.ts'

/** A place in a value that does not fit its type, and what was expected there. */
export interface Misfit {
  readonly path: Path
  readonly expected: string
}

/** A value that fits its type, made from one that perhaps did not. */
export interface Conformed {
  readonly value: Value
  readonly misfits: readonly Misfit[]
}

/**
 * Makes a value fit a type, whatever it is: parts that do not fit become unknown and are named. Objects get
 * the attributes that they lack, as null; sets lose their repetitions, as Terraform's do; text becomes well
 * formed, since half a surrogate pair has no UTF-8.
 */
export function conform(type: Type, value: unknown, at: Path = []): Conformed {
  const misfits: Misfit[] = []
  return { value: fit(type, value, at, misfits), misfits }
}

function fit(type: Type, value: unknown, at: Path, misfits: Misfit[]): Value {
  const misfit = (expected: string): Value => {
    misfits.push({ path: at, expected })
    return unknown
  }
  if (value === null || value instanceof Unknown) return value
  if (type === 'dynamic') {
    if (!(value instanceof DynamicValue)) return misfit('a value with its type')
    return new DynamicValue(value.type, fit(value.type, value.value, at, misfits))
  }
  if (type === 'string') return typeof value === 'string' ? value.toWellFormed() : misfit('a string')
  if (type === 'bool') return typeof value === 'boolean' ? value : misfit('a bool')
  if (type === 'number') {
    if (value instanceof Decimal || typeof value === 'bigint') return value
    return typeof value === 'number' && Number.isFinite(value) ? value : misfit('a finite number')
  }
  if (type.kind === 'map' || type.kind === 'object') {
    if (!(value instanceof Map)) return misfit(type.kind === 'object' ? 'an object (a Map)' : 'a map')
    return type.kind !== 'object'
      ? fitMap(type.element, value, at, misfits)
      : fitObject(type.attributes, value, at, misfits)
  }
  if (!Array.isArray(value)) return misfit(`a ${type.kind} (an array)`)
  if (type.kind === 'tuple') {
    if (value.length !== type.elements.length) return misfit(`${type.elements.length} elements`)
    return type.elements.map((element, index) => fit(element, value[index], [...at, { index }], misfits))
  }
  // Array.from and not map, so that a hole is looked at too.
  const elements = Array.from(value, (part, index) => fit(type.element, part, [...at, { index }], misfits))
  return type.kind === 'set' ? distinct(type.element, elements) : elements
}

function fitMap(element: Type, value: Map<unknown, unknown>, at: Path, misfits: Misfit[]): Value {
  const members = new Map<string, Value>()
  for (const [key, part] of value) {
    if (typeof key === 'string') members.set(key, fit(element, part, [...at, { key }], misfits))
    else misfits.push({ path: at, expected: 'text keys' })
  }
  return members
}

function fitObject(
  attributes: ReadonlyMap<string, Type>,
  value: Map<unknown, unknown>,
  at: Path,
  misfits: Misfit[],
): Value {
  for (const name of value.keys()) {
    if (typeof name === 'string' && attributes.has(name)) continue
    misfits.push({ path: at, expected: `no attribute "${String(name).slice(0, 80)}"` })
  }
  const member = (name: string, type: Type): Value => {
    const step: Step = { attribute: name }
    return value.has(name) ? fit(type, value.get(name), [...at, step], misfits) : null
  }
  return new Map([...attributes].map(([name, type]) => [name, member(name, type)]))
}

/** Removes repetitions; elements with unknown parts may still become different ones and stay. */
function distinct(element: Type, elements: readonly Value[]): readonly Value[] {
  const seen = new Set<string>()
  return elements.filter((part) => {
    if (hasUnknown(part)) return true
    const text = canonicalText(element, part)
    if (seen.has(text)) return false
    seen.add(text)
    return true
  })
}
