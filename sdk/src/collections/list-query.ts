import { SdkError } from '../transport/index.ts'
import { eq, type Filter, type FilterValue } from './filter.ts'

/** One condition, or a value to be equal to. */
export type Condition = Filter | string | number | boolean | Date

/**
 * Conditions by index or param name, which must all hold; of several for one name any may hold. Or texts in DRP's
 * own notation, such as `PoolStatus=Eq(Free)`.
 */
export type Filters = Readonly<Record<string, Condition | readonly Condition[]>> | readonly string[]

/** What to list, and how. */
export interface ListQuery {
  readonly filters?: Filters | undefined
  /** Indexes to sort by, the most important one first; by key when left out. */
  readonly sort?: string | readonly string[] | undefined
  readonly reverse?: boolean | undefined
  /** How many to leave out at the front. */
  readonly offset?: number | undefined
  /** How many to give at most. */
  readonly limit?: number | undefined
  /** Maps to come back empty, for speed. */
  readonly slim?: readonly ('meta' | 'params')[] | undefined
  /** Give only these params (DRP v4). */
  readonly params?: readonly string[] | undefined
  /** Give params with the values of profiles and stages (DRP v4). */
  readonly aggregate?: boolean | undefined
  /** Decrypt secure params; needs the right to. */
  readonly decode?: boolean | undefined
}

/** The query parameters of a list call. */
export function listParameters(query: ListQuery): [name: string, value: string][] {
  const pairs = filterPairs(query.filters ?? [])
  const sort = typeof query.sort === 'string' ? [query.sort] : [...(query.sort ?? [])]
  // DRP sorts once per parameter, so that the last one decides most.
  for (const name of sort.reverse()) pairs.push(['sort', name])
  if (query.reverse) pairs.push(['reverse', 'true'])
  if (query.offset !== undefined) pairs.push(['offset', String(query.offset)])
  if (query.limit !== undefined) pairs.push(['limit', String(query.limit)])
  if (query.slim !== undefined && query.slim.length > 0) pairs.push(['slim', query.slim.join(',')])
  if (query.params !== undefined) pairs.push(['params', query.params.join(',')])
  if (query.aggregate) pairs.push(['aggregate', 'true'])
  if (query.decode) pairs.push(['decode', 'true'])
  return pairs
}

/** Names of the indexes and params that the filters are about. */
export function filterNames(filters: Filters = []): string[] {
  return filterPairs(filters).map(([name]) => name)
}

/** The filters with one condition more, on a name that they have none on yet. */
export function withFilter(filters: Filters = [], name: string, condition: Filter): Filters {
  return isTexts(filters) ? [...filters, `${name}=${condition.text}`] : { ...filters, [name]: condition }
}

function filterPairs(filters: Filters): [string, string][] {
  if (isTexts(filters)) return filters.map(splitText)
  return Object.entries(filters).flatMap(([name, conditions]) =>
    (isList(conditions) ? conditions : [conditions]).map((condition): [string, string] => [
      name,
      isFilter(condition) ? condition.text : eq(condition).text,
    ]),
  )
}

function splitText(text: string): [string, string] {
  const at = text.indexOf('=')
  if (at > 0) return [text.slice(0, at).trim(), text.slice(at + 1).trim()]
  throw new SdkError('invalid_filter', `The filter \`${text}\` has no \`=\`; write \`Name=Eq(web1)\`.`)
}

function isTexts(filters: Filters): filters is readonly string[] {
  return Array.isArray(filters)
}

function isList(conditions: Condition | readonly Condition[]): conditions is readonly Condition[] {
  return Array.isArray(conditions)
}

function isFilter(condition: FilterValue | Filter): condition is Filter {
  return typeof condition === 'object' && condition !== null && !(condition instanceof Date)
}
