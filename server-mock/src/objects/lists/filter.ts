import { Problem } from '../problem.ts'

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
}

/** One filter value: an operator with its operands as text. */
export interface Test {
  readonly operator: Operator
  readonly operands: readonly string[]
}

const OPERATORS = ['Eq', 'Ne', 'Lt', 'Lte', 'Gt', 'Gte', 'Between', 'Except', 'In', 'Nin', 'Re'] as const
/** How a filter compares. */
export type Operator = (typeof OPERATORS)[number]

/** Names in a query string that are no filters: what is returned, and how a caller says who he is. */
const OTHER_NAMES: ReadonlySet<string> = new Set([
  'aggregate',
  'compose',
  'decode',
  'expand',
  'force',
  'token',
])

/**
 * Parses the query string of a list (DRP's grammar).
 *
 * @param pairs names and values, decoded
 * @param model prefix of the objects, for the error
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
      default:
        if (!OTHER_NAMES.has(name)) addTest(filters, name, parseTest(value, model))
    }
  }
  return { filters, sort, reverse, offset, limit, slim, params }
}

/** Parses filters as pool calls give them: `Name=Eq(value)` each. @throws Problem 406 */
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

function addTest(filters: Map<string, Test[]>, name: string, test: Test): void {
  const tests = filters.get(name)
  if (tests === undefined) filters.set(name, [test])
  else tests.push(test)
}

function parseTest(value: string, model: string): Test {
  const operator = OPERATORS.find((name) => value === name || value.startsWith(`${name}(`))
  if (operator === undefined) return { operator: 'Eq', operands: [value] }
  // What follows the first bracket is ignored (DRP); a regular expression has brackets of its own.
  const close = operator === 'Re' ? value.lastIndexOf(')') : value.indexOf(')')
  if (close === -1) {
    throw refused(model, `Filter not valid: ${value}; write it as ${operator}(value)`)
  }
  const text = value.slice(operator.length + 1, close)
  const isList = operator === 'Between' || operator === 'Except' || operator === 'In' || operator === 'Nin'
  const operands = isList ? text.split(',') : [text]
  if ((operator === 'Between' || operator === 'Except') && operands.length < 2) {
    throw refused(model, `Filter not valid: ${value}; ${operator} takes two values`)
  }
  return { operator, operands }
}

/** A count as Go reads it, at most what a list can have. */
function count(word: string, value: string, model: string): number {
  if (!/^[+-]?\d{1,19}$/.test(value)) throw refused(model, `${word} not valid`)
  if (Number(value) < 0) throw refused(model, `${word} cannot be negative`)
  return Math.min(Number(value), Number.MAX_SAFE_INTEGER)
}

/** 406: a filter that cannot be used. */
export function refused(model: string, message: string): Problem {
  return new Problem(406, [message], { model })
}
