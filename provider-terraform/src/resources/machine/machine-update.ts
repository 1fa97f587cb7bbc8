import type { ClaimUpdate } from '@metalwright/sdk/claims'
import type { Machine } from '@metalwright/sdk/models'
import type { Connection } from '../../connection.ts'
import type { Changes, ObjectView } from '../../framework/object-view.ts'
import type { UpdateContext } from '../../framework/resource.ts'
import { timeoutOf } from '../../framework/timeouts.ts'
import { fullValues, quickValues } from './machine-facts.ts'
import { claimLost, machineLocked, redeployFailed } from './machine-messages.ts'
import {
  noteImported,
  noteSecretNames,
  noteUnfinished,
  noteUserData,
  secretNamesIn,
  type Unfinished,
  unfinishedIn,
} from './machine-notes.ts'
import { isRebuilt } from './machine-rebuild.ts'
import { claimRequest, digestOf, ownerOf, parameterNames } from './machine-request.ts'
import { holdingOf } from './machine-state.ts'
import { BuildFailure, waitForMachine, waitUntil } from './machine-wait.ts'
import { machineTimeouts } from './schema-rules.ts'

/** Attributes whose removal takes a setting off, with the setting's name. */
const removable = [
  ['authorized_keys', 'authorizedKeys'],
  ['image', 'image'],
  ['network_data', 'networkData'],
  ['metadata', 'metadata'],
  ['hostname', 'hostname'],
  ['description', 'description'],
  ['expires_at', 'expiresAt'],
] as const

/** Changes a claimed machine in place, builds it again where that is due, and goes on with an interrupted wait. */
export async function updateMachine(context: UpdateContext<Connection>): Promise<Changes> {
  const { connection, prior, planned, config, signal, privateState } = context
  const holding = await holdingOf(connection, prior, { signal })
  if (!holding.held) throw claimLost(connection.endpoint, holding.why)
  const before = holding.machine
  const uuid = before.Uuid
  const claims = await connection.claims()
  const due = work(context, before)
  if (due === 'redeploy' && before.Locked && planned.bool('locked') !== false)
    throw machineLocked('built again')

  // A machine that another provider has claimed gets a mark by its first change.
  const claimKey = connection.pace.newKey()
  const { claimId } =
    holding.claimId === ''
      ? await claims.adopt(uuid, { owner: ownerOf(connection), claimKey, signal })
      : holding
  const { update, secrets } = await changeOf(context, due)
  const machine = await claims.update(uuid, claimId, { ...update, signal })
  if (secrets !== undefined) noteSecretNames(privateState, secrets)
  noteUserData(privateState, digestOf(config.string('user_data_wo'), claimId))
  noteUnfinished(privateState, due)
  noteImported(privateState, false)
  const values = (changes: Changes) => unlessPlanned(planned, { claim_id: claimId, ...changes })
  const seen = (now: Machine) => context.save(values(quickValues(claims, now)))
  seen(machine)
  if (due === undefined) return values(await fullValues(connection, planned, machine, { signal }))

  const restarted = due === 'redeploy'
  const workflow = planned.string('allocate_workflow') || undefined
  const bootEnv = planned.string('bootenv') ?? undefined
  const started = restarted ? await claims.redeploy(uuid, claimId, { workflow, bootEnv, signal }) : machine
  seen(started)
  const wanted = waitUntil(planned)
  // A machine that was in use before is so all the while; its workflow tells when it is ready again.
  const again = restarted || machine.PoolStatus !== 'Building'
  const until = again && wanted === 'InUse' ? 'WorkflowComplete' : wanted
  const wait = {
    claim: { claimId, machine: started },
    until: started.Workflow === '' ? 'Allocated' : until,
    restarted: again,
    signal,
    timeoutMs: timeoutOf(planned, 'update', machineTimeouts),
    operation: 'update',
  } as const
  const waited = await waitForMachine(context, wait, seen).catch((error: unknown) => {
    throw error instanceof BuildFailure ? redeployFailed(connection.endpoint, error.reason) : error
  })
  seen(waited.machine)
  if (!waited.settled) {
    noteUnfinished(privateState, 'wait')
    return values(quickValues(claims, waited.machine))
  }
  noteUnfinished(privateState, undefined)
  const built = planned.bool('locked')
    ? await claims.update(uuid, claimId, { locked: true, signal })
    : waited.machine
  return values(await fullValues(connection, planned, built, { signal }))
}

/** What has to be done besides changing values. */
function work(context: UpdateContext<Connection>, machine: Machine): Unfinished | undefined {
  const { planned, privateState } = context
  const how = planned.string('on_change')
  const acts = how !== 'update_only' && how !== 'replace'
  if (acts && isRebuilt({ ...context, notes: privateState }) !== undefined) return 'redeploy'
  const left = unfinishedIn(privateState)
  const stopped = !machine.Runnable && !machine.WorkflowComplete
  if (left === 'redeploy' && (stopped || machine.WorkflowComplete)) return 'redeploy'
  if (left !== undefined || machine.PoolStatus === 'Building') return 'wait'
  return undefined
}

/** The change of values, and the names of the secrets that are set when they are sent again. */
async function changeOf(
  { connection, prior, planned, config, privateState, signal }: UpdateContext<Connection>,
  due: Unfinished | undefined,
): Promise<{ readonly update: ClaimUpdate; readonly secrets: readonly string[] | undefined }> {
  const request = await claimRequest(connection, planned, config, { signal })
  const sends =
    prior.number('secret_parameters_wo_version') !== planned.number('secret_parameters_wo_version')
  const secrets = sends ? Object.keys(request.secretParameters ?? {}) : undefined
  const oldSecrets = secrets && secretNamesIn(privateState).filter((name) => !secrets.includes(name))
  const names = parameterNames(planned, 'add_parameters')
  const oldNames = parameterNames(prior, 'add_parameters').filter((name) => !names.includes(name))
  const profiles = planned.strings('add_profiles') ?? []
  const oldProfiles = prior.strings('add_profiles') ?? []
  const off = removable.filter(([name]) => prior.get(name) !== null && planned.get(name) === null)
  const locked = planned.bool('locked') ?? (prior.bool('locked') === null ? undefined : false)
  return {
    secrets,
    update: {
      ...request,
      ...Object.fromEntries(off.map(([, setting]) => [setting, null])),
      ...(prior.string('user_data') !== null && request.userData === undefined ? { userData: null } : {}),
      secretParameters: sends ? request.secretParameters : undefined,
      removeProfiles: oldProfiles.filter((profile) => !profiles.includes(profile)),
      removeParameters: [...oldNames, ...(oldSecrets ?? [])],
      removeMeta: metaKeys(prior).filter((key) => !metaKeys(planned).includes(key)),
      // A machine that is built again is locked when that is done.
      locked: due === undefined ? locked : false,
    },
  }
}

function metaKeys(view: ObjectView): readonly string[] {
  return Object.keys(view.json('meta') ?? {})
}

/** The values without those that the plan promised; should they differ by now, the next refresh shows it. */
function unlessPlanned(planned: ObjectView, values: Changes): Changes {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, planned.isKnown(name) ? planned.get(name) : value]),
  )
}
