import type { Machine } from '@metalwright/sdk/models'
import type { Connection } from '../connection.ts'
import type { ObjectView } from '../framework/object-view.ts'
import type { PrivateState } from '../framework/private-state.ts'
import { type ClaimMark, markOf, swapMark } from './claim-mark.ts'
import type { CallLimits } from './machine-claims.ts'
import { holderNote } from './machine-create.ts'
import { nameOf } from './machine-messages.ts'

/** Whether this Terraform object still holds its machine; if not, a sentence says why. */
export type Holding =
  | { readonly held: true; readonly machine: Machine; readonly claimId: string }
  | { readonly held: false; readonly why: string }

/**
 * Looks whether the claim in the state is still there and still this object's one. An object that took part
 * in the hand-over of abandoned claims must also be the one named on the machine.
 */
export async function holdingOf(
  connection: Connection,
  state: ObjectView,
  privateState: PrivateState,
  limits: CallLimits,
): Promise<Holding> {
  const uuid = state.string('id') ?? ''
  const claimId = state.string('claim_id') ?? ''
  const claim = await connection.claims().get(uuid, claimId, limits)
  switch (claim.state) {
    case 'gone':
      return { held: false, why: `Machine ${uuid} does not exist any more` }
    case 'released':
      return { held: false, why: `The claim on ${nameOf(claim.machine)} was released` }
    case 'foreign':
      return { held: false, why: `${nameOf(claim.machine)} is claimed by "${claim.owner}"` }
    case 'held': {
      const { machine } = claim
      const holder = privateState.get(holderNote)
      const mark = markOf(machine)
      if (holder === undefined || mark === undefined || mark.holder === holder)
        return { held: true, machine, claimId }
      return {
        held: false,
        why: `${nameOf(machine)} was taken over by another run with an equal configuration`,
      }
    }
  }
}

/**
 * Confirms this object's mark, should an earlier run not have come so far. For an imported object it only
 * notes who holds the machine, since an import may be part of a plan.
 */
export async function settleMark(
  connection: Connection,
  machine: Machine,
  privateState: PrivateState,
  limits: CallLimits,
): Promise<void> {
  const mark = markOf(machine)
  if (mark === undefined) return
  const holder = privateState.get(holderNote)
  if (holder === undefined) privateState.set(holderNote, mark.holder)
  else if (!mark.confirmed && holder === mark.holder) {
    const confirmed: ClaimMark = { ...mark, confirmed: true }
    await swapMark(connection.claims(), machine.Uuid, mark, confirmed, limits)
  }
}
