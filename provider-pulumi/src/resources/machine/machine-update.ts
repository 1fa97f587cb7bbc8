import type { Claim, ClaimUpdate } from '@metalwright/sdk/claims'
import type { Machine } from '@metalwright/sdk/models'
import { codeOf, explain } from '../../explain.ts'
import type { UpdateRequest } from '../../plugin/provider.ts'
import type { Api } from '../../sdk/api.ts'
import type { PropertyMap } from '../../values/value.ts'
import { View } from '../../values/view.ts'
import type { ResourceContext } from '../resource.ts'
import { IMPORTED } from './imported.ts'
import { changeBetween, isBuiltAnew, isChosenAnew, needsPreparation } from './machine-change.ts'
import { partial } from './machine-create.ts'
import { type MachineInputs, machineInputs, OWNER, URN_PARAM } from './machine-inputs.ts'
import { type Holding, machineOutputs } from './machine-outputs.ts'
import { lastSeen, waitForMachine } from './machine-wait.ts'
import { PENDING_PARAM } from './pending-param.ts'

/**
 * Changes a held machine in place, only what the claim has put there, and builds it again where that is asked for.
 * An interrupted wait goes on; a build that failed is tried again.
 */
export async function updateMachine(request: UpdateRequest, context: ResourceContext): Promise<PropertyMap> {
  const { id, olds, oldInputs, news, urn } = request
  const { signal } = context
  const api = await context.connection.api()
  const claimId = new View(olds).text('claimId') ?? ''
  const held = await heldMachine(api, id, claimId, context)
  const [before, after] = [machineInputs(oldInputs), machineInputs(news)]
  const holding = { inputs: news, claimId, olds }
  if (isChosenAnew(before, after)) {
    const message =
      'A change of filters or constraints keeps the machine: they are used when a machine is claimed. Set filterChange: "replace", or use "pulumi up --replace URN", for another one.'
    context.log('warning', message)
  }
  // What could not be prepared when the machine was claimed, such as a name that was taken, is made up for.
  const claim = { claimId, machine: held }
  if (needsPreparation(before)) await api.claims.prepare(claim, { ...after.claim, owner: OWNER }, { signal })
  const change = withMarks(changeBetween(before, after), held, urn)
  let machine = await changed(api, held, claimId, { ...change, locked: after.locked }, context)
  // From here on the change is made: whatever fails now, the new inputs are what counts.
  try {
    const failed = machine.PoolStatus === 'HoldBuild'
    const again = failed || (after.onChange === 'redeploy' && isBuiltAnew(before, after, olds.has(IMPORTED)))
    if (again) {
      const { workflow, bootEnv } = after.claim
      context.status(failed ? 'building again after a failure' : 'building again')
      await unlocked(api, machine, claimId, context)
      machine = await api.claims.redeploy(id, claimId, { workflow, bootEnv, signal })
    }
    const unfinished = machine.PoolStatus === 'Building' || new View(olds).flag('workflowComplete') === false
    if (again || (unfinished && !machine.WorkflowComplete)) {
      machine = await waited(api, { claimId, machine }, after, again, request, holding, context)
    }
    if (machine.Locked !== after.locked) {
      machine = await api.claims.update(id, claimId, { locked: after.locked, signal })
    }
  } catch (error) {
    if (codeOf(error) === 'init_failed') throw error
    const seen = await lastSeen(api, { claimId, machine })
    throw await partial(api, seen, holding, explain(error).message)
  }
  return machineOutputs(api, machine, holding)
}

async function waited(
  api: Api,
  claim: Claim,
  after: MachineInputs,
  restarted: boolean,
  { timeoutMs }: UpdateRequest,
  holding: Holding,
  context: ResourceContext,
): Promise<Machine> {
  // A machine that is in use stays in that state of its pool while it is built again.
  const inUse = claim.machine.PoolStatus === 'InUse' && after.until === 'InUse'
  const ended = await waitForMachine(api, context, {
    claim,
    until: inUse ? 'WorkflowComplete' : after.until,
    timeoutMs: timeoutMs ?? context.connection.defaultTimeoutMs,
    signal: context.signal,
    operation: 'update',
    restarted,
  })
  if (ended.outcome === 'ready') return ended.machine
  if (ended.outcome === 'timeout' && after.onTimeout === 'resume') {
    context.log('warning', ended.reason)
    return ended.machine
  }
  throw await partial(api, ended.machine, holding, ended.reason)
}

/** The machine, when the claim of the resource still holds it. @throws Error */
async function heldMachine(
  api: Api,
  uuid: string,
  claimId: string,
  { connection, signal }: ResourceContext,
): Promise<Machine> {
  const claim = await api.claims.get(uuid, claimId, { signal })
  if (claim.state === 'held') return claim.machine
  const why = {
    gone: 'it does not exist any more',
    released: 'it was released',
    foreign: 'another claim holds it',
  }
  throw new Error(
    `Machine ${uuid} at ${connection.endpoint} is not held any more: ${why[claim.state]}. Nothing was changed. Run "pulumi refresh": that drops it from the state, and the next "pulumi up" claims another machine. [claim_lost]`,
  )
}

/** Writes a change, if there is one. */
async function changed(
  api: Api,
  machine: Machine,
  claimId: string,
  change: ClaimUpdate,
  { signal }: ResourceContext,
): Promise<Machine> {
  const { locked, ...rest } = change
  if (Object.keys(rest).length === 0 && locked === machine.Locked) return machine
  return api.claims.update(machine.Uuid, claimId, { ...change, signal })
}

/** A locked machine cannot be built again; it is locked again at the end. */
async function unlocked(
  api: Api,
  machine: Machine,
  claimId: string,
  { signal }: ResourceContext,
): Promise<void> {
  if (machine.Locked) await api.claims.update(machine.Uuid, claimId, { locked: false, signal })
}

/** The change with the marks of the resource put right: it may have another URN by now, and it is in the state. */
function withMarks(change: ClaimUpdate, { Params }: Machine, urn: string): ClaimUpdate {
  const { addParameters = {}, removeParameters = [] } = change
  const moved = Params[URN_PARAM] !== undefined && Params[URN_PARAM] !== urn
  const pending = Params[PENDING_PARAM] !== undefined
  return {
    ...change,
    ...(moved ? { addParameters: { ...addParameters, [URN_PARAM]: urn } } : {}),
    ...(pending ? { removeParameters: [...removeParameters, PENDING_PARAM] } : {}),
  }
}
