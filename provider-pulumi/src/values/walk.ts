import { Asset, ByteString, isList, isMap, type PropertyMap, Secret, Unknown, type Value } from './value.ts'

/** Whether a value, or anything in it, is not known yet. */
export function hasUnknown(value: Value | undefined): boolean {
  if (value instanceof Unknown) return true
  if (value instanceof Secret) return hasUnknown(value.value)
  if (isList(value)) return value.some(hasUnknown)
  return isMap(value) && [...value.values()].some(hasUnknown)
}

/** Whether a value, or anything in it, is secret. */
export function hasSecret(value: Value | undefined): boolean {
  if (value instanceof Secret) return true
  if (isList(value)) return value.some(hasSecret)
  return isMap(value) && [...value.values()].some(hasSecret)
}

/** The value without the wrapper of a secret around it; what is inside of lists and maps keeps its own. */
export function unwrap(value: Value | undefined): Exclude<Value, Secret> | undefined {
  if (!(value instanceof Secret)) return value
  const inner = value.value
  return inner instanceof Secret ? unwrap(inner) : inner
}

/** The value with no secret left around or in it. */
export function reveal(value: Value): Value {
  if (value instanceof Secret) return reveal(value.value)
  if (isList(value)) return value.map(reveal)
  if (isMap(value)) return revealAll(value)
  return value
}

/** Properties with no secret left. */
export function revealAll(properties: PropertyMap): PropertyMap {
  return new Map([...properties].map(([name, value]) => [name, reveal(value)]))
}

/** Whether two values are the same; whether they are secret does not count. What is not known equals nothing. */
export function equalValues(one: Value | undefined, other: Value | undefined): boolean {
  const [a, b] = [unwrap(one), unwrap(other)]
  if (a instanceof Unknown || b instanceof Unknown) return false
  if (isList(a)) {
    return isList(b) && a.length === b.length && a.every((item, index) => equalValues(item, b[index]))
  }
  if (isMap(a)) {
    if (!isMap(b) || a.size !== b.size) return false
    return [...a].every(([name, item]) => b.has(name) && equalValues(item, b.get(name)))
  }
  if (a instanceof Asset) {
    return b instanceof Asset && a.kind === b.kind && equalValues(a.members, b.members)
  }
  if (a instanceof ByteString) return b instanceof ByteString && a.base64 === b.base64
  return Object.is(a, b) || (a === 0 && b === 0)
}

/**
 * Wraps what is secret in `pattern` at the same place of `value`: an echo must not tell what was kept secret. Where
 * places cannot be told apart, as in a list that has changed, the whole is wrapped.
 */
export function withSecretsOf(value: Value, pattern: Value | undefined): Value {
  if (pattern instanceof Secret) return new Secret(reveal(value))
  if (!hasSecret(pattern)) return value
  if (isMap(value) && isMap(pattern)) {
    return new Map([...value].map(([name, item]) => [name, withSecretsOf(item, pattern.get(name))]))
  }
  if (isList(value) && isList(pattern) && equalValues(value, pattern)) {
    return value.map((item, index) => withSecretsOf(item, pattern[index]))
  }
  return new Secret(reveal(value))
}
