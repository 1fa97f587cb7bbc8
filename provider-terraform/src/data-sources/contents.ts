import type { Connection } from '../connection.ts'
import { bool, listOf, map, string } from '../framework/attribute.ts'
import type { DataSource } from '../framework/resource.ts'
import { fromJson } from '../values/plain.ts'
import { isMap } from '../values/value.ts'

/** `drp_contents`: content packs and the other layers of objects. */
export const contentsSource: DataSource<Connection> = {
  typeName: 'drp_contents',
  schema: {
    description: 'Lists the content packs of the server, and its own layers.',
    attributes: {
      items: listOf(
        {
          name: string({ computed: true, description: 'Name of the pack.' }),
          version: string({ computed: true, description: 'Version of the pack.' }),
          description: string({ computed: true, description: 'One line on what it is.' }),
          source: string({ computed: true, description: 'Where it came from.' }),
          type: string({ computed: true, description: 'Kind of the layer, such as `dynamic` or `basic`.' }),
          writable: bool({ computed: true, description: 'Whether objects can be made in it.' }),
          counts: map('number', { computed: true, description: 'Number of its objects by kind.' }),
        },
        { computed: true, description: 'Each pack.' },
      ),
    },
  },
  async read({ connection, signal }) {
    const found = await (await connection.objects()).contents({ signal })
    return {
      items: found.map((content) => {
        const meta = new Map(Object.entries(Object(content['meta'])))
        const word = (name: string) => String(meta.get(name) ?? '')
        const counts = fromJson(content['Counts'] ?? {})?.value
        return new Map<string, string | boolean | ReadonlyMap<string, number>>([
          ['name', word('Name')],
          ['version', word('Version')],
          ['description', word('Description')],
          ['source', word('Source')],
          ['type', word('Type')],
          ['writable', meta.get('Writable') === true],
          [
            'counts',
            new Map([...(isMap(counts) ? counts : new Map())].map(([name, count]) => [name, Number(count)])),
          ],
        ])
      }),
    }
  },
}
