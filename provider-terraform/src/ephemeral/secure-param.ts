import type { Connection } from '../connection.ts'
import { missing } from '../data-sources/missing.ts'
import { paramOwners } from '../data-sources/params.ts'
import { bool, dynamic, string } from '../framework/attribute.ts'
import { DiagnosticError } from '../framework/diagnostic.ts'
import type { EphemeralResource } from '../framework/ephemeral-resource.ts'
import { matches, oneOf } from '../framework/validator.ts'
import { isSealed } from '../resources/objects/object-values.ts'
import { path } from '../values/path.ts'
import { fromJson } from '../values/plain.ts'

/** `drp_secure_param`: the value of a secret param. */
export const secureParamEphemeral: EphemeralResource<Connection> = {
  typeName: 'drp_secure_param',
  schema: {
    description:
      'The value of a param in plain, that of a secret one too, read for this run and stored nowhere. Needs the right `getSecure`.',
    attributes: {
      prefix: string({
        optional: true,
        description: `Kind of the object: ${paramOwners.join(', ')}. Default \`machines\`.`,
        validators: [oneOf(...paramOwners)],
      }),
      key: string({ required: true, description: 'Key of the object, or `Name:x`.' }),
      name: string({
        required: true,
        description: 'Name of the param.',
        validators: [matches(/\S/, 'the name of a param')],
      }),
      aggregate: bool({
        optional: true,
        description: 'With the values of profiles, the stage and the profile `global`. Default false.',
      }),
      value: dynamic({ computed: true, sensitive: true, description: 'The value.' }),
    },
  },
  async open({ connection, config, signal }) {
    const prefix = paramOwners.find((kind) => kind === config.string('prefix')) ?? 'machines'
    const [key, name] = [config.string('key') ?? '', config.string('name') ?? '']
    const aggregate = config.bool('aggregate') ?? false
    const system = await connection.system()
    const value = await system.plainParam(prefix, key, name, aggregate, { signal })
    if (value === undefined) throw missing('object', 'key', key, connection.endpoint)
    if (value === null) throw missing('value of the param', 'name', name, connection.endpoint)
    if (!isSealed(value)) return { changes: { value: fromJson(value) } }
    throw new DiagnosticError(
      'The param came sealed',
      `${connection.endpoint} gave ${name} of ${prefix} "${key}" as only the server can read it. Give the user the right ${prefix}:getSecure.`,
      { path: path('name') },
    )
  },
}
