import type { JsonValue } from '../models/json.ts'
import type { Machine } from '../models/machine.ts'
import type { PoolRequest } from '../models/pool-request.ts'
import { formatPointer, type TestOperation } from '../patch/index.ts'
import { ApiError, backOff, ConflictError, NotFoundError, ValidationError } from '../transport/index.ts'
import { changed, restored } from './change.ts'
import type { ClaimState } from './claim.ts'
import { ClaimFailedError, ClaimLockedError, ClaimLostError } from './claim-errors.ts'
import type { ClaimsClient } from './claims-client.ts'
import { mayHaveHappened } from './lost-answer.ts'
import {
  CLAIM_KEY,
  CLAIM_OWNER,
  CLAIM_QUARANTINE,
  CLAIM_RESTORE,
  marksOn,
  ownParam,
  textParam,
} from './mark.ts'
import { type ParamSetting, paramsOfSetting } from './settings-params.ts'
import { type WaitOptions, type WaitPorts, waitForMachine } from './wait.ts'

/** What releasing does besides giving the machine back. */
export interface ReleaseOptions {
  /** Workflow instead of the pool's own. */
  readonly workflow?: string | undefined
  /** Profiles the claim has added. */
  readonly removeProfiles?: readonly string[] | undefined
  /** Params the claim has added. */
  readonly removeParameters?: readonly string[] | undefined
  /** Settings the claim has made, whose params are taken off. */
  readonly removeSettings?: readonly ParamSetting[] | undefined
  /** Profiles for the workflow that takes the machine back. */
  readonly addProfiles?: readonly string[] | undefined
  /** Params for the workflow that takes the machine back. */
  readonly addParameters?: Readonly<Record<string, JsonValue>> | undefined
  /** Switch the machine off once it is free, by its action `poweroff`. Waits for that. `none` by default. */
  readonly power?: 'off' | 'none' | undefined
  /** Release it also in a state that the server refuses to release otherwise, and when it is locked. */
  readonly force?: boolean | undefined
  /** Keep the machine from being handed out again, for this reason. */
  readonly quarantine?: string | undefined
  /**
   * When the machine cannot be cleaned, keep it from being handed out and take the release as done, instead of
   * failing.
   */
  readonly quarantineOnFailure?: boolean | undefined
  /** Wait until the machine is free; left out, it goes on by itself. */
  readonly wait?: Omit<WaitOptions, 'until'> | undefined
  readonly signal?: AbortSignal | undefined
}

/** What a release needs of its claim. */
export interface ReleaseParts {
  readonly client: ClaimsClient
  readonly ports: WaitPorts
  readonly look: () => Promise<ClaimState>
  /** Whether the server itself keeps machines with param `claim/quarantine` from being handed out. */
  readonly honoursQuarantine: () => Promise<boolean>
}

/** How often a release is sent whose answer was lost. */
const ATTEMPTS = 4
/** Longest reason that is stored with a quarantine, in characters. */
const REASON = 500
/** Longest wait before a machine is switched off or stopped from being handed out, in milliseconds. */
const PATIENCE_MS = 3600_000

/** Gives a machine back; see `Claims.release`. */
export async function releaseMachine(
  uuid: string,
  claimId: string,
  options: ReleaseOptions,
  parts: ReleaseParts,
): Promise<void> {
  const { client, ports } = parts
  const outcome = await sent(claimId, options, parts)
  if (outcome === 'not-held') return
  const stops = options.quarantine !== undefined && !(await parts.honoursQuarantine())
  const switchesOff = options.power === 'off' && outcome === 'sent'
  const wait = options.wait ?? (stops || switchesOff ? { timeoutMs: PATIENCE_MS } : undefined)
  if (wait === undefined) return
  try {
    const machine = await waitForMachine(client, uuid, { ...wait, until: 'Free' }, ports, claimId)
    if (machine.PoolStatus !== 'Free') return
    if (stops) await stopped(client, uuid, options.signal)
    if (switchesOff) await client.machines.run(uuid, 'poweroff', {}, { signal: options.signal })
  } catch (error) {
    if (error instanceof ClaimLostError) return
    if (!(error instanceof ClaimFailedError) || !options.quarantineOnFailure) throw error
    await quarantined(client, error.machine, error.message, ports, options.signal)
  }
}

/** What became of a release: it was sent now, it had been before, or the claim holds the machine no more. */
type Outcome = 'sent' | 'was-sent' | 'not-held'

