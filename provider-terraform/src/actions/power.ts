import type { Connection } from '../connection.ts'
import type { Action } from '../framework/action.ts'
import { string } from '../framework/attribute.ts'
import { DiagnosticError } from '../framework/diagnostic.ts'
import { oneOf } from '../framework/validator.ts'
import { machineArgument, machineOf, timeoutArgument, timeoutOf } from './machine-argument.ts'
import { withinTime } from './within-time.ts'

/** Actions of the plugins for power, by what is wanted. */
const commands: Readonly<Record<string, string>> = {
  on: 'poweron',
  off: 'poweroff',
  cycle: 'powercycle',
}
const usual = '5m'

/** `drp_power`: switches a machine. */
export const powerAction: Action<Connection> = {
  typeName: 'drp_power',
  schema: {
    description:
      'Switches a machine on or off, or off and on again, by a plugin that speaks to its management controller.',
    attributes: {
      machine: machineArgument,
      state: string({
        required: true,
        description: '`on`, `off` or `cycle`.',
        validators: [oneOf(...Object.keys(commands))],
      }),
      plugin: string({ optional: true, description: 'Plugin to use. Default: any that can do it.' }),
      timeout: timeoutArgument(usual),
    },
  },
  async invoke({ connection, config, signal, progress }) {
    const { machines } = await connection.objects()
    const machine = await machineOf(connection, config, { signal })
    const state = config.string('state') ?? ''
    const command = commands[state] ?? ''
    const plugin = config.string('plugin')
    if (plugin === null && !(await machines.offers(machine.Uuid, command, { signal }))) {
      throw new DiagnosticError(
        'The power of the machine cannot be switched',
        `No plugin at ${connection.endpoint} offers ${command} on ${machine.Name} (${machine.Uuid}). Set up a plugin for its management controller, and the params with its address and credentials.`,
      )
    }
    progress(`${machine.Name}: ${command}`)
    const call = { prefix: 'machines', key: machine.Uuid, command, plugin, params: {} }
    const bounds = { what: `${command} of ${machine.Name}`, timeoutMs: timeoutOf(config, usual), signal }
    await withinTime(bounds, (limited) => machines.run(call, { signal: limited }))
    progress(`${machine.Name}: done`)
  },
}
