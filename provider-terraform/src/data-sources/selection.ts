import { list, number, string } from '../framework/attribute.ts'
import type { ObjectView } from '../framework/object-view.ts'
import { each, wholeBetween } from '../framework/validator.ts'
import { filterText } from './filter-text.ts'

/** Attributes that say which objects a list has. */
export const selectionAttributes = {
  filters: list('string', {
    optional: true,
    description: 'DRP filters such as `Available=true`; all by default.',
    validators: [each(filterText)],
  }),
  sort: string({ optional: true, description: 'Index to sort by; the key by default.' }),
  limit: number({
    optional: true,
    description: 'List so many at most.',
    validators: [wholeBetween(0, 1_000_000)],
  }),
}

/** What a configuration says in these attributes. */
export function selectionOf(config: ObjectView) {
  return {
    filters: config.strings('filters') ?? [],
    sort: config.string('sort') ?? undefined,
    limit: config.number('limit') ?? undefined,
  }
}
