import {
  catalogue,
  type Index,
  isIPv4,
  type JsonObject,
  type JsonValue,
  type Prefix,
} from '@metalwright/sdk/models'
import { fieldValue } from './index-values.ts'
import { Problem } from './problem.ts'

/** A parsed list query. */
export interface Query {
  /** Values of one name are alternatives; different names must all hold. */
  readonly filters: ReadonlyMap<string, readonly Test[]>
  /** Indexes to sort by, the last one is the primary key. */
  readonly sort: readonly string[]
  readonly reverse: boolean
  readonly offset: number
  readonly limit: number | undefined
  /** Fields returned empty: `Meta`, `Params`. */
  readonly slim: ReadonlySet<string>
  /** Only these params are returned, when given. */
  readonly params: readonly string[] | undefined
  /** Params include inherited ones. */
  readonly aggregate: boolean
}

/** One filter value: an operator with its operands as text. */
export interface Test {
  readonly operator: 'Eq' | 'Ne' | 'Lt' | 'Lte' | 'Gt' | 'Gte' | 'Between' | 'Except' | 'In' | 'Nin' | 'Re'
  readonly operands: readonly string[]
}

const OPERATORS = ['Eq', 'Ne', 'Lt', 'Lte', 'Gt', 'Gte', 'Between', 'Except', 'In', 'Nin', 'Re'] as const

/**
 * Parses the query string of a list (DRP's grammar).
 *
 * @param pairs names and values, decoded
 * @param method HTTP method, for the error
 * @throws Problem 406 naming what is wrong
 */
export function parseQuery(pairs: Iterable<readonly [string, string]>, model: string): Query {
  const filters = new Map<string, Test[]>()
  const sort: string[] = []
  const slim = new Set<string>()
  let reverse = false
  let offset = 0
  let limit: number | undefined
  let params: string[] | undefined
  let aggregate = false
  for (const [name, value] of pairs) {
    switch (name) {
      case 'sort':
        sort.push(value)
        break
      case 'reverse':
        reverse = true
        break
      case 'offset':
        offset = count('Offset', value, model)
        break
      case 'limit':
        limit = count('Limit', value, model)
        break
      case 'slim':
        for (const field of value.split(',')) {
          if (field.toLowerCase() === 'meta') slim.add('Meta')
          if (field.toLowerCase() === 'params') slim.add('Params')
        }
        break
      case 'params':
        params = value.split(',').filter((param) => param !== '')
        break
      case 'aggregate':
        aggregate = value === 'true'
        break
      case 'decode':
      case 'token':
      case 'force':
        break
      default:
        filters.set(name, [...(filters.get(name) ?? []), parseTest(value, model)])
    }
  }
  return { filters, sort, reverse, offset, limit, slim, params, aggregate }
}

/** Parses filters as pool calls give them: `Name=Eq(value)` each. */
export function parseFilterTexts(texts: readonly string[], model: string): Query {
  return parseQuery(
    texts.map((text): [string, string] => {
      const equals = text.indexOf('=')
      if (equals <= 0) throw refused(model, `Filter not valid: ${text}; write it as Name=Eq(value)`)
      return [text.slice(0, equals), text.slice(equals + 1)]
    }),
    model,
  )
}

function parseTest(value: string, model: string): Test {
  const operator = OPERATORS.find((name) => value === name || value.startsWith(`${name}(`))
  if (operator === undefined) return { operator: 'Eq', operands: [value] }
  // What follows the first bracket is ignored (DRP); a regular expression has brackets of its own.
  const close = operator === 'Re' ? value.lastIndexOf(')') : value.indexOf(')')
  if (value[operator.length] !== '(' || close === -1) {
    throw refused(model, `Filter not valid: ${value}; write it as ${operator}(value)`)
  }
  const text = value.slice(operator.length + 1, close)
  const operands = ['Between', 'Except', 'In', 'Nin'].includes(operator) ? text.split(',') : [text]
  if ((operator === 'Between' || operator === 'Except') && operands.length < 2) {
    throw refused(model, `Filter not valid: ${value}; ${operator} takes two values`)
  }
  return { operator, operands }
}

function count(word: string, value: string, model: string): number {
  if (!/^-?\d+$/.test(value)) throw refused(model, `${word} not valid`)
  if (value.startsWith('-')) throw refused(model, `${word} cannot be negative`)
  return Number(value)
}

function refused(model: string, message: string): Problem {
  return new Problem(406, [message], { model })
}

