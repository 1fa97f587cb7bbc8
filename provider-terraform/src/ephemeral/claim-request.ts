import type { ClaimRequest } from '@metalwright/sdk/claims'
import type { JsonValue } from '@metalwright/sdk/models'
import type { Connection } from '../connection.ts'
import { parseDuration } from '../framework/duration.ts'
import type { ObjectView } from '../framework/object-view.ts'
import type { Claim } from '../resources/machine/machine-claims.ts'
import type { ClaimNote } from './claim-note.ts'

/** What a configuration asks for. */
export function requestOf(config: ObjectView, connection: Connection): ClaimRequest {
  const expiresAfterMs = parseDuration(config.string('expires_after') ?? '')
  return {
    pool: config.string('pool') ?? connection.defaultPool,
    claimKey: config.string('claim_key') ?? connection.pace.newKey(),
    owner: connection.claimOwner ?? 'terraform',
    filters: config.strings('filters') ?? [],
    machine: config.string('machine') ?? undefined,
    workflow: config.string('allocate_workflow') ?? undefined,
    addProfiles: config.strings('add_profiles') ?? [],
    addParameters: parametersOf(config),
    authorizedKeys: config.strings('authorized_keys') ?? [],
    ...(expiresAfterMs === undefined ? {} : { expiresAt: after(expiresAfterMs) }),
  }
}

function parametersOf(config: ObjectView): Readonly<Record<string, JsonValue>> {
  const given = config.json('add_parameters')
  return given === null ? {} : JSON.parse(JSON.stringify(given))
}

/** What closing the claim of a configuration needs. */
export function noteOf(config: ObjectView, claim: Claim): ClaimNote {
  return {
    uuid: claim.machine.Uuid,
    claimId: claim.claimId,
    workflow: config.string('deallocate_workflow') ?? undefined,
    removeProfiles: config.strings('add_profiles') ?? [],
    removeParameters: Object.keys(parametersOf(config)),
    wait: config.bool('wait_for_release') === true ? true : undefined,
    expiresAfterMs: parseDuration(config.string('expires_after') ?? ''),
  }
}

/** The time so many milliseconds from now, RFC 3339. */
export function after(milliseconds: number): string {
  return new Date(Date.now() + milliseconds).toISOString()
}

/** When to prolong what lasts so many milliseconds. */
export function halfway(milliseconds: number): Date {
  return new Date(Date.now() + Math.max(1_000, milliseconds / 2))
}
