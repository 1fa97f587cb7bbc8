import type { Machine } from '@metalwright/sdk/models'
import type { Connection } from '../../connection.ts'
import type { ObjectView } from '../../framework/object-view.ts'
import type { LookLimits } from './machine-claims.ts'
import { nameOf } from './machine-messages.ts'

/** Whether a Terraform object still holds its machine; if not, a sentence says why. */
export type Holding =
  | { readonly held: true; readonly machine: Machine; readonly claimId: string }
  | { readonly held: false; readonly why: string }

/** Looks whether the claim in the state is still there. */
export async function holdingOf(
  connection: Connection,
  state: ObjectView,
  limits: LookLimits,
): Promise<Holding> {
  const uuid = state.string('id') ?? ''
  const claimId = state.string('claim_id') ?? ''
  const claim = await (await connection.claims()).get(uuid, claimId, limits)
  switch (claim.state) {
    case 'held':
      return { held: true, machine: claim.machine, claimId }
    case 'gone':
      return { held: false, why: `machine ${uuid} does not exist any more` }
    case 'released':
      return { held: false, why: `${nameOf(claim.machine)} was released` }
    case 'foreign':
      return { held: false, why: `${nameOf(claim.machine)} is held by another claim, owner "${claim.owner}"` }
  }
}