/** Sends the release until its outcome is known. */
async function sent(
  claimId: string,
  options: ReleaseOptions,
  { client, ports, look }: ReleaseParts,
): Promise<Outcome> {
  const { signal, force } = options
  for (let attempt = 1; ; attempt += 1) {
    const claim = await look()
    if (claim.state === 'gone' || claim.state === 'foreign') return 'not-held'
    if (claim.state === 'released') return attempt > 1 ? 'sent' : 'was-sent'
    if (claim.machine.Locked && !force) throw new ClaimLockedError(claim.machine, 'released')
    try {
      await restore(client, claim.machine, claimId, signal)
      const body = requestBody(claim.machine, claimId, options, ports)
      await client.pools.release(claim.machine.Pool, body, { idempotent: true, signal, force })
      return 'sent'
    } catch (error) {
      signal?.throwIfAborted()
      // Whether it was released meanwhile is seen by looking again.
      const unclear =
        mayHaveHappened(error) || error instanceof ConflictError || error instanceof NotFoundError
      if (!unclear || attempt === ATTEMPTS) throw error
      await ports.clock.sleep(backOff(attempt, { maxWaitMs: 5_000, random: ports.random }), signal)
    }
  }
}

/** Gives the machine its old name, description and annotations back, and unlocks it. */
async function restore(
  client: ClaimsClient,
  machine: Machine,
  claimId: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (!machine.Locked && ownParam(machine, CLAIM_RESTORE) === null) return
  const options = { tests: heldBy(claimId), signal }
  try {
    await client.machines.edit(machine.Uuid, (current) => restored(changed(current, {})), options)
  } catch (error) {
    // Somebody else has the old name by now. A machine must be given back all the same.
    if (!(error instanceof ValidationError)) throw error
    await client.machines.edit(
      machine.Uuid,
      (current) => ({ ...restored(changed(current, {})), Name: current.Name }),
      options,
    )
  }
}

/** What must hold for a change to a machine that a claim holds; a claim without a key has no mark to test. */
export function heldBy(claimId: string): TestOperation[] {
  if (claimId === '') return [{ op: 'test', path: '/PoolAllocated', value: true }]
  return [{ op: 'test', path: formatPointer(['Params', CLAIM_KEY]), value: claimId }]
}

function requestBody(
  machine: Machine,
  claimId: string,
  options: ReleaseOptions,
  ports: WaitPorts,
): PoolRequest {
  const { workflow, removeProfiles = [], addProfiles = [], quarantine } = options
  const added = { ...options.addParameters }
  if (quarantine !== undefined) {
    added[CLAIM_QUARANTINE] = quarantineOf(machine, quarantine, ports)
  }
  const { removeParameters = [], removeSettings = [] } = options
  const removed = [...removeParameters, ...removeSettings.flatMap(paramsOfSetting)]
  const own = removed.filter((name) => !Object.hasOwn(added, name))
  const body: PoolRequest = {
    'pool/machine-list': [machine.Uuid],
    'pool/remove-parameters': [...new Set([...marksOn(machine), ...own])],
  }
  if (claimId !== '') body['pool/claim-key'] = claimId
  if (workflow) body['pool/workflow'] = workflow
  if (removeProfiles.length > 0) body['pool/remove-profiles'] = [...removeProfiles]
  if (addProfiles.length > 0) body['pool/add-profiles'] = [...addProfiles]
  if (Object.keys(added).length > 0) body['pool/add-parameters'] = added
  return body
}

function quarantineOf(machine: Machine, reason: string, { clock }: WaitPorts): JsonValue {
  const owner = textParam(machine, CLAIM_OWNER)
  return { reason: reason.slice(0, REASON), owner, time: new Date(clock.now()).toISOString() }
}

/** Marks a machine that cannot be cleaned, so that it is not handed out when it is free one day. */
async function quarantined(
  client: ClaimsClient,
  machine: Machine,
  reason: string,
  ports: WaitPorts,
  signal: AbortSignal | undefined,
): Promise<void> {
  const mark = quarantineOf(machine, reason, ports)
  const change = (current: Machine) => ({
    ...current,
    Params: { ...current.Params, [CLAIM_QUARANTINE]: mark },
  })
  await client.machines.edit(machine.Uuid, change, { signal })
}

/** Keeps a free machine from being handed out by a server that does not know of quarantine. */
async function stopped(client: ClaimsClient, uuid: string, signal: AbortSignal | undefined): Promise<void> {
  const tests: TestOperation[] = [{ op: 'test', path: '/PoolStatus', value: 'Free' }]
  try {
    await client.machines.edit(uuid, (machine) => ({ ...machine, Runnable: false }), { tests, signal })
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
  }
}
