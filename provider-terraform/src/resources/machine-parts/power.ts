import type { Connection } from '../../connection.ts'
import { bool, dynamic, string } from '../../framework/attribute.ts'
import { DiagnosticError } from '../../framework/diagnostic.ts'
import type { Changes } from '../../framework/object-view.ts'
import type { CreateContext, Resource } from '../../framework/resource.ts'
import { oneOf } from '../../framework/validator.ts'
import { equalValues } from '../../values/equal.ts'
import { path } from '../../values/path.ts'
import { keyIdentity } from '../identity.ts'
import { limited } from '../limited-resource.ts'
import type { CallLimits } from '../objects/remote-objects.ts'
import { machineKey } from './machine-key.ts'
import { powerIn } from './power-status.ts'
import { presentMachine } from './present-machine.ts'

/** How often, and how many milliseconds apart, a plugin is looked for: one that was just made is still starting. */
const OFFER_TRIES = 16
const OFFER_PAUSE_MS = 500

/** Actions of plugins for what can be asked for. */
const commands = { on: 'poweron', off: 'poweroff', cycle: 'powercycle' } as const

/** `drp_machine_power`: the power of a machine, by the actions of a plugin. */
export const machinePowerResource: Resource<Connection> = limited({
  typeName: 'drp_machine_power',
  subject: 'machine',
  identity: keyIdentity,
  schema: {
    description:
      'Switches a machine by the actions `poweron`, `poweroff` and `powercycle` of a plugin such as that for IPMI or Redfish. Destroy leaves the power as it is.',
    attributes: {
      machine: machineKey,
      state: string({
        required: true,
        description:
          '`on`, `off`, or `cycle`: off and on again, when the resource is made and when `state` or `triggers` change.',
        validators: [oneOf('on', 'off', 'cycle')],
      }),
      triggers: dynamic({
        optional: true,
        description: 'Any value; a change of it switches again.',
      }),
      plugin: string({
        optional: true,
        description: 'Plugin to ask; any that offers the action by default.',
      }),
      wait: bool({
        optional: true,
        description:
          'Wait until the machine has the power asked for, where a plugin offers `powerstatus`. Default true.',
      }),
      power: string({
        computed: true,
        description: '`on` or `off`, as seen last; empty where no plugin offers `powerstatus`.',
      }),
      id: string({ computed: true, keepPrior: true, description: 'UUID of the machine.' }),
    },
  },
  async create(context, limits) {
    const machine = await presentMachine(context.connection, context.planned.string('machine') ?? '', limits)
    return { id: machine.Uuid, power: await switchPower(context, machine.Uuid, limits) }
  },
  async read({ connection, state }, limits): Promise<Changes | null> {
    const key = state.string('id') ?? ''
    const { machines } = await connection.objects()
    if ((await machines.get(key, limits)) === null) return null
    const power = await powerOf(connection, key, state.string('plugin'), limits)
    const before = state.string('state')
    // Without a state it was imported.
    const wanted = before === 'cycle' || power === '' ? (before ?? 'on') : power
    return { machine: key, power, state: wanted }
  },
  async update(context, limits) {
    const { planned, prior } = context
    const same = ['state', 'triggers'].every((name) =>
      equalValues(prior.type.attributes.get(name) ?? 'dynamic', prior.get(name), planned.get(name)),
    )
    if (same) return { power: prior.string('power') ?? '' }
    return { power: await switchPower(context, planned.string('id') ?? '', limits) }
  },
  async delete() {
    // Nobody knows what the power was before.
  },
  async import({ connection, id, signal }) {
    return { id: (await presentMachine(connection, id, { signal })).Uuid }
  },
})

/** Switches a machine and gives the power that it has then. */
async function switchPower(
  { connection, planned }: CreateContext<Connection>,
  uuid: string,
  limits: CallLimits,
): Promise<string> {
  const { machines } = await connection.objects()
  const plugin = planned.string('plugin')
  const state = planned.string('state')
  const command = commands[state === 'off' || state === 'cycle' ? state : 'on']
  await refuseWithout(connection, uuid, command, limits)
  const wanted = state === 'off' ? 'off' : 'on'
  const present = state === 'cycle' ? '' : await powerOf(connection, uuid, plugin, limits)
  if (present === wanted) return wanted
  await machines.run({ prefix: 'machines', key: uuid, command, plugin, params: {} }, limits)
  for (;;) {
    const power = await powerOf(connection, uuid, plugin, limits)
    if (power === wanted || power === '' || planned.bool('wait') === false) return power
    await connection.pace.sleep(Math.min(connection.pollMs, 2_000), limits.signal)
  }
}

/** The power of a machine; empty where it cannot be learnt. */
async function powerOf(
  connection: Connection,
  uuid: string,
  plugin: string | null,
  limits: CallLimits,
): Promise<string> {
  const { machines } = await connection.objects()
  const command = 'powerstatus'
  if (!(await machines.offers(uuid, command, limits))) return ''
  return powerIn(await machines.run({ prefix: 'machines', key: uuid, command, plugin, params: {} }, limits))
}

async function refuseWithout(
  connection: Connection,
  uuid: string,
  command: string,
  limits: CallLimits,
): Promise<void> {
  const { machines } = await connection.objects()
  for (let tries = 0; tries < OFFER_TRIES; tries += 1) {
    if (await machines.offers(uuid, command, limits)) return
    await connection.pace.sleep(OFFER_PAUSE_MS, limits.signal)
  }
  throw new DiagnosticError(
    'No plugin can switch the machine',
    `No plugin at ${connection.endpoint} offers ${command} on machine ${uuid}. Set up a plugin for its BMC (drp_plugin), and the parameters it needs on the machine, such as ipmi/address.`,
    { path: path('machine') },
  )
}
