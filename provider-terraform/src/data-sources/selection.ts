import { bool, list, number, string } from '../framework/attribute.ts'
import type { ObjectView } from '../framework/object-view.ts'
import { each, matches, wholeBetween } from '../framework/validator.ts'
import type { Selection } from '../resources/objects/remote-objects.ts'
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

/** Attributes that say which params the objects of a list show, for kinds that have some. */
export const paramSelectionAttributes = {
  params: list('string', {
    optional: true,
    description: 'Names of the params to read; all by default. Reading only some is much less to transfer.',
    validators: [each(matches(/\S/, 'the name of a param'))],
  }),
  aggregate: bool({
    optional: true,
    description: 'With the values of profiles, stages and the profile `global`. Default false.',
  }),
}

/** What a configuration says in these attributes; `hasParams` when those of params are among them. */
export function selectionOf(config: ObjectView, hasParams: boolean): Selection {
  return {
    filters: config.strings('filters') ?? [],
    sort: config.string('sort') ?? undefined,
    limit: config.number('limit') ?? undefined,
    ...(hasParams
      ? { params: config.strings('params') ?? undefined, aggregate: config.bool('aggregate') ?? undefined }
      : {}),
  }
}
