import { objectModels } from '@metalwright/sdk/kinds'
import type { Connection } from '../connection.ts'
import { dynamic, string } from '../framework/attribute.ts'
import { DiagnosticError } from '../framework/diagnostic.ts'
import type { DataSource } from '../framework/resource.ts'
import { matches } from '../framework/validator.ts'
import { path } from '../values/path.ts'
import { fromJson } from '../values/plain.ts'
import { paramSelectionAttributes, selectionAttributes, selectionOf } from './selection.ts'

/** `drp_objects`: objects of any kind as the API gives them. */
export const objectsSource: DataSource<Connection> = {
  typeName: 'drp_objects',
  schema: {
    description:
      'Lists objects of any kind just as the API gives them, with the names of the API: for what no other data source shows, and for kinds of newer servers. Secrets come sealed.',
    attributes: {
      prefix: string({
        required: true,
        description: 'Path of the kind in the API, such as `machines`.',
        validators: [matches(/^[a-z][a-z_]*$/, 'the path of a kind, such as machines')],
      }),
      ...selectionAttributes,
      ...paramSelectionAttributes,
      items: dynamic({ computed: true, description: 'The objects.' }),
    },
  },
  async read({ connection, config, signal }) {
    const prefix = config.string('prefix') ?? ''
    const { any } = await connection.objects()
    if (!Object.hasOwn(objectModels, prefix) && !(await any.knows(prefix, { signal }))) {
      throw new DiagnosticError(
        'There is no such kind',
        `${connection.endpoint} has no objects of ${prefix}. Check the spelling, and whether the server is new enough.`,
        { path: path('prefix') },
      )
    }
    const found = await any.list(prefix, selectionOf(config, true), { signal })
    return { items: fromJson(found.map(({ Secret: _secret, ...shown }) => shown)) }
  },
}
