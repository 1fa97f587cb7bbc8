import type { JsonObject } from '@metalwright/sdk/models'
import type { Connection } from '../connection.ts'
import { string } from '../framework/attribute.ts'
import type { ObjectView } from '../framework/object-view.ts'
import { matches } from '../framework/validator.ts'
import { missing } from './missing.ts'

/** The argument of data sources that are about one machine. */
export const machineAttribute = string({
  required: true,
  description: 'UUID of the machine, or `Name:x`.',
  validators: [matches(/^\S+$/, 'a UUID or Name:x')],
})

/** The machine that argument `machine` names. @throws DiagnosticError when there is none */
export async function theMachine(
  connection: Connection,
  config: ObjectView,
  signal: AbortSignal,
): Promise<{ readonly uuid: string; readonly machine: JsonObject }> {
  const key = config.string('machine') ?? ''
  const machine = await (await connection.objects()).get('machines', key, { signal })
  if (machine === null) throw missing('machine', 'machine', key, connection.endpoint)
  return { uuid: String(machine['Uuid'] ?? ''), machine }
}
