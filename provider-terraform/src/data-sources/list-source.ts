import type { Connection } from '../connection.ts'
import { list, listOf } from '../framework/attribute.ts'
import type { DataSource } from '../framework/resource.ts'
import { keyOf } from '../resources/objects/object-values.ts'
import { selectionAttributes, selectionOf } from './selection.ts'
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
        ...selectionAttributes,
        ids: list('string', { computed: true, description: 'Keys, in order.' }),
        items: listOf(readAttributes(kind, true), { computed: true, description: `Each ${singular}.` }),
      },
    },
    async read({ connection, config, signal }) {
      const found = await (await connection.objects()).list(prefix, selectionOf(config), { signal })
      return {
        ids: found.map((object) => keyOf(kind, object)),
        items: found.map((object) => new Map(Object.entries(readValues(kind, object, true)))),
      }
    },
  }
}
