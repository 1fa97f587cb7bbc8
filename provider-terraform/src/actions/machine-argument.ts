import type { Machine } from '@metalwright/sdk/models'
import type { Connection } from '../connection.ts'
import { type Attribute, string } from '../framework/attribute.ts'
import { parseDuration } from '../framework/duration.ts'
import type { ObjectView } from '../framework/object-view.ts'
import { duration, matches } from '../framework/validator.ts'
import { presentMachine } from '../resources/machine-parts/present-machine.ts'
import type { CallLimits } from '../resources/objects/remote-objects.ts'

/** The argument that names the machine an action is done to. */
export const machineArgument: Attribute = string({
  required: true,
  description: 'UUID of the machine, or `Name:x`.',
  validators: [matches(/^\S+$/, 'a UUID or Name:x')],
})

/** The machine of that argument. @throws DiagnosticError when there is none */
export function machineOf(connection: Connection, config: ObjectView, limits: CallLimits): Promise<Machine> {
  return presentMachine(connection, config.string('machine') ?? '', limits)
}

/** The argument that limits how long an action may take. */
export function timeoutArgument(usual: string): Attribute {
  return string({
    optional: true,
    description: `Longest time, such as \`90m\`. Default \`${usual}\`.`,
    validators: [duration],
  })
}

/** Milliseconds that argument `timeout` allows. */
export function timeoutOf(config: ObjectView, usual: string): number {
  return parseDuration(config.string('timeout') ?? usual) ?? 0
}
