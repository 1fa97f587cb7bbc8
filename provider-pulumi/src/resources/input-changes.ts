import type { PropertyChange } from '../plugin/provider.ts'
import type { Properties, Property, PropertyType } from '../schema/schema.ts'
import { isWithin, stepInto } from '../values/path.ts'
import { isList, isMap, type PropertyMap, type Value } from '../values/value.ts'
import { equalValues, hasSecret, hasUnknown, reveal, unwrap } from '../values/walk.ts'

/**
 * What is different between the inputs of two runs, by path. Members of maps and objects are compared one by one. A
 * value that is not known yet counts as changed; one that has become secret too, so that it is stored as such.
 */
export function inputChanges(
  properties: Properties,
  olds: PropertyMap,
  news: PropertyMap,
  ignored: readonly string[] = [],
): ReadonlyMap<string, PropertyChange> {
  const changes = new Map<string, PropertyChange>()
  for (const [name, property] of Object.entries(properties)) {
    // A state of an older version may lack what has a default now.
    const now = news.get(name) ?? property.default
    compare(property, name, olds.get(name) ?? property.default, now, changes)
  }
  for (const path of changes.keys()) {
    if (ignored.some((outer) => isWithin(path, outer))) changes.delete(path)
  }
  return changes
}

function compare(
  property: Property,
  path: string,
  old: Value | undefined,
  now: Value | undefined,
  changes: Map<string, PropertyChange>,
): void {
  const replaces = property.replace === true
  if (isSame(property, old, now)) {
    if (hasSecret(now) && !hasSecret(old)) changes.set(path, { kind: 'update', replaces: false })
    return
  }
  const [before, after] = [unwrap(old), unwrap(now)]
  if (isMap(before) && isMap(after)) {
    const { description, replace } = property
    for (const name of new Set([...before.keys(), ...after.keys()])) {
      const inner = { type: memberType(property.type, name), description, ...(replace ? { replace } : {}) }
      compare(inner, stepInto(path, name), before.get(name), after.get(name), changes)
    }
    return
  }
  const kind = isAbsent(old) ? 'add' : isAbsent(now) ? 'delete' : 'update'
  changes.set(path, { kind, replaces })
}

function memberType(type: PropertyType, name: string): PropertyType {
  if (type.kind === 'map') return type.values
  if (type.kind === 'object') return type.properties[name]?.type ?? { kind: 'json' }
  return type
}

function isAbsent(value: Value | undefined): boolean {
  return value === undefined || value === null
}

/** Whether a value says no more than its absence. Within JSON of any shape, emptiness means something. */
function isNothing(type: PropertyType, value: Value | undefined): boolean {
  if (isAbsent(value)) return true
  const plain = unwrap(value)
  if (type.kind === 'list') return isList(plain) && plain.length === 0
  return (type.kind === 'map' || type.kind === 'object') && isMap(plain) && plain.size === 0
}

function isSame(property: Property, old: Value | undefined, now: Value | undefined): boolean {
  if (isAbsent(old) || isAbsent(now)) return isNothing(property.type, old) && isNothing(property.type, now)
  if (hasUnknown(old) || hasUnknown(now)) return false
  return equalValues(normal(property, old), normal(property, now))
}

/** A value in the form in which two that mean the same are equal. */
function normal({ unordered, caseless }: Property, value: Value | undefined): Value {
  const plain = reveal(value ?? null)
  if (typeof plain === 'string') return caseless ? plain.toLowerCase() : plain
  if (!isList(plain) || (!unordered && !caseless)) return plain
  const items = plain.map((item) => (caseless && typeof item === 'string' ? item.toLowerCase() : item))
  return unordered ? items.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1)) : items
}

function orderOf(value: Value): string {
  if (isMap(value)) {
    const members = [...value].sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${members.map(([name, item]) => `${JSON.stringify(name)}:${orderOf(item)}`).join()}}`
  }
  return isList(value) ? `[${value.map(orderOf).join()}]` : JSON.stringify(value)
}
