import type { JsonValue } from '@metalwright/sdk/models'

/** Parts that a path leads to. */
const MOST_PARTS = 4096

/** A name in a query that may go on into the value: `inventory/disks#/0/bytes`. */
export interface PartName {
  readonly name: string
  /** Steps into the value; absent for the whole of it. */
  readonly steps?: readonly string[]
}

/** Parts a name from its path into the value, a JSON pointer (RFC 6901) behind `#`. */
export function partName(text: string): PartName {
  const hash = text.indexOf('#')
  if (hash === -1) return { name: text }
  const pointer = text.slice(hash + 1)
  const steps = pointer.replace(/^\//, '').split('/')
  return {
    name: text.slice(0, hash),
    steps: pointer === '' ? [] : steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~')),
  }
}

/**
 * The part of a value that steps lead to; undefined where there is none. Step `*` goes into each element of a list or
 * member of a map, and makes the result a list; `length` of a list is how many elements it has.
 */
export function partOf(value: JsonValue, steps: readonly string[]): JsonValue | undefined {
  let parts: JsonValue[] = [value]
  for (const step of steps) {
    const next: JsonValue[] = []
    for (const part of parts) {
      if (next.length >= MOST_PARTS) break
      next.push(...inside(part, step).slice(0, MOST_PARTS - next.length))
    }
    parts = next
  }
  return steps.includes('*') ? parts : parts[0]
}

function inside(value: JsonValue, step: string): JsonValue[] {
  if (value === null || typeof value !== 'object') return []
  if (step === '*') return Object.values(value)
  if (Array.isArray(value)) {
    if (step === 'length') return [value.length]
    const element = /^\d{1,6}$/.test(step) ? value[Number(step)] : undefined
    return element === undefined ? [] : [element]
  }
  const member = Object.hasOwn(value, step) ? value[step] : undefined
  return member === undefined ? [] : [member]
}
