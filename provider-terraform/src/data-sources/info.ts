import type { Connection } from '../connection.ts'
import { dynamic, list, number, string } from '../framework/attribute.ts'
import type { DataSource } from '../framework/resource.ts'
import { fromJson } from '../values/plain.ts'

/** `drp_info`: what the server is and can do. */
export const infoSource: DataSource<Connection> = {
  typeName: 'drp_info',
  schema: {
    description: 'What the server is and can do.',
    attributes: {
      id: string({ computed: true, description: 'Id of the server.' }),
      version: string({ computed: true, description: 'Version.' }),
      arch: string({ computed: true, description: 'Architecture that it runs on.' }),
      os: string({ computed: true, description: 'Operating system that it runs on.' }),
      address: string({ computed: true, description: 'Its address that faces this client.' }),
      api_port: number({ computed: true, description: 'Port of the API.' }),
      file_port: number({ computed: true, description: 'Port of the files.' }),
      features: list('string', { computed: true, description: 'Features, such as `embedded-pool`.' }),
      all: dynamic({ computed: true, description: 'Everything that the server says, by its own names.' }),
    },
  },
  async read({ connection, signal }) {
    const info = await (await connection.objects()).info({ signal })
    const word = (name: string) => String(info[name] ?? '')
    const { features } = info
    return {
      ...Object.fromEntries(['id', 'version', 'arch', 'os', 'address'].map((name) => [name, word(name)])),
      api_port: Number(info['api_port'] ?? 0),
      file_port: Number(info['file_port'] ?? 0),
      features: Array.isArray(features) ? features.map(String) : [],
      all: fromJson(info),
    }
  },
}
