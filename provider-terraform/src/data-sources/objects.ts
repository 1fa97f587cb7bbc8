import { objectModels } from '@metalwright/sdk/kinds'
import type { Prefix } from '@metalwright/sdk/models'
import type { Connection } from '../connection.ts'
import { dynamic, string } from '../framework/attribute.ts'
import { DiagnosticError } from '../framework/diagnostic.ts'
import type { DataSource } from '../framework/resource.ts'
import { oneOf } from '../framework/validator.ts'
import { path } from '../values/path.ts'
import { fromJson } from '../values/plain.ts'
import { selectionAttributes, selectionOf } from './selection.ts'

const models = Object.values(objectModels)
const prefixes: readonly Prefix[] = models.map(({ prefix }) => prefix)

/** `drp_objects`: objects of any kind as the API gives them. */
export const objectsSource: DataSource<Connection> = {
  typeName: 'drp_objects',
  schema: {
    description:
      'Lists objects of any kind just as the API gives them, with the names of the API: for what no other data source shows. Secrets come sealed.',
    attributes: {
      prefix: string({
        required: true,
        description: 'Path of the kind in the API, such as `machines`.',
        validators: [oneOf(...prefixes)],
      }),
      ...selectionAttributes,
      items: dynamic({ computed: true, description: 'The objects.' }),
    },
  },
  async read({ connection, config, signal }) {
    const prefix = prefixes.find((one) => one === config.string('prefix'))
    if (prefix === undefined) {
      throw new DiagnosticError('There is no such kind', 'Use one that the documentation names.', {
        path: path('prefix'),
      })
    }
    const found = await (await connection.objects()).list(prefix, selectionOf(config), { signal })
    return { items: fromJson(found.map(({ Secret: _secret, ...shown }) => shown)) }
  },
}
