import type { Machine } from '../models/machine.ts'
import type { TestOperation } from '../patch/index.ts'
import type { ClaimRequest } from './claim.ts'
import type { ClaimsClient } from './claims-client.ts'
import { IMAGE_PARAMS } from './image-params.ts'
import { ownParam } from './mark.ts'

/** Workflow that deploys an image, where neither the claim nor the pool names one. */
const IMAGE_WORKFLOW = 'image-deploy'
/** Param by which workflows of DRP that install a system are told its boot environment. */
export const INSTALL_BOOTENV = 'linux/install-bootenv'

/** How a held machine is read and written. */
export interface Restart {
  readonly client: ClaimsClient
  /** What must hold for any write, so that nobody else's machine is touched. */
  readonly tests: readonly TestOperation[]
  /** Throws when the claim does not hold the machine as it was read. */
  readonly check: (machine: Machine) => void
  readonly signal: AbortSignal | undefined
}

/**
 * The workflow that a claim will run: the one it names, else the pool's own, else the one for images; undefined when
 * it runs none. The pool is asked only where the answer changes what is sent.
 */
export async function workflowFor(
  client: ClaimsClient,
  request: Pick<ClaimRequest, 'pool' | 'workflow' | 'image' | 'bootEnv'>,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const { pool, workflow, image, bootEnv } = request
  if (workflow || (image === undefined && bootEnv === undefined)) return workflow
  const own = (await client.pools.get(pool, { signal })).AllocateActions.Workflow
  if (own !== '') return own
  return image === undefined ? undefined : IMAGE_WORKFLOW
}

/**
 * Runs a workflow from its start, also when the machine is in it already.
 *
 * @param workflow the machine's own, else the pool's, else the one for images, when it is left out
 */
export async function restartWorkflow(
  uuid: string,
  workflow: string | undefined,
  restart: Restart,
): Promise<Machine> {
  const { client, tests, check, signal } = restart
  const edit = (change: (machine: Machine) => Machine) =>
    client.machines.edit(
      uuid,
      (machine) => {
        check(machine)
        return change(machine)
      },
      { tests, signal },
    )
  const machine = await client.machines.get(uuid, { signal })
  check(machine)
  const wanted = workflow ?? (machine.Workflow || (await poolWorkflow(client, machine, signal)))
  if (wanted === '') return machine
  // Naming the workflow it is in would change nothing.
  if (machine.Workflow === wanted) await edit((current) => ({ ...current, Workflow: '' }))
  return edit((current) => ({ ...current, Workflow: wanted, Runnable: true }))
}

/** Puts a machine without a workflow into a boot environment. */
export async function enterBootEnv(uuid: string, bootEnv: string, restart: Restart): Promise<Machine> {
  const { client, tests, check, signal } = restart
  const options = { tests, signal, force: true }
  await client.machines.edit(
    uuid,
    (machine) => {
      check(machine)
      return { ...machine, Workflow: '' }
    },
    options,
  )
  return client.machines.edit(
    uuid,
    (machine) => {
      check(machine)
      return { ...machine, BootEnv: bootEnv }
    },
    options,
  )
}

async function poolWorkflow(
  client: ClaimsClient,
  machine: Machine,
  signal: AbortSignal | undefined,
): Promise<string> {
  const pool = await client.pools.get(machine.Pool, { signal })
  if (pool.AllocateActions.Workflow !== '') return pool.AllocateActions.Workflow
  return IMAGE_PARAMS.some((name) => ownParam(machine, name) !== null) ? IMAGE_WORKFLOW : ''
}
