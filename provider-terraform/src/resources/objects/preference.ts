import type { Connection } from '../../connection.ts'
import { string } from '../../framework/attribute.ts'
import { DiagnosticError } from '../../framework/diagnostic.ts'
import type { Resource } from '../../framework/resource.ts'
import type { Validator } from '../../framework/validator.ts'
import { keyIdentity } from '../identity.ts'
import { limited } from '../limited-resource.ts'

/** Note in the private state: the value before the resource was made. */
const before = 'before'

const notSecret: Validator = (value) =>
  typeof value === 'string' && /secret/i.test(value)
    ? 'Secret preferences cannot be managed: their values would be stored in plain.'
    : undefined

/** `drp_preference`: one preference of the server; destroy puts the earlier value back. */
export const preferenceResource: Resource<Connection> = limited({
  typeName: 'drp_preference',
  subject: 'preference',
  identity: keyIdentity,
  schema: {
    description: 'One preference of the server. On destroy it gets the value back that it had before.',
    attributes: {
      name: string({
        required: true,
        requiresReplace: true,
        description: 'Name, such as `defaultWorkflow`.',
        validators: [notSecret],
      }),
      value: string({ required: true, description: 'Value; numbers and flags as text.' }),
      id: string({ computed: true, keepPrior: true, description: 'Name of the preference.' }),
    },
  },
  async create({ connection, planned, privateState }, limits) {
    const remote = await connection.objects()
    const name = planned.string('name') ?? ''
    const found = (await remote.preferences(limits))[name]
    if (found !== undefined) privateState.set(before, found)
    await remote.setPreference(name, planned.string('value') ?? '', limits)
    return { id: name }
  },
  async read({ connection, state }, limits) {
    const all = await (await connection.objects()).preferences(limits)
    const name = state.string('id') ?? ''
    return Object.hasOwn(all, name) ? { name, value: all[name] ?? '' } : null
  },
  async update({ connection, planned }, limits) {
    const remote = await connection.objects()
    await remote.setPreference(planned.string('name') ?? '', planned.string('value') ?? '', limits)
    return {}
  },
  async delete({ connection, state, privateState }, limits) {
    const earlier = privateState.get(before)
    if (earlier === undefined) return
    await (await connection.objects()).setPreference(state.string('id') ?? '', earlier, limits)
  },
  async import({ connection, id, signal }) {
    const all = await (await connection.objects()).preferences({ signal })
    if (Object.hasOwn(all, id)) return { id }
    throw new DiagnosticError(
      'There is no such preference',
      `The server at ${connection.endpoint} has none called "${id}". It has: ${Object.keys(all).sort().join(', ')}.`,
    )
  },
})
