import type { Machine } from '@metalwright/sdk/models'
import type { Connection } from '../../connection.ts'
import { DiagnosticError } from '../../framework/diagnostic.ts'
import { path } from '../../values/path.ts'
import type { CallLimits } from '../objects/remote-objects.ts'

/** The machine of an argument. @throws DiagnosticError when there is none */
export async function presentMachine(
  connection: Connection,
  key: string,
  limits: CallLimits,
): Promise<Machine> {
  const { machines } = await connection.objects()
  return (await machines.get(key, limits)) ?? noMachine(connection, key)
}

function noMachine(connection: Connection, key: string): never {
  throw new DiagnosticError(
    'There is no such machine',
    `No machine "${key}" is visible at ${connection.endpoint}. Check the UUID and the rights of the user.`,
    { path: path('machine') },
  )
}
