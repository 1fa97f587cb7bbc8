import {
  type CatalogueEntry,
  catalogue,
  type JsonObject,
  type JsonValue,
  type Prefix,
} from '../models/index.ts'
import { members } from './fake-objects.ts'
import { Refused } from './refused.ts'

/** Names in a query that are no filters. */
const OTHERS = [
  'sort',
  'reverse',
  'offset',
  'limit',
  'slim',
  'params',
  'aggregate',
  'compose',
  'decode',
  'force',
  'token',
]
const TEST = /^(Eq|Ne|Lt|Lte|Gt|Gte|Between|Except|In|Nin|Re)\((.*?)\)/s

/** The objects that meet a list query, in its order and part. @throws Refused 406 for an index there is not */
export function listed(prefix: Prefix, objects: readonly JsonObject[], query: URLSearchParams): JsonObject[] {
  const names = [...new Set(query.keys())].filter((name) => !OTHERS.includes(name))
  // Names that mean nothing are refused even when there is nothing to list.
  for (const name of [...names, ...query.getAll('sort')]) valueIn(prefix, {}, name)
  let found = objects.filter((object) =>
    names.every((name) => {
      const value = valueIn(prefix, object, name)
      return query.getAll(name).some((text) => passes(value, text))
    }),
  )
  for (const name of query.getAll('sort')) {
    found = found.toSorted((a, b) => compare(valueIn(prefix, a, name), valueIn(prefix, b, name)))
  }
  if (query.has('reverse')) found = found.toReversed()
  const offset = Number(query.get('offset') ?? 0)
  const limit = query.get('limit')
  const part = found.slice(offset, limit === null ? undefined : offset + Number(limit))
  const slim = (query.get('slim') ?? '').toLowerCase().split(',')
  const emptied = ['Meta', 'Params'].filter((field) => slim.includes(field.toLowerCase()))
  return part.map((object) => ({
    ...object,
    ...Object.fromEntries(emptied.filter((field) => field in object).map((field) => [field, {}])),
  }))
}

/** What an index, a param or an annotation of an object is. */
function valueIn(prefix: Prefix, object: JsonObject, name: string): JsonValue | undefined {
  const entry: CatalogueEntry = catalogue[prefix]
  const index = Object.hasOwn(entry.indexes, name) ? entry.indexes[name] : undefined
  if (index !== undefined) {
    return index.field.split('.').reduce<JsonValue | undefined>((value, part) => members(value)[part], object)
  }
  if (name.startsWith('Meta.')) return members(object['Meta'])[name.slice('Meta.'.length)]
  if (entry.params) return members(object['Params'])[name.replace(/^Params\./, '')]
  throw new Refused(406, [`Filter not found: ${name}`], { Model: prefix, Type: 'GET' })
}

function passes(value: JsonValue | undefined, text: string): boolean {
  const [, operator = 'Eq', inner = text] = TEST.exec(text) ?? []
  const values = Array.isArray(value) ? value : [value]
  const is = (operand: string) => values.some((one) => compare(one, operand) === 0)
  const operands = inner.split(',')
  const [low = '', high = ''] = operands
  switch (operator) {
    case 'Eq':
      return is(inner)
    case 'Ne':
      return !is(inner)
    case 'In':
      return operands.some(is)
    case 'Nin':
      return !operands.some(is)
    case 'Lt':
      return compare(value, inner) < 0
    case 'Lte':
      return compare(value, inner) <= 0
    case 'Gt':
      return compare(value, inner) > 0
    case 'Gte':
      return compare(value, inner) >= 0
    case 'Between':
      return compare(value, low) >= 0 && compare(value, high) <= 0
    case 'Except':
      return compare(value, low) < 0 || compare(value, high) > 0
    default:
      return new RegExp(inner, 'u').test(written(value))
  }
}

/** Numbers by size, everything else by its text. */
function compare(a: JsonValue | undefined, b: JsonValue | undefined): number {
  const [left, right] = [written(a), written(b)]
  const [low, high] = [Number(left), Number(right)]
  if (left !== '' && right !== '' && !Number.isNaN(low) && !Number.isNaN(high)) return low - high
  return left === right ? 0 : left < right ? -1 : 1
}

function written(value: JsonValue | undefined): string {
  if (value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
