import type { CatalogueEntry } from '../models/catalogue.ts'
import { SdkError } from '../transport/index.ts'
import { gt } from './filter.ts'
import { filterNames, type ListQuery, withFilter } from './list-query.ts'

/** What to go through: a list without an order or a part of its own, and how much of it to fetch at a time. */
export interface IterateQuery extends Omit<ListQuery, 'offset' | 'limit' | 'sort' | 'reverse'> {
  /** Objects per call, 200 by default. */
  readonly pageSize?: number | undefined
}

/**
 * Goes through a list in order of the key, page by page. Each page begins after the last key of the one before,
 * so what is created or deleted meanwhile moves nothing: every object that is there all the time comes exactly
 * once, one that comes or goes meanwhile at most once.
 *
 * A query that filters by the key itself leaves no index to page by (conditions on one name are alternatives);
 * its result is fetched in one call.
 *
 * @throws SdkError `unexpected_answer` when the server does not go on after a key
 */
export async function* keyPages<Item>(
  entry: CatalogueEntry,
  query: IterateQuery,
  list: (query: ListQuery) => Promise<readonly Item[]>,
  keyOf: (item: Item) => string,
): AsyncGenerator<Item, void, undefined> {
  const { pageSize = 200, ...wanted } = query
  const index = cursorIndex(entry, query)
  if (index === undefined) {
    yield* await list(wanted)
    return
  }
  let filters = wanted.filters
  let previous = new Set<string>()
  for (;;) {
    const page = await list({ ...wanted, filters, sort: index, limit: pageSize })
    const given = new Set(page.map(keyOf))
    for (const item of page) if (!previous.has(keyOf(item))) yield item
    if (page.length < pageSize) return
    // A condition cannot hold a bracket. Going on from an earlier key fetches what is after it once more.
    const after = [...given].findLast((key) => !key.includes(')'))
    if (after === undefined || previous.has(after)) {
      const message = `The server does not list ${entry.prefix} on after a key. Use \`list\` with a larger limit.`
      throw new SdkError('unexpected_answer', message)
    }
    filters = withFilter(wanted.filters, index, gt(after))
    previous = given
  }
}

/** An index over the keys that the query has no condition on. */
function cursorIndex({ key, keyForm }: CatalogueEntry, query: IterateQuery): string | undefined {
  const used = filterNames(query.filters)
  if (!used.includes(key)) return key
  // Index `Key` of an address is its hex form, which the objects do not hold.
  return keyForm === 'text' && !used.includes('Key') ? 'Key' : undefined
}
