import type { Machine } from '@metalwright/sdk/models'
import { EffectiveParams } from '../params/effective-params.ts'
import type { Session } from '../session.ts'

/**
 * Context a machine is in unless its task list says otherwise (param `BaseContext`, DRP v4): its task lists begin
 * there, and the entry `context:` goes back there. Empty when the machine runs its tasks itself.
 */
export async function baseContext(session: Session, machine: Machine): Promise<string> {
  const value = await new EffectiveParams(session, machine).get('BaseContext')
  return typeof value === 'string' ? value : ''
}
