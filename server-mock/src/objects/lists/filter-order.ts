import { catalogue, type Index, type IndexKind, type JsonObject, type Prefix } from '@metalwright/sdk/models'
import { fieldValue } from '../index-values.ts'
import { type Query, refused } from './filter.ts'
import { type Comparable, compareValues, heldValues } from './filter-value.ts'

/** Whether objects can be sorted by an index: each has one value of it. */
export function isOrdered(kind: IndexKind): boolean {
  return kind !== 'list' && kind !== 'network' && kind !== 'range'
}

/** Index of a prefix by its name in a query. */
export function indexNamed(prefix: Prefix, name: string): Index | undefined {
  const { indexes } = catalogue[prefix]
  return Object.entries(indexes).find(([known]) => known === name)?.[1]
}

/**
 * Objects in the order of the query: each index sorts stably, so the last one named counts most.
 *
 * @throws Problem 406 `Not sortable: x`
 */
export function sorted(bodies: readonly JsonObject[], prefix: Prefix, query: Query): JsonObject[] {
  let result = [...bodies]
  for (const name of query.sort) {
    const index = indexNamed(prefix, name)
    if (index === undefined || !isOrdered(index.kind)) throw refused(prefix, `Not sortable: ${name}`)
    const keyed = result.map((body): [JsonObject, Comparable | undefined] => [
      body,
      heldValues(index, fieldValue(body, index.field))[0],
    ])
    result = keyed.sort(([, a], [, b]) => compareValues(a, b)).map(([body]) => body)
  }
  return query.reverse ? result.reverse() : result
}
