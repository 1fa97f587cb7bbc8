import type { JsonValue } from '../models/json.ts'

/** Bounds of one document. Aliases count with all they stand for. */
export interface DocumentLimits {
  /** Characters of the text. */
  readonly characters: number
  /** Values in it: scalars, lists and maps. */
  readonly values: number
  /** Lists and maps within each other. */
  readonly depth: number
}

/** Bounds that every published content pack stays far below. */
export const DOCUMENT_LIMITS: DocumentLimits = { characters: 32 * 1024 * 1024, values: 1_000_000, depth: 100 }

/** A key that no map may have: assigning to it would change what the map inherits from. */
export const FORBIDDEN_KEY = '__proto__'

/** What keeps a value from being stored and sent unchanged, each fault once. Walks without recursion. */
export function valueFaults(value: JsonValue, limits: DocumentLimits = DOCUMENT_LIMITS): string[] {
  const faults = new Set<string>()
  const waiting: { readonly value: JsonValue; readonly depth: number }[] = [{ value, depth: 1 }]
  let seen = 0
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    seen += 1
    if (seen > limits.values) return [`more than ${limits.values} values`]
    const fault = textFault(next.value)
    if (fault !== undefined) faults.add(fault)
    if (next.value === null || typeof next.value !== 'object') continue
    if (next.depth > limits.depth) return [`more than ${limits.depth} lists and maps within each other`]
    for (const [key, member] of Object.entries(next.value)) {
      if (key === FORBIDDEN_KEY) faults.add(`the key ${FORBIDDEN_KEY} is not allowed`)
      waiting.push({ value: member, depth: next.depth + 1 })
    }
  }
  return [...faults]
}

function textFault(value: JsonValue): string | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) return `the number ${value} cannot be stored`
  if (typeof value === 'string' && !value.isWellFormed()) return 'a text with half of a character'
  return undefined
}
