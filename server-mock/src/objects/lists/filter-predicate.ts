import type { Index, IndexKind, JsonObject, JsonValue } from '@metalwright/sdk/models'
import { equalJson } from '@metalwright/sdk/patch'
import { fieldValue } from '../index-values.ts'
import { type Operator, refused, type Test } from './filter.ts'
import { patternTest } from './filter-pattern.ts'
import { type Comparable, compareValues, heldValues, readValue } from './filter-value.ts'

/** Whether a value passes. */
type Passes<T> = (value: T) => boolean

/** Operators that pass exactly where another one does not. */
const OPPOSITES: Partial<Record<Operator, Operator>> = { Ne: 'Eq', Nin: 'In', Except: 'Between' }

/** Whether `Re` looks at values of an index: those that are texts. */
export function takesPattern(kind: IndexKind): boolean {
  return kind === 'string' || kind === 'uuid' || kind === 'list' || kind === 'ip' || kind === 'cidr'
}

/** What the values of an index are, in words. */
const WORDS: Readonly<Record<IndexKind, string>> = {
  string: 'text',
  list: 'text',
  boolean: 'boolean',
  uuid: 'UUID',
  ip: 'IP address',
  cidr: 'network',
  network: 'IP address',
  range: 'IP address',
  time: 'time (RFC 3339)',
  integer: 'integer',
}

/**
 * Passes objects for which one of an index' tests holds.
 *
 * @param name the index as the query names it
 * @throws Problem 406 for an operand that is no value of the index
 */
export function indexPredicate(
  name: string,
  index: Index,
  tests: readonly Test[],
  model: string,
): Passes<JsonObject> {
  const { kind, field } = index
  return oneOf(tests, (operator, operands) => {
    if (operator === 'Re') {
      if (!takesPattern(kind)) throw refused(model, `Filter not valid: ${name} takes no Re`)
      const matches = patternTest(operands[0] ?? '', model)
      return (body) => textsOf(fieldValue(body, field)).some(matches)
    }
    const wanted = operands.map((text) => {
      const value = readValue(kind, text)
      if (value === undefined)
        throw refused(model, `Filter not valid: ${name}: ${text} is not a ${WORDS[kind]}`)
      return value
    })
    if (kind !== 'network' && kind !== 'range') {
      const holds = comparison(operator, wanted, compareValues)
      return (body) => heldValues(index, fieldValue(body, field)).some(holds)
    }
    if (operator !== 'Eq' && operator !== 'In')
      throw refused(model, `Filter not valid: ${name} takes Eq, Ne, In and Nin`)
    return (body) => wanted.some((address) => covers(index, body, Number(address)))
  })
}

/** Passes texts for which one of the tests holds; where there is none, only what asks for others passes. */
export function textPredicate(tests: readonly Test[], model: string): Passes<JsonValue | undefined> {
  return oneOf(tests, (operator, operands) => {
    const holds =
      operator === 'Re'
        ? patternTest(operands[0] ?? '', model)
        : comparison(operator, operands, compareValues)
    return (value) => typeof value === 'string' && holds(value)
  })
}

/**
 * Passes values of a param for which one of the tests holds. Operands are JSON, or the text as it is; a list
 * passes as a whole or by an element. Only values of one type are less or greater than each other.
 *
 * @param isText the param's schema says that values are texts: operands are taken as they are
 */
export function paramPredicate(
  isText: boolean,
  tests: readonly Test[],
  model: string,
): Passes<JsonValue | undefined> {
  return oneOf(tests, (operator, operands) => {
    const holds =
      operator === 'Re' ? pattern(operands[0] ?? '', model) : anyReading(operator, operands, isText)
    return (value) => {
      if (value === undefined) return false
      return holds(value) || (Array.isArray(value) && value.some(holds))
    }
  })
}

function oneOf<T>(
  tests: readonly Test[],
  make: (operator: Operator, operands: readonly string[]) => Passes<T>,
): Passes<T> {
  const compiled = tests.map(({ operator, operands }): Passes<T> => {
    const opposite = OPPOSITES[operator]
    const passes = make(opposite ?? operator, operands)
    return opposite === undefined ? passes : (value) => !passes(value)
  })
  return (value) => compiled.some((passes) => passes(value))
}

/** @param order of two values; NaN when they have none */
function comparison<T>(
  operator: Operator,
  wanted: readonly T[],
  order: (a: T, b: T) => number,
): (value: T) => boolean {
  const [low, high] = wanted
  if (operator === 'In') return (value) => wanted.some((one) => order(value, one) === 0)
  if (low === undefined) return () => false
  switch (operator) {
    case 'Eq':
      return (value) => order(value, low) === 0
    case 'Lt':
      return (value) => order(value, low) < 0
    case 'Lte':
      return (value) => order(value, low) <= 0
    case 'Gt':
      return (value) => order(value, low) > 0
    case 'Gte':
      return (value) => order(value, low) >= 0
    case 'Between':
      return (value) => high !== undefined && order(value, low) >= 0 && order(value, high) <= 0
    default:
      return () => false
  }
}

function anyReading(operator: Operator, operands: readonly string[], isText: boolean): Passes<JsonValue> {
  const asText = comparison<JsonValue>(operator, operands, orderOfJson)
  if (isText) return asText
  const asJson = comparison(operator, operands.map(jsonOf), orderOfJson)
  return (value) => asJson(value) || asText(value)
}

/** JSON that a text is, or the text. */
function jsonOf(text: string): JsonValue {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function orderOfJson(a: JsonValue, b: JsonValue): number {
  if (isComparable(a) && typeof a === typeof b && isComparable(b)) return compareValues(a, b)
  return equalJson(a, b) ? 0 : Number.NaN
}

function isComparable(value: JsonValue): value is Comparable {
  return value !== null && typeof value !== 'object'
}

function pattern(text: string, model: string): Passes<JsonValue> {
  const matches = patternTest(text, model)
  return (value) => typeof value === 'string' && matches(value)
}

function textsOf(value: JsonValue | undefined): string[] {
  return (Array.isArray(value) ? value : [value]).flatMap((one) =>
    one !== null && typeof one === 'object' ? [] : [String(one ?? '')],
  )
}

/** Whether the network or the active range of a subnet holds an address. */
function covers({ kind, field }: Index, body: JsonObject, address: number): boolean {
  const text = String(fieldValue(body, field) ?? '')
  if (kind === 'range') {
    const start = readValue('ip', text)
    const end = readValue('ip', String(fieldValue(body, 'ActiveEnd') ?? ''))
    return text !== '' && Number(start) <= address && address <= Number(end)
  }
  const [base = '', bits = ''] = text.split('/')
  const size = 2 ** (32 - Number(bits))
  const first = readValue('ip', base)
  return base !== '' && address >= 0 && Math.floor(Number(first) / size) === Math.floor(address / size)
}
