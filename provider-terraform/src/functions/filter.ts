import { FunctionArgumentError, type ProviderFunction } from '../framework/function.ts'
import { type Json, toJson } from '../values/plain.ts'

/** Operators by the name that they have in an argument: their name in DRP, and how many values they take. */
const operators: Readonly<Record<string, { readonly name: string; readonly count: number | 'some' }>> = {
  eq: { name: 'Eq', count: 1 },
  ne: { name: 'Ne', count: 1 },
  lt: { name: 'Lt', count: 1 },
  lte: { name: 'Lte', count: 1 },
  gt: { name: 'Gt', count: 1 },
  gte: { name: 'Gte', count: 1 },
  between: { name: 'Between', count: 2 },
  except: { name: 'Except', count: 2 },
  in: { name: 'In', count: 'some' },
  nin: { name: 'Nin', count: 'some' },
  re: { name: 'Re', count: 1 },
}

/** A text that DRP would read as an operator. */
const looksLikeOperator = new RegExp(
  `^(?:${Object.values(operators)
    .map(({ name }) => name)
    .join('|')})\\(`,
)

/** `filter`: DRP filters from an object. */
export const filter: ProviderFunction = {
  name: 'filter',
  summary: 'Build DRP filters',
  description:
    'Makes filters for arguments such as `filters` from an object of indexes and params. A plain value must be equal, a list holds the values that are allowed, and an object names one operator: `eq`, `ne`, `lt`, `lte`, `gt`, `gte`, `between`, `except`, `in`, `nin` or `re`. All filters of a list must hold. Null members are left out.',
  parameters: [
    {
      name: 'conditions',
      type: 'dynamic',
      description: 'Object such as `{ Arch = "amd64", "inventory/RAM" = { gte = 64 } }`.',
    },
  ],
  returns: { kind: 'list', element: 'string' },
  call([conditions = null]) {
    const json = toJson(conditions)
    if (json === null || !isObject(json)) throw wrong('The value must be an object or a map.')
    return Object.entries(json)
      .filter(([, condition]) => condition !== null)
      .map(([name, condition]) => {
        if (!/^[^=\s]+$/.test(name)) throw wrong(`"${name}" is no name of an index or param.`)
        return `${name}=${conditionText(name, condition)}`
      })
  },
}

function conditionText(name: string, condition: Json): string {
  if (Array.isArray(condition)) return operation(name, 'in', condition)
  if (condition === null || !isObject(condition)) return equal(name, condition)
  const [[operator, value] = ['', null], ...others] = Object.entries(condition)
  if (others.length > 0) {
    throw wrong(
      `${name} has more than one operator, of which DRP lets any hold. Use between, or filter by two names.`,
    )
  }
  if (operator === 'eq') return equal(name, value)
  return operation(name, operator, Array.isArray(value) ? value : [value])
}

/** DRP ends a value at the first bracket; a text without an operator is taken whole and means the same. */
function equal(name: string, value: Json): string {
  const text = valueText(name, value)
  if (!text.includes(')')) return `Eq(${text})`
  if (looksLikeOperator.test(text)) throw inexpressible(name)
  return text
}

function operation(name: string, operator: string, values: readonly Json[]): string {
  const found = Object.hasOwn(operators, operator) ? operators[operator] : undefined
  if (found === undefined) {
    throw wrong(`${name}: "${operator}" is no operator. Use one of: ${Object.keys(operators).join(', ')}.`)
  }
  const due =
    found.count === 'some' ? 'at least one value' : `${found.count} value${found.count > 1 ? 's' : ''}`
  if (found.count === 'some' ? values.length === 0 : values.length !== found.count) {
    throw wrong(`${name}: ${operator} takes ${due}.`)
  }
  const texts = values.map((value) => valueText(name, value))
  const many = found.count !== 1
  if (texts.some((text) => text.includes(')') || (many && text.includes(',')))) throw inexpressible(name)
  return `${found.name}(${texts.join(',')})`
}

function valueText(name: string, value: Json): string {
  if (value === null) throw wrong(`${name}: null cannot be compared with.`)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function inexpressible(name: string): FunctionArgumentError {
  return wrong(`${name}: DRP has no way to write this value in a filter, because of its bracket or comma.`)
}

function wrong(text: string): FunctionArgumentError {
  return new FunctionArgumentError(0, text)
}

function isObject(json: Json): json is { readonly [name: string]: Json } {
  return json !== null && typeof json === 'object' && !Array.isArray(json)
}
