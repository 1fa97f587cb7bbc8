import type { Claim, ClaimRecovery, ClaimRequest, RecoveredClaim } from '@metalwright/sdk/claims'
import type { Machine } from '@metalwright/sdk/models'
import { codeOf, explain } from '../../explain.ts'
import { InitFailedError } from '../../plugin/init-failed-error.ts'
import type { Created, CreateRequest } from '../../plugin/provider.ts'
import type { Api } from '../../sdk/api.ts'
import type { PropertyMap } from '../../values/value.ts'
import type { ResourceContext } from '../resource.ts'
import { claimIdentity, type MachineInputs, machineInputs, OWNER, URN_PARAM } from './machine-inputs.ts'
import { type Holding, machineOutputs } from './machine-outputs.ts'
import { lastSeen, type Waited, waitForMachine } from './machine-wait.ts'
import type { Recoveries } from './recoveries.ts'

/**
 * Claims a machine and waits for it. From the claim on, every way out leaves the machine in the state: by the answer
 * while this process lives, by the recovery of claims in the next run when it is killed.
 */
export async function createMachine(
  request: CreateRequest,
  context: ResourceContext,
  recoveries: Recoveries,
): Promise<Created> {
  const { inputs, urn } = request
  const api = await context.connection.api()
  const wanted = machineInputs(inputs)
  const recovery = recoveries.of(api)
  const asked = { ...wanted.claim, owner: OWNER }
  const claim = await claimMachine(recovery, wanted, asked, urn, context)
  const lease = recovery.hold(claim)
  const signal = AbortSignal.any([context.signal, lease.lost])
  const ended = await build(api, claim, asked, wanted, request, context, signal).then(
    (waited) => ({ waited }),
    (error: unknown) => ({ error }),
  )
  const held = await lease.confirm().catch(() => true)
  if (!held) {
    throw new Error(
      `Machine ${claim.machine.Name} (${claim.machine.Uuid}) was released or taken over while it was being built. Nothing is left to store: run "pulumi up" again. [claim_lost]`,
    )
  }
  if ('error' in ended) {
    if (codeOf(ended.error) === 'claim_lost') throw ended.error
    const machine = await lastSeen(api, claim)
    throw await partial(api, machine, newly(inputs, claim), explain(ended.error).message)
  }
  return settled(api, claim, ended.waited, wanted, inputs, context)
}

/** The machine of a run that was killed, else a new claim. */
async function claimMachine(
  recovery: ClaimRecovery,
  wanted: MachineInputs,
  { claimKey, ...request }: ClaimRequest,
  urn: string,
  context: ResourceContext,
): Promise<RecoveredClaim> {
  const timeoutMs = wanted.waitForCapacityMs
  const waitForCapacity =
    timeoutMs === undefined ? undefined : { timeoutMs, onProgress: (text: string) => context.status(text) }
  const claim = await recovery.claim(
    { request, claimKey, identity: claimIdentity(wanted.claim), label: { parameter: URN_PARAM, text: urn } },
    { signal: context.signal, waitForCapacity },
  )
  if (claim.origin === 'recovered') {
    const { Name, Uuid } = claim.machine
    context.log('info', `Machine ${Name} (${Uuid}) of a run that was cut off is taken over.`)
  }
  return claim
}

async function build(
  api: Api,
  claim: Claim,
  asked: ClaimRequest,
  wanted: MachineInputs,
  { timeoutMs }: CreateRequest,
  context: ResourceContext,
  signal: AbortSignal,
): Promise<Waited> {
  const { Name, Uuid, PoolStatus } = claim.machine
  context.status(`claimed ${Name} (${Uuid}), ${PoolStatus}`)
  const machine = await api.claims.prepare(claim, asked, { signal })
  const waited = await waitForMachine(api, context, {
    claim: { ...claim, machine },
    until: wanted.until,
    timeoutMs: timeoutMs ?? context.connection.defaultTimeoutMs,
    signal,
    operation: 'create',
    restarted: false,
  })
  if (waited.outcome !== 'ready' || !wanted.locked) return waited
  const locked = await api.claims.update(Uuid, claim.claimId, { locked: true, signal })
  return { ...waited, machine: locked }
}

/** What is answered for the way a wait ended. */
async function settled(
  api: Api,
  claim: Claim,
  waited: Waited,
  wanted: MachineInputs,
  inputs: PropertyMap,
  context: ResourceContext,
): Promise<Created> {
  const { machine } = waited
  if (waited.outcome === 'ready' || (waited.outcome === 'timeout' && wanted.onTimeout === 'resume')) {
    if (waited.outcome === 'timeout') context.log('warning', waited.reason)
    return { id: machine.Uuid, outputs: await machineOutputs(api, machine, newly(inputs, claim)) }
  }
  if (waited.outcome === 'failed' && wanted.onFailure !== 'keep') {
    await giveUp(api, { ...claim, machine }, wanted, waited.reason, inputs)
  }
  throw await partial(api, machine, newly(inputs, claim), waited.reason)
}

/** Gives a machine back whose build failed; nothing is left to store. @throws Error */
async function giveUp(
  api: Api,
  claim: Claim,
  { onFailure, release }: MachineInputs,
  reason: string,
  inputs: PropertyMap,
): Promise<never> {
  const { claimId, machine } = claim
  try {
    await api.claims.settleFailure(machine.Uuid, claimId, onFailure, reason, {
      workflow: release.workflow,
      removeProfiles: release.removeProfiles,
      removeParameters: [...release.removeParameters, URN_PARAM],
      removeSettings: release.removeSettings,
    })
  } catch (error) {
    throw await partial(api, await lastSeen(api, claim), newly(inputs, claim), reason, explain(error).message)
  }
  const [what] = reason.split('\nThe machine stays claimed')
  const done = onFailure === 'quarantine' ? 'given back and kept from being claimed again' : 'given back'
  throw new Error(`${what}\nMachine ${machine.Name} was ${done} (onFailure: ${onFailure}). [claim_failed]`)
}

function newly(inputs: PropertyMap, { claimId }: Claim): Holding {
  return { inputs, claimId, olds: new Map() }
}

/** The machine as the engine shall store it although it is not ready. */
export async function partial(
  api: Api,
  machine: Machine,
  holding: Holding,
  ...reasons: readonly string[]
): Promise<InitFailedError> {
  const outputs = await machineOutputs(api, machine, holding)
  return new InitFailedError({ id: machine.Uuid, outputs, inputs: holding.inputs, reasons })
}
