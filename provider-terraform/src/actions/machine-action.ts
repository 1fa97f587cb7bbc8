import type { JsonObject } from '@metalwright/sdk/models'
import type { Connection } from '../connection.ts'
import type { Action } from '../framework/action.ts'
import { dynamic, string } from '../framework/attribute.ts'
import { matches, type Validator } from '../framework/validator.ts'
import { DynamicValue, isMap } from '../values/value.ts'
import { machineArgument, machineOf, timeoutArgument, timeoutOf } from './machine-argument.ts'
import { withinTime } from './within-time.ts'

const usual = '5m'
/** Characters of an answer that are shown. */
const shown = 2_000

/** The value is an object of params. */
export const isParams: Validator = (value) =>
  value instanceof DynamicValue && (value.value === null || isMap(value.value))
    ? undefined
    : 'The value must be an object: names of params with their values.'

/** `drp_machine_action`: runs an action of a plugin on a machine. */
export const machineAction: Action<Connection> = {
  typeName: 'drp_machine_action',
  schema: {
    description: 'Runs an action that a plugin offers on a machine, once, and shows what the plugin answers.',
    attributes: {
      machine: machineArgument,
      command: string({
        required: true,
        description: 'The action, such as `identify`.',
        validators: [matches(/^\S+$/, 'the name of an action')],
      }),
      plugin: string({ optional: true, description: 'Plugin to use. Default: any that offers the action.' }),
      params: dynamic({
        optional: true,
        description: 'Object of params for this run; they win over those of the machine.',
        validators: [isParams],
      }),
      timeout: timeoutArgument(usual),
    },
  },
  async invoke({ connection, config, signal, progress }) {
    const { machines } = await connection.objects()
    const machine = await machineOf(connection, config, { signal })
    const command = config.string('command') ?? ''
    const params: JsonObject = JSON.parse(JSON.stringify(config.json('params') ?? {}))
    const call = { prefix: 'machines', key: machine.Uuid, command, plugin: config.string('plugin'), params }
    progress(`${machine.Name}: ${command}`)
    const bounds = { what: `${command} of ${machine.Name}`, timeoutMs: timeoutOf(config, usual), signal }
    const answer = JSON.stringify(
      await withinTime(bounds, (limited) => machines.run(call, { signal: limited })),
    )
    progress(`${machine.Name}: ${answer.length > shown ? `${answer.slice(0, shown)}…` : answer}`)
  },
}
