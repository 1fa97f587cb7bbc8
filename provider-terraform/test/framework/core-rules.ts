/**
 * What Terraform's core checks in the answers of a provider, written again from its behaviour and on purpose
 * without the code of the framework, so that the two can be held against each other.
 */
import { type Attribute, type Attributes, attributeType } from '../../src/framework/attribute.ts'
import { Decimal } from '../../src/values/decimal.ts'
import type { Path } from '../../src/values/path.ts'
import { type Type, typeToJson } from '../../src/values/type.ts'
import { DynamicValue, Unknown, type Value, type ValueMap } from '../../src/values/value.ts'

/** Core's RawEquals, by one text for equal values. */
function text(type: Type, value: Value): string {
  if (value === null) return 'null'
  if (value instanceof Unknown) return `unknown(${JSON.stringify(sorted(value.refinement))})`
  if (value instanceof DynamicValue) return `dyn(${typeToJson(value.type)},${text(value.type, value.value)})`
  if (value instanceof Decimal || typeof value === 'number' || typeof value === 'bigint')
    return `n(${exact(value)})`
  if (typeof value === 'string') return JSON.stringify(value.normalize('NFC'))
  if (typeof value === 'boolean') return String(value)
  if (typeof type === 'string') throw new Error(`${type} holds a collection`)
  if (value instanceof Map) {
    const keys = [...value.keys()].sort()
    return `{${keys.map((key) => `${JSON.stringify(key)}:${text(member(type, key), value.get(key) ?? null)}`).join()}}`
  }
  if (!Array.isArray(value)) throw new Error('no value')
  const parts = value.map((part, index) => text(element(type, index), part))
  return type.kind === 'set' ? `set(${[...new Set(parts)].sort().join()})` : `[${parts.join()}]`
}

function member(type: Exclude<Type, string>, key: string): Type {
  if (type.kind === 'object') return type.attributes.get(key) ?? fail(`no attribute ${key}`)
  return type.kind === 'tuple' ? fail('a tuple has no keys') : type.element
}

function element(type: Exclude<Type, string>, index: number): Type {
  if (type.kind === 'tuple') return type.elements[index] ?? fail(`no element ${index}`)
  return type.kind === 'object' ? fail('an object has no elements') : type.element
}

function fail(why: string): never {
  throw new Error(why)
}

function sorted(refinement: object): object {
  const plain = (part: unknown) =>
    Array.isArray(part) ? part.map((each) => (typeof each === 'boolean' ? each : exact(each))) : part
  return Object.fromEntries(
    Object.entries(refinement)
      .sort()
      .map(([key, part]) => [key, plain(part)]),
  )
}

/** A number as digits without a point, times a power of ten. */
function exact(value: Decimal | number | bigint): string {
  const written = value instanceof Decimal ? value.text : String(value)
  const [mantissa = '', power = '0'] = written.toLowerCase().split('e')
  const [whole = '', fraction = ''] = mantissa.replace('-', '').replace('+', '').split('.')
  let digits = BigInt(`${whole}${fraction}` || '0')
  let exponent = BigInt(power) - BigInt(fraction.length)
  if (digits === 0n) return '0'
  while (digits % 10n === 0n) {
    digits /= 10n
    exponent += 1n
  }
  return `${mantissa.startsWith('-') ? '-' : ''}${digits}*10^${exponent}`
}

const same = (type: Type, a: Value, b: Value) => text(type, a) === text(type, b)
const memberOf = (value: Value, name: string): Value =>
  value instanceof Map ? (value.get(name) ?? null) : null

/** objchange.AssertPlanValid for attributes. */
export function assertPlanValid(
  attributes: Attributes,
  prior: Value,
  config: Value,
  planned: Value,
  at = '',
): readonly string[] {
  return Object.entries(attributes).flatMap(([name, attribute]) => {
    const unknownConfig = config instanceof Unknown ? config : memberOf(config, name)
    return plannedValue(
      attribute,
      memberOf(prior, name),
      unknownConfig,
      memberOf(planned, name),
      `${at}.${name}`,
    )
  })
}

function plannedValue(
  attribute: Attribute,
  prior: Value,
  config: Value,
  planned: Value,
  at: string,
): readonly string[] {
  const type = attributeType(attribute)
  if (attribute.writeOnly) return planned === null ? [] : [`${at}: write-only planned`]
  if (same(type, planned, config)) return []
  if (config === null && attribute.computed) return []
  if (prior !== null && config !== null && same(type, planned, prior)) return []
  if (attribute.shape.kind === 'plain')
    return [`${at}: planned ${text(type, planned)}, configured ${text(type, config)}`]
  if (planned === null && config !== null) return [`${at}: planned for absence but config wants existence`]
  if (config === null && planned !== null) return [`${at}: planned for existence but config wants absence`]
  if (planned instanceof Unknown && !(config instanceof Unknown))
    return [`${at}: planned unknown for configured value`]
  const inner = attribute.shape.attributes
  switch (attribute.shape.nesting) {
    case 'single':
      return assertPlanValid(inner, prior, config, planned, at)
    case 'list': {
      if (!Array.isArray(config) || !Array.isArray(planned)) return [`${at}: no list`]
      if (config.length !== planned.length) return [`${at}: count in plan disagrees with count in config`]
      return planned.flatMap((part, index) => {
        const before = Array.isArray(prior) ? (prior[index] ?? null) : null
        return assertPlanValid(inner, before, config[index] ?? null, part, `${at}[${index}]`)
      })
    }
    case 'map': {
      if (!(config instanceof Map) || !(planned instanceof Map)) return [`${at}: no map`]
      const strange = [...planned.keys()].filter((key) => !config.has(key))
      const lost = [...config.keys()].filter((key) => !planned.has(key))
      if (strange.length + lost.length > 0) return [`${at}: other keys`]
      return [...planned].flatMap(([key, part]) =>
        assertPlanValid(inner, memberOf(prior, key), config.get(key) ?? null, part, `${at}[${key}]`),
      )
    }
    case 'set': {
      if (!Array.isArray(config) || !Array.isArray(planned)) return [`${at}: no set`]
      if (config.length !== planned.length) return [`${at}: other number of elements`]
      const fits = (part: Value, wanted: Value) => assertPlanValid(inner, null, wanted, part).length === 0
      return correlate(planned, config, fits) ? [] : [`${at}: planned set element does not correlate`]
    }
  }
}

