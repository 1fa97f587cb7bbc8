import type { Connection } from '../connection.ts'
import { DiagnosticError } from '../framework/diagnostic.ts'
import { parseDuration } from '../framework/duration.ts'
import type { EphemeralResource, OpenContext, Opened } from '../framework/ephemeral-resource.ts'
import type { CallContext } from '../framework/resource.ts'
import type { Claim, MachineClaims, WaitLimits } from '../resources/machine/machine-claims.ts'
import { type ClaimNote, readNote, writeNote } from './claim-note.ts'
import { after, halfway, noteOf, requestOf } from './claim-request.ts'
import { claimSchema } from './claim-schema.ts'

const usualTimeoutMs = 60 * 60_000
/** Milliseconds to send a release; it goes on by itself after that. */
const releaseWithinMs = 2 * 60_000

/** `drp_claim`: a machine for the length of one run. */
export const claimEphemeral: EphemeralResource<Connection> = {
  typeName: 'drp_claim',
  schema: claimSchema,
  open: openClaim,
  async renew({ connection, privateState, signal }) {
    const note = readNote(privateState)
    if (note?.expiresAfterMs === undefined) return undefined
    const claims = await connection.claims()
    await claims.update(note.uuid, note.claimId, { expiresAt: after(note.expiresAfterMs), signal })
    return halfway(note.expiresAfterMs)
  },
  async close(context) {
    const note = readNote(context.privateState)
    if (note === undefined) return
    await giveBack(await context.connection.claims(), note, context)
  },
}

async function openClaim(context: OpenContext<Connection>): Promise<Opened> {
  const { connection, config, signal, privateState } = context
  const claims = await connection.claims()
  const request = requestOf(config, connection)
  const claim = await claims.allocate(request, { signal })
  const note = noteOf(config, claim)
  writeNote(privateState, note)
  try {
    const prepared = await claims.prepare(claim, request, { signal })
    const machine = config.string('wait_for') === 'allocated' ? prepared : await built(claims, claim, context)
    const { Uuid: uuid, Name: name, Address, PoolStatus: status } = machine
    const address = Address === '' || Address === '0.0.0.0' ? null : Address
    const changes = { pool: request.pool, claim_id: claim.claimId, uuid, name, address, status }
    const { expiresAfterMs } = note
    return expiresAfterMs === undefined ? { changes } : { changes, renewAt: halfway(expiresAfterMs) }
  } catch (error) {
    // Nobody closes what did not open.
    await giveBack(claims, { ...note, wait: undefined }, context).catch((reason: unknown) => {
      context.warn(
        'A machine stays claimed',
        `${claim.machine.Name} (${claim.machine.Uuid}) at ${connection.endpoint} could not be given back: ${String(reason)} Release it by hand, or run again with claim_key = "${claim.claimId}".`,
      )
    })
    throw error
  }
}

async function built(claims: MachineClaims, claim: Claim, context: OpenContext<Connection>) {
  const { config, connection, signal } = context
  const limits: WaitLimits = {
    until: 'InUse',
    restarted: false,
    timeoutMs: parseDuration(config.string('timeout') ?? '') ?? usualTimeoutMs,
    setting: 'timeout',
    signal,
    onProgress: (text) => context.log(text),
  }
  const ended = await claims.wait(claim.machine.Uuid, limits)
  if (ended.outcome === 'ready') return ended.machine
  const what = `${claim.machine.Name} (${claim.machine.Uuid}) at ${connection.endpoint}`
  if (ended.outcome === 'interrupted') {
    throw new DiagnosticError('Interrupted while the machine was being built', `${what} is given back.`)
  }
  const summary =
    ended.outcome === 'failed' ? 'The build of the machine failed' : 'The machine was not ready in time'
  throw new DiagnosticError(
    summary,
    `${ended.reason}\n\n${what} is given back. Look at its pool before trying again.`,
  )
}

/**
 * Releases the machine. The user's Ctrl-C ends the wait for it to be free, but not the release: that is how runs that
 * are interrupted clean up.
 */
async function giveBack(
  claims: MachineClaims,
  note: ClaimNote,
  context: Pick<CallContext<Connection>, 'log' | 'signal'>,
): Promise<void> {
  const { uuid, claimId, workflow, removeProfiles, removeParameters } = note
  const { signal } = context
  const options = { workflow, removeProfiles, removeParameters }
  await claims.release(uuid, claimId, { ...options, signal: AbortSignal.timeout(releaseWithinMs) })
  if (note.wait !== true || signal.aborted) return
  const progress = { onProgress: (text: string) => context.log(text), signal }
  const wait = { timeoutMs: usualTimeoutMs, setting: 'wait_for_release', ...progress }
  await claims.release(uuid, claimId, { ...options, wait, signal })
}
