import type { Connection } from '../connection.ts'
import { bool, dynamic, string } from '../framework/attribute.ts'
import { DiagnosticError } from '../framework/diagnostic.ts'
import type { DataSource } from '../framework/resource.ts'
import { oneOf } from '../framework/validator.ts'
import { isSealed } from '../resources/objects/object-values.ts'
import { fromJson } from '../values/plain.ts'

/** Kinds of objects that have params. */
export const paramOwners = ['machines', 'profiles', 'stages', 'plugins', 'endpoints'] as const

/** `drp_params`: the params of an object, with those it has from elsewhere when asked for. */
export const paramsSource: DataSource<Connection> = {
  typeName: 'drp_params',
  schema: {
    description: 'Reads the parameters of a machine, profile, stage, plugin or endpoint.',
    attributes: {
      prefix: string({
        optional: true,
        description: `Kind of the object: ${paramOwners.join(', ')}. Default \`machines\`.`,
        validators: [oneOf(...paramOwners)],
      }),
      key: string({ required: true, description: 'Key of the object, or `Name:x`.' }),
      aggregate: bool({
        optional: true,
        description: 'With the values of its profiles, its stage and the profile `global`. Default false.',
      }),
      decode: bool({
        optional: true,
        description:
          'With secret values in plain, which then stand in the state; needs the right to it. Default false: they are left out.',
      }),
      values: dynamic({ computed: true, sensitive: true, description: 'Values by name.' }),
    },
  },
  async read({ connection, config, signal }) {
    const asked = config.string('prefix') ?? 'machines'
    const prefix = paramOwners.find((kind) => kind === asked) ?? 'machines'
    const key = config.string('key') ?? ''
    const view = { aggregate: config.bool('aggregate') ?? false, decode: config.bool('decode') ?? false }
    const values = await (await connection.objects()).params(prefix, key, view, { signal })
    if (values === null) {
      throw new DiagnosticError(
        'There is no such object',
        `No object "${key}" of ${prefix} is visible at ${connection.endpoint}. Check the key and the rights of the user.`,
      )
    }
    return {
      values: fromJson(Object.fromEntries(Object.entries(values).filter(([, value]) => !isSealed(value)))),
    }
  },
}
