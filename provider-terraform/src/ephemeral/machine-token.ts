import type { Connection } from '../connection.ts'
import { machineAttribute, theMachine } from '../data-sources/the-machine.ts'
import { string } from '../framework/attribute.ts'
import { DiagnosticError } from '../framework/diagnostic.ts'
import type { EphemeralResource } from '../framework/ephemeral-resource.ts'
import { expiryAttribute, lifetimeAttribute, lifetimeOf } from './lifetime.ts'

/** `drp_machine_token`: a token with the rights of a machine to itself. */
export const machineTokenEphemeral: EphemeralResource<Connection> = {
  typeName: 'drp_machine_token',
  schema: {
    description:
      'A token with the rights that a machine has to itself, as its agent gets one, made for this run and stored nowhere. Needs DRP v4. Changing the secret of the machine ends it.',
    attributes: {
      machine: machineAttribute,
      ttl: lifetimeAttribute,
      uuid: string({ computed: true, description: 'UUID of the machine.' }),
      token: string({ computed: true, sensitive: true, description: 'The token.' }),
      expires_at: expiryAttribute,
    },
  },
  async open({ connection, config, signal }) {
    const { uuid } = await theMachine(connection, config, signal)
    const { seconds, expiresAt } = lifetimeOf(config)
    const token = await (await connection.system()).machineToken(uuid, seconds, { signal })
    if (token !== null) return { changes: { uuid, token, expires_at: expiresAt } }
    throw new DiagnosticError(
      'The server makes no tokens for machines',
      `${connection.endpoint} has no /machines/…/token: it is older than DRP v4. Use drp_token with a role for the machine instead.`,
    )
  },
}