function correlate(a: readonly Value[], b: readonly Value[], fits: (a: Value, b: Value) => boolean): boolean {
  return (
    a.every((one) => b.some((other) => fits(one, other))) &&
    b.every((other) => a.some((one) => fits(one, other)))
  )
}

/** objchange.AssertObjectCompatible. */
export function assertCompatible(type: Type, planned: Value, actual: Value, at = ''): readonly string[] {
  if (same(type, planned, actual)) return []
  if (planned instanceof Unknown) {
    const { notNull, prefix, minLength, maxLength } = planned.refinement
    if (notNull && actual === null) return [`${at}: null does not conform to planning placeholder`]
    if (prefix !== undefined && typeof actual === 'string' && !actual.startsWith(prefix))
      return [`${at}: prefix`]
    const size = Array.isArray(actual) ? actual.length : actual instanceof Map ? actual.size : undefined
    if (size === undefined) return []
    return size < (minLength ?? 0) || size > (maxLength ?? size) ? [`${at}: length`] : []
  }
  if (actual === null) return [`${at}: was present, but now null`]
  if (planned === null) return [`${at}: was null, but now present`]
  if (actual instanceof Unknown) return [`${at}: was known, but now unknown`]
  if (planned instanceof DynamicValue && actual instanceof DynamicValue) {
    if (typeToJson(planned.type) !== typeToJson(actual.type)) return [`${at}: wrong final value type`]
    return assertCompatible(planned.type, planned.value, actual.value, at)
  }
  if (typeof type === 'string') return [`${at}: was another value`]
  if (planned instanceof Map && actual instanceof Map) {
    const keys = new Set([...planned.keys(), ...actual.keys()])
    return [...keys].flatMap((key) => {
      if (!actual.has(key)) return [`${at}[${key}] has vanished`]
      if (!planned.has(key)) return [`${at}[${key}] has appeared`]
      return assertCompatible(
        member(type, key),
        planned.get(key) ?? null,
        actual.get(key) ?? null,
        `${at}.${key}`,
      )
    })
  }
  if (!Array.isArray(planned) || !Array.isArray(actual)) return [`${at}: wrong final value type`]
  if (type.kind === 'set') {
    if (actual.length > planned.length) return [`${at}: length changed`]
    const fits = (one: Value, other: Value) => assertCompatible(type.element, one, other).length === 0
    return correlate(planned, actual, fits) ? [] : [`${at}: planned set element does not correlate`]
  }
  if (planned.length !== actual.length) return [`${at}: elements have appeared or vanished`]
  return planned.flatMap((part, index) =>
    assertCompatible(element(type, index), part, actual[index] ?? null, `${at}[${index}]`),
  )
}

/** objchange.ProposedNew for attributes: the configuration over the computed values of the prior state. */
export function proposedNew(attributes: Attributes, prior: Value, config: Value): ValueMap {
  return new Map(
    Object.entries(attributes).map(([name, attribute]) => [
      name,
      proposedValue(attribute, memberOf(prior, name), memberOf(config, name)),
    ]),
  )
}

function proposedValue(attribute: Attribute, prior: Value, config: Value): Value {
  if (config === null && attribute.computed) return prior
  const { shape } = attribute
  if (shape.kind === 'plain' || config === null || config instanceof Unknown) return config
  const part = (before: Value, wanted: Value): Value =>
    wanted instanceof Map ? proposedNew(shape.attributes, before, wanted) : wanted
  if (shape.nesting === 'single') return part(prior, config)
  if (shape.nesting === 'map') {
    return config instanceof Map
      ? new Map([...config].map(([key, wanted]) => [key, part(memberOf(prior, key), wanted)]))
      : config
  }
  if (!Array.isArray(config)) return config
  return config.map((wanted, index) =>
    part(shape.nesting === 'list' && Array.isArray(prior) ? (prior[index] ?? null) : null, wanted),
  )
}

/** Whether hcl.ApplyPath finds something. */
export function pathExists(value: Value, path: Path): boolean {
  let at: Value | undefined = value
  for (const step of path) {
    if (at === null || at === undefined || at instanceof Unknown) return false
    if ('index' in step) at = Array.isArray(at) ? at[step.index] : undefined
    else at = at instanceof Map ? at.get('key' in step ? step.key : step.attribute) : undefined
  }
  return at !== undefined
}

/** Every write-only attribute that has a value. */
export function writeOnlyValues(attributes: Attributes, value: Value): readonly string[] {
  return Object.entries(attributes).flatMap(([name, attribute]) => {
    const held = memberOf(value, name)
    if (attribute.writeOnly) return held === null ? [] : [name]
    if (attribute.shape.kind === 'plain') return []
    const inner = attribute.shape.attributes
    const parts =
      attribute.shape.nesting === 'single' ? [held] : held instanceof Map ? [...held.values()] : held
    return Array.isArray(parts) ? parts.flatMap((part) => writeOnlyValues(inner, part)) : []
  })
}
