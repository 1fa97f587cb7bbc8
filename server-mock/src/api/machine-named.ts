import type { Machine } from '@metalwright/sdk/models'
import { notFound } from '../objects/problem.ts'
import type { Session } from '../objects/session.ts'
import type { Call } from './route.ts'

/** The machine that `:key` of a call's path names, by UUID or an index such as `Name:x`. @throws Problem 404 */
export async function machineNamed(session: Session, { path }: Pick<Call, 'path'>): Promise<Machine> {
  const segment = path['key'] ?? ''
  const machine = await session.get('machines', await session.resolve('machines', segment))
  if (machine === undefined) throw notFound('machines', segment)
  return machine
}