/** A value in the form in which two of one index compare by `<`. */
type Comparable = string | number | boolean

/**
 * Makes a predicate of one name's tests.
 *
 * @param index of the catalogue; `undefined` for a param, whose operands are JSON
 */
export function predicate(
  name: string,
  index: Index | undefined,
  tests: readonly Test[],
  model: string,
): (value: JsonValue | undefined) => boolean {
  const read = (text: string): Comparable => {
    const value = index === undefined ? paramOperand(text) : comparable(index, text)
    if (value === undefined)
      throw refused(model, `Filter not valid: ${name}: ${text} is not a ${index?.kind ?? 'value'}`)
    return value
  }
  const compiled = tests.map((test) =>
    compile(test, test.operator === 'Re' ? [] : test.operands.map(read), model),
  )
  return (value) => {
    const values = Array.isArray(value) ? value : [value]
    const held = values.map((one) =>
      index === undefined ? paramValue(one) : comparable(index, String(one ?? '')),
    )
    return compiled.some(
      (test) => held.some((one) => one !== undefined && test(one)) || (held.length === 0 && test('')),
    )
  }
}

function compile(test: Test, operands: readonly Comparable[], model: string): (value: Comparable) => boolean {
  const [low = '', high = ''] = operands
  switch (test.operator) {
    case 'Eq':
      return (value) => value === low
    case 'Ne':
      return (value) => value !== low
    case 'Lt':
      return (value) => value < low
    case 'Lte':
      return (value) => value <= low
    case 'Gt':
      return (value) => value > low
    case 'Gte':
      return (value) => value >= low
    case 'Between':
      return (value) => value >= low && value <= high
    case 'Except':
      return (value) => value < low || value > high
    case 'In':
      return (value) => operands.includes(value)
    case 'Nin':
      return (value) => !operands.includes(value)
    case 'Re':
      return matcher(test.operands[0] ?? '', model)
  }
}

/** Go's RE2 has no backtracking; patterns that could run away in ours are refused. */
function matcher(pattern: string, model: string): (value: Comparable) => boolean {
  if (pattern.length > 200 || /[+*}]\)?[+*{]/.test(pattern) || /\([^)]*[+*|][^)]*\)[+*{]/.test(pattern)) {
    throw refused(model, `Filter not valid: ${pattern} repeats a repetition`)
  }
  try {
    const regexp = new RegExp(pattern, 'u')
    return (value) => regexp.test(String(value).slice(0, 1000))
  } catch {
    throw refused(model, `Filter not valid: ${pattern} is not a regular expression`)
  }
}

const TRUE = ['1', 't', 'T', 'TRUE', 'true', 'True']
const FALSE = ['0', 'f', 'F', 'FALSE', 'false', 'False']

function comparable(index: Index, text: string): Comparable | undefined {
  switch (index.kind) {
    case 'boolean':
      return TRUE.includes(text) ? true : FALSE.includes(text) ? false : undefined
    case 'integer':
      return /^-?\d+$/.test(text) ? Number(text) : undefined
    case 'time': {
      const time = Date.parse(text)
      return Number.isNaN(time) ? undefined : time
    }
    case 'ip':
      if (text === '') return -1
      return isIPv4(text) ? text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) : undefined
    case 'uuid':
      return text.toLowerCase()
    default:
      return text
  }
}

function paramOperand(text: string): Comparable {
  try {
    return paramValue(JSON.parse(text)) ?? text
  } catch {
    return text
  }
}

function paramValue(value: JsonValue | undefined): Comparable | undefined {
  if (value === undefined || value === null) return undefined
  return typeof value === 'object' ? JSON.stringify(value) : value
}

/** Index of a prefix by its name in a query. */
export function indexNamed(prefix: Prefix, name: string): Index | undefined {
  return Object.entries(catalogue[prefix].indexes).find(([known]) => known === name)?.[1]
}

/** Objects in the order of the query. */
export function sorted(bodies: readonly JsonObject[], prefix: Prefix, query: Query): JsonObject[] {
  let result = [...bodies]
  for (const name of query.sort) {
    const index = indexNamed(prefix, name)
    if (index === undefined || index.kind === 'list') throw refused(prefix, `Not sortable: ${name}`)
    const key = (body: JsonObject) => comparable(index, String(fieldValue(body, index.field) ?? '')) ?? ''
    result = result
      .map((body) => ({ body, key: key(body) }))
      .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
      .map(({ body }) => body)
  }
  return query.reverse ? result.reverse() : result
}
