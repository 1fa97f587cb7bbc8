import type { Connection } from '../connection.ts'
import { map } from '../framework/attribute.ts'
import type { DataSource } from '../framework/resource.ts'

/** Preferences that hold keys: never read into a state. */
const secret = /secret/i

/** `drp_preferences`: the preferences of the server. */
export const preferencesSource: DataSource<Connection> = {
  typeName: 'drp_preferences',
  schema: {
    description: 'Reads the preferences of the server. Secret ones are left out.',
    attributes: {
      values: map('string', { computed: true, description: 'Values by name.' }),
    },
  },
  async read({ connection, signal }) {
    const all = await (await connection.objects()).preferences({ signal })
    return { values: new Map(Object.entries(all).filter(([name]) => !secret.test(name))) }
  },
}
