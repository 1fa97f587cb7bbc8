import type { Prefix } from '@metalwright/sdk/models'
import type { Connection } from '../connection.ts'
import { dynamic, list, number, string } from '../framework/attribute.ts'
import { DiagnosticError } from '../framework/diagnostic.ts'
import type { DataSource } from '../framework/resource.ts'
import { each, oneOf, wholeBetween } from '../framework/validator.ts'
import { objectModels } from '../resources/objects/generated/models.ts'
import { path } from '../values/path.ts'
import { fromJson } from '../values/plain.ts'
import { filterText } from './filter-text.ts'

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
    const selection = {
      filters: config.strings('filters') ?? [],
      sort: config.string('sort') ?? undefined,
      limit: config.number('limit') ?? undefined,
    }
    const found = await (await connection.objects()).list(prefix, selection, { signal })
    return { items: fromJson(found.map(({ Secret: _secret, ...shown }) => shown)) }
  },
}
