import type { Checked, Failure } from '../plugin/provider.ts'
import type { Properties, Property, PropertyType } from '../schema/schema.ts'
import { stepInto } from '../values/path.ts'
import {
  Asset,
  ByteString,
  isList,
  isMap,
  type PropertyMap,
  Secret,
  Unknown,
  type Value,
} from '../values/value.ts'
import { unwrap } from '../values/walk.ts'

/** Names that language SDKs add to inputs for themselves. */
const INTERNAL = /^__/

/**
 * Checks inputs against their schema. Nulls are dropped, defaults filled in, properties that are always secret
 * wrapped; secrets and unknowns of the program stay as they are. What is wrong is told with its path.
 */
export function checkInputs(properties: Properties, news: PropertyMap): Checked {
  const failures: Failure[] = []
  const inputs = new Map<string, Value>()
  for (const name of news.keys()) {
    if (!Object.hasOwn(properties, name) && !INTERNAL.test(name)) {
      failures.push({ property: name, reason: unknownName(name, Object.keys(properties)) })
    }
  }
  for (const [name, property] of Object.entries(properties)) {
    const given = news.get(name) ?? null
    const value = given === null ? (property.default ?? null) : checked(property.type, given, name, failures)
    if (value !== null) inputs.set(name, property.secret ? new Secret(value) : value)
    else if (property.required) failures.push({ property: name, reason: missing(property) })
  }
  return { inputs, failures }
}

function missing({ description }: Property): string {
  return `It must be given: ${description}`
}

function unknownName(name: string, names: readonly string[]): string {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  const meant = names.find((other) => plain(other) === plain(name))
  return `There is no such property${meant === undefined ? '' : `; \`${meant}\` may be meant`}.`
}

/** The value without nulls in objects; tells what is wrong with it. */
function checked(type: PropertyType, value: Value, path: string, failures: Failure[]): Value {
  if (value instanceof Unknown) return value
  if (value instanceof Secret) {
    const inner = checked(type, value.value, path, failures)
    return inner === null ? null : new Secret(inner)
  }
  const wrong = (reason: string): Value => {
    failures.push({ property: path, reason })
    return value
  }
  switch (type.kind) {
    case 'json':
      return checkJson(value, path, failures)
    case 'list':
      if (!isList(value)) return wrong(`It must be a list, not ${nameOf(value)}.`)
      return value.map((item, index) => checked(type.items, item, stepInto(path, index), failures))
    case 'map':
      if (!isMap(value)) return wrong(`It must be values by name, not ${nameOf(value)}.`)
      return new Map(
        [...value].map(([name, item]) => [name, checked(type.values, item, stepInto(path, name), failures)]),
      )
    case 'object':
      if (!isMap(value)) return wrong(`It must be an object, not ${nameOf(value)}.`)
      return checkObject(type.properties, value, path, failures)
    case 'enum':
      if (typeof value === 'string' && type.values.includes(value)) return value
      return wrong(`It must be one of ${type.values.map((each) => `"${each}"`).join(', ')}.`)
    case 'integer':
      return Number.isSafeInteger(value) ? value : wrong(`It must be a whole number, not ${nameOf(value)}.`)
    case 'number':
      return Number.isFinite(value) ? value : wrong(`It must be a number, not ${nameOf(value)}.`)
    default:
      return typeof value === type.kind
        ? value
        : wrong(`It must be ${type.kind === 'string' ? 'a text' : 'true or false'}, not ${nameOf(value)}.`)
  }
}

function checkObject(properties: Properties, value: PropertyMap, path: string, failures: Failure[]): Value {
  const { inputs, failures: inner } = checkInputs(properties, value)
  for (const { property, reason } of inner) {
    const [, top = property, rest = ''] = /^([^.[]+)(.*)$/s.exec(property) ?? []
    failures.push({ property: `${stepInto(path, top)}${rest}`, reason })
  }
  return inputs
}

function checkJson(value: Value, path: string, failures: Failure[]): Value {
  if (isList(value)) return value.map((item, index) => checkJson(item, stepInto(path, index), failures))
  if (isMap(value)) {
    return new Map([...value].map(([name, item]) => [name, checkJson(item, stepInto(path, name), failures)]))
  }
  const plain = unwrap(value)
  const fits = !(plain instanceof Asset) && (typeof plain !== 'number' || Number.isFinite(plain))
  if (!fits) failures.push({ property: path, reason: `It must be JSON, not ${nameOf(value)}.` })
  return value
}

function nameOf(value: Value): string {
  if (value === null) return 'null'
  if (value instanceof Asset) return `an ${value.kind}`
  if (value instanceof ByteString) return 'bytes'
  if (isList(value)) return 'a list'
  if (isMap(value)) return 'an object'
  if (typeof value === 'number') return Number.isFinite(value) ? 'a number' : 'a number that is not finite'
  return typeof value === 'boolean' ? 'true or false' : 'a text'
}
