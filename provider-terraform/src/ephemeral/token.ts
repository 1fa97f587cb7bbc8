import type { Connection } from '../connection.ts'
import { list, string } from '../framework/attribute.ts'
import { DiagnosticError } from '../framework/diagnostic.ts'
import type { EphemeralResource } from '../framework/ephemeral-resource.ts'
import { each, matches } from '../framework/validator.ts'
import { path } from '../values/path.ts'
import { expiryAttribute, lifetimeAttribute, lifetimeOf } from './lifetime.ts'

const narrowing = ['scope', 'action', 'specific'] as const

/** `drp_token`: a token of a user. */
export const tokenEphemeral: EphemeralResource<Connection> = {
  typeName: 'drp_token',
  schema: {
    description:
      'A token of a user, made for this run and stored nowhere. DRP takes no single token back: it ends with its time, or when the password of the user changes.',
    attributes: {
      user: string({
        optional: true,
        computed: true,
        description: 'User. Default: the one that the provider logs in as, when it has a user and password.',
        validators: [matches(/\S/, 'the name of a user')],
      }),
      roles: list('string', {
        optional: true,
        description:
          'Roles that it carries; all of the user by default. Servers leave out those that the user does not have.',
        validators: [each(matches(/^[^,]*[^,\s][^,]*$/, 'the name of a role'))],
      }),
      scope: string({
        optional: true,
        description: 'Kinds of objects that it is for. Servers before DRP v4 do not heed it: use `roles`.',
      }),
      action: string({ optional: true, description: 'Actions that it is for; as `scope`.' }),
      specific: string({ optional: true, description: 'Objects that it is for; as `scope`.' }),
      ttl: lifetimeAttribute,
      token: string({ computed: true, sensitive: true, description: 'The token.' }),
      expires_at: expiryAttribute,
    },
  },
  async open({ connection, config, signal, warn }) {
    const asked = narrowing.filter((name) => config.string(name) !== null)
    for (const name of asked) {
      warn(
        'The token may have more rights than asked for',
        `Servers may ignore ${name}; the token then has all rights of its roles. Set roles to one that allows no more than is needed.`,
        path(name),
      )
    }
    const { seconds, expiresAt } = lifetimeOf(config)
    const system = await connection.system()
    const user = config.string('user') ?? system.user
    if (user === null) throw whose(connection.endpoint)
    const narrow = Object.fromEntries(asked.map((name) => [name, config.string(name) ?? '']))
    const request = { user, ttlSeconds: seconds, roles: config.strings('roles'), narrow }
    const token = await system.userToken(request, { signal })
    return { changes: { user, token, expires_at: expiresAt } }
  },
}

function whose(endpoint: string): DiagnosticError {
  return new DiagnosticError(
    'It is not known for whom the token is',
    `The provider logs in at ${endpoint} with a token, which does not tell whose it is. Set user.`,
    { path: path('user') },
  )
}
