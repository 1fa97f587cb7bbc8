import type { Connection } from '../connection.ts'
import { list, listOf, number, string } from '../framework/attribute.ts'
import type { DataSource } from '../framework/resource.ts'
import { each, wholeBetween } from '../framework/validator.ts'
import { keyOf } from '../resources/objects/object-values.ts'
import { filterText } from './filter-text.ts'
import type { SourceKind } from './source-kinds.ts'
import { readAttributes, readValues } from './source-values.ts'

/** The data source that lists objects of a kind. */
export function listSource(typeName: string, { kind }: SourceKind): DataSource<Connection> {
  const { prefix, singular } = kind.model
  return {
    typeName,
    schema: {
      description: `Lists the ${prefix} that match all filters. ${kind.description}`,
      attributes: {
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
        ids: list('string', { computed: true, description: 'Keys, in order.' }),
        items: listOf(readAttributes(kind, true), { computed: true, description: `Each ${singular}.` }),
      },
    },
    async read({ connection, config, signal }) {
      const selection = {
        filters: config.strings('filters') ?? [],
        sort: config.string('sort') ?? undefined,
        limit: config.number('limit') ?? undefined,
      }
      const found = await (await connection.objects()).list(prefix, selection, { signal })
      return {
        ids: found.map((object) => keyOf(kind, object)),
        items: found.map((object) => new Map(Object.entries(readValues(kind, object, true)))),
      }
    },
  }
}
