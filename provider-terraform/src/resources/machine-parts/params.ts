import { isDeepStrictEqual } from 'node:util'
import type { JsonObject } from '@metalwright/sdk/models'
import type { Connection } from '../../connection.ts'
import { bool, dynamic, string } from '../../framework/attribute.ts'
import { DiagnosticError } from '../../framework/diagnostic.ts'
import type { ObjectView } from '../../framework/object-view.ts'
import type { Resource, UpdateContext } from '../../framework/resource.ts'
import { path } from '../../values/path.ts'
import { fromJson } from '../../values/plain.ts'
import { keyIdentity } from '../identity.ts'
import { limited } from '../limited-resource.ts'
import { secretInPlain } from '../objects/object-messages.ts'
import { isObject } from '../objects/object-schema.ts'
import { isSealed } from '../objects/object-values.ts'
import type { CallLimits } from '../objects/remote-objects.ts'
import { machineKey } from './machine-key.ts'
import { presentMachine } from './present-machine.ts'

/** Note in the private state: names of the params that an import names, as JSON; empty for all. */
const imported = 'imported'

/** `drp_machine_params`: several params of a machine, set in one step. */
export const machineParamsResource: Resource<Connection> = limited({
  typeName: 'drp_machine_params',
  subject: 'set of machine parameters',
  identity: keyIdentity,
  schema: {
    description:
      'Several parameters of a machine, set in one step. Only those given are looked after: others on the machine are left alone.',
    attributes: {
      machine: machineKey,
      params: dynamic({
        required: true,
        description: 'Parameters by name, with values of any type. For secret ones use `drp_machine_param`.',
        validators: [isObject],
      }),
      adopt_existing: bool({
        optional: true,
        description: 'Take over parameters that have other values already instead of failing. Default false.',
      }),
      id: string({ computed: true, keepPrior: true, description: 'UUID of the machine.' }),
    },
  },
  async create(context, limits) {
    const { connection, planned } = context
    const machine = await presentMachine(connection, planned.string('machine') ?? '', limits)
    const wanted = paramsOf(planned)
    const rivals = Object.keys(wanted).filter(
      (name) => Object.hasOwn(machine.Params, name) && !isDeepStrictEqual(machine.Params[name], wanted[name]),
    )
    if (rivals.length > 0 && planned.bool('adopt_existing') !== true) {
      throw new DiagnosticError(
        'Parameters are set already',
        `Machine "${machine.Name}" has other values for ${rivals.join(', ')}. Import them: terraform import drp_machine_params.NAME '${machine.Uuid}/${rivals.join(',')}'. Or set adopt_existing = true.`,
        { path: path('params') },
      )
    }
    await write(connection, {}, wanted, machine.Uuid, limits)
    return { id: machine.Uuid }
  },
  async read({ connection, state, privateState }, limits) {
    const key = state.string('id') ?? ''
    const machine = await (await connection.objects()).machines.get(key, limits)
    if (machine === null) return null
    const named = privateState.get(imported)
    privateState.delete(imported)
    const before = paramsOf(state)
    const all: readonly unknown[] = named === undefined ? Object.keys(before) : JSON.parse(named)
    const names = all.length > 0 ? all.map(String) : Object.keys(machine.Params)
    const found = Object.entries(machine.Params).filter(
      ([name, value]) => names.includes(name) && !isSealed(value),
    )
    // Without any of them there is nothing left of it.
    if (found.length === 0 && Object.keys(before).length > 0) return null
    const params = Object.fromEntries(found)
    return {
      machine: machine.Uuid,
      ...(isDeepStrictEqual(params, before) ? {} : { params: fromJson(params) }),
    }
  },
  async update({ connection, prior, planned }: UpdateContext<Connection>, limits) {
    await write(connection, paramsOf(prior), paramsOf(planned), planned.string('id') ?? '', limits)
    return {}
  },
  async delete({ connection, state }, limits) {
    const { machines } = await connection.objects()
    const key = state.string('id') ?? ''
    if ((await machines.get(key, limits)) !== null) await write(connection, paramsOf(state), {}, key, limits)
  },
  async import({ connection, id, signal, privateState }) {
    const slash = id.indexOf('/')
    const key = slash < 0 ? id : id.slice(0, slash)
    const machine = await presentMachine(connection, key, { signal })
    privateState.set(imported, JSON.stringify(slash < 0 ? [] : id.slice(slash + 1).split(',')))
    return { id: machine.Uuid }
  },
})

function paramsOf(view: ObjectView): JsonObject {
  return JSON.parse(JSON.stringify(view.json('params') ?? {}))
}

/** Sets what is wanted and takes off what was ours. @throws DiagnosticError for a secret in plain */
async function write(
  connection: Connection,
  before: JsonObject,
  after: JsonObject,
  uuid: string,
  limits: CallLimits,
): Promise<void> {
  const remote = await connection.objects()
  const changed = Object.keys(after).filter((name) => !isDeepStrictEqual(before[name], after[name]))
  const secret = await remote.secretsAmong(changed, limits)
  if (secret.length > 0) throw secretInPlain(secret)
  await remote.machines.edit(
    uuid,
    (draft) => {
      for (const name of Object.keys(before)) if (!Object.hasOwn(after, name)) delete draft.Params[name]
      for (const [name, value] of Object.entries(after)) draft.Params[name] = value
    },
    limits,
  )
}
