import type { Connection } from '../connection.ts'
import { list, listOf, string } from '../framework/attribute.ts'
import type { DataSource } from '../framework/resource.ts'
import { keyOf } from '../resources/objects/object-values.ts'
import { paramSelectionAttributes, selectionAttributes, selectionOf } from './selection.ts'
import type { SourceKind } from './source-kinds.ts'
import { readAttributes, readValues } from './source-values.ts'

/** The data source that lists objects of a kind. */
export function listSource(typeName: string, { kind }: SourceKind): DataSource<Connection> {
  const { prefix, singular, fields } = kind.model
  const hasParams = 'Params' in fields
  const hasPool = 'Pool' in fields
  return {
    typeName,
    schema: {
      description: `Lists the ${prefix} that match all filters. ${kind.description}`,
      attributes: {
        ...selectionAttributes,
        ...(hasParams ? paramSelectionAttributes : {}),
        ...(hasPool ? { pool: string({ optional: true, description: 'Only those of this pool.' }) } : {}),
        ids: list('string', { computed: true, description: 'Keys, in order.' }),
        items: listOf(readAttributes(kind, true), { computed: true, description: `Each ${singular}.` }),
      },
    },
    async read({ connection, config, signal }) {
      const selection = selectionOf(config, hasParams)
      const pool = hasPool ? config.string('pool') : null
      const filters = pool === null ? selection.filters : [`Pool=Eq(${pool})`, ...selection.filters]
      const remote = await connection.objects()
      const found = await remote.list(prefix, { ...selection, filters }, { signal })
      return {
        ids: found.map((object) => keyOf(kind, object)),
        items: found.map((object) => new Map(Object.entries(readValues(kind, object, true)))),
      }
    },
  }
}
