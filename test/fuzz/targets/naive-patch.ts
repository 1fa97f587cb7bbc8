import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import type { PatchOperation } from '@metalwright/sdk/patch'

/**
 * RFC 6902 read word by word, without a thought for speed: every operation works on a copy of the document.
 * `undefined` when an operation cannot be applied.
 */
export function patchNaively(
  document: JsonValue,
  operations: readonly PatchOperation[],
): JsonValue | undefined {
  let now: JsonValue | undefined = clone(document)
  for (const operation of operations) {
    if (now === undefined) return undefined
    now = step(now, operation)
  }
  return now
}

/** Equality of RFC 6902 §4.6 by way of a text in which members are in order. */
export function sameNaively(a: JsonValue, b: JsonValue): boolean {
  return ordered(a) === ordered(b)
}

function step(document: JsonValue, operation: PatchOperation): JsonValue | undefined {
  const path = tokens(operation.path)
  switch (operation.op) {
    case 'test': {
      const found = get(document, path)
      return found !== undefined && sameNaively(found, operation.value) ? document : undefined
    }
    case 'add':
      return add(document, path, clone(operation.value))
    case 'remove':
      return remove(document, path)
    case 'replace':
      if (get(document, path) === undefined) return undefined
      return set(document, path, clone(operation.value))
    case 'copy': {
      const value = get(document, tokens(operation.from))
      return value === undefined ? undefined : add(document, path, clone(value))
    }
    case 'move': {
      const from = tokens(operation.from)
      const value = get(document, from)
      if (value === undefined) return undefined
      if (operation.path === operation.from) return document
      if (operation.path.startsWith(`${operation.from}/`)) return undefined
      const without = remove(document, from)
      return without === undefined ? undefined : add(without, path, value)
    }
  }
}

function tokens(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replace(/~1/g, '/').replace(/~0/g, '~'))
}

function get(value: JsonValue, path: readonly string[]): JsonValue | undefined {
  const [first, ...rest] = path
  if (first === undefined) return value
  const member = members(value).get(first)
  return member === undefined ? undefined : get(member, rest)
}

/** Replaces what is at a path; the parent must be there. */
function set(value: JsonValue, path: readonly string[], next: JsonValue): JsonValue | undefined {
  return (
    change(value, path, (parent, last) => {
      const all = members(parent)
      all.set(last, next)
      return rebuilt(parent, all)
    }) ?? (path.length === 0 ? next : undefined)
  )
}

function add(value: JsonValue, path: readonly string[], next: JsonValue): JsonValue | undefined {
  if (path.length === 0) return next
  return change(value, path, (parent, last) => {
    if (!Array.isArray(parent)) return rebuilt(parent, members(parent).set(last, next))
    const at = last === '-' ? parent.length : index(last)
    if (at === undefined || at > parent.length) return undefined
    return [...parent.slice(0, at), next, ...parent.slice(at)]
  })
}

function remove(value: JsonValue, path: readonly string[]): JsonValue | undefined {
  if (path.length === 0) return undefined
  return change(value, path, (parent, last) => {
    const all = members(parent)
    if (!all.delete(last)) return undefined
    return rebuilt(parent, all)
  })
}

/** Rebuilds a value whose innermost container on the path was changed. */
function change(
  value: JsonValue,
  path: readonly string[],
  work: (parent: JsonValue, last: string) => JsonValue | undefined,
): JsonValue | undefined {
  const [first, ...rest] = path
  if (first === undefined || value === null || typeof value !== 'object') return undefined
  if (rest.length === 0) return work(value, first)
  const all = members(value)
  const inner = all.get(first)
  const changed = inner === undefined ? undefined : change(inner, rest, work)
  return changed === undefined ? undefined : rebuilt(value, all.set(first, changed))
}

function members(value: JsonValue): Map<string, JsonValue> {
  return new Map(value !== null && typeof value === 'object' ? Object.entries(value) : [])
}

function rebuilt(like: JsonValue, all: ReadonlyMap<string, JsonValue>): JsonValue {
  return Array.isArray(like) ? [...all.values()] : (Object.fromEntries(all) as JsonObject)
}

function index(token: string): number | undefined {
  return token === '0' || /^[1-9][0-9]*$/.test(token) ? Number(token) : undefined
}

function clone(value: JsonValue): JsonValue {
  return JSON.parse(JSON.stringify(value))
}

function ordered(value: JsonValue): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value === 0 ? 0 : value)
  if (Array.isArray(value)) return `[${value.map(ordered).join()}]`
  const all = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${ordered(member)}`)
  return `{${all.sort().join()}}`
}
