import { BadRequestError, type Client, SdkError } from '@metalwright/sdk'
import { reportFailure } from '@metalwright/sdk/claims'
import type { Job, JsonObject, JsonValue, Machine } from '@metalwright/sdk/models'
import { apiPath, jsonOf, orNull } from '@metalwright/sdk/objects'
import type {
  ActionCall,
  MachineJob,
  RemoteMachines,
  WorkEnd,
} from '../resources/machine-parts/remote-machines.ts'
import type { CallLimits } from '../resources/objects/remote-objects.ts'

/** Milliseconds a plugin may take for an action: servers of this project give up after five minutes. */
const ACTION_PATIENCE = 6 * 60_000
/** Milliseconds in which a plugin that was just made offers its actions, and between two tries. */
const PLUGIN_START_MS = 8_000
const PAUSE_MS = 500

/** Machines through the SDK. */
export class SdkMachines implements RemoteMachines {
  readonly #client: Client

  constructor(client: Client) {
    this.#client = client
  }

  get(key: string, { signal }: CallLimits): Promise<Machine | null> {
    return orNull(() => this.#client.machines.get(key, { signal }))
  }

  async list(filters: readonly string[], { signal }: CallLimits): Promise<readonly Machine[]> {
    const query = filters.map((text): [string, string] => {
      const at = text.indexOf('=')
      return [text.slice(0, at), text.slice(at + 1)]
    })
    const answer = await this.#client.transport.send({ method: 'GET', path: '/machines', query, signal })
    const machines: readonly Machine[] = jsonOf(answer) ?? []
    return machines
  }

  edit(uuid: string, change: (draft: Machine) => void, { signal }: CallLimits): Promise<Machine> {
    return this.#client.machines.edit(
      uuid,
      (draft) => {
        change(draft)
        return undefined
      },
      { signal },
    )
  }

  async run(call: ActionCall, { signal }: CallLimits): Promise<JsonValue> {
    const { prefix, key, command, plugin, params } = call
    // Actions of plugins on jobs lie elsewhere: theirs are the rendered tasks.
    const below = prefix === 'jobs' ? 'plugin_actions' : 'actions'
    const object = prefix === 'system' ? [] : [key]
    const { clock } = this.#client.transport
    const until = clock.now() + PLUGIN_START_MS
    for (;;) {
      try {
        const answer = await this.#client.transport.send({
          method: 'POST',
          path: apiPath(prefix, ...object, below, command),
          query: plugin === null ? [] : [['plugin', plugin]],
          json: params,
          holdMs: ACTION_PATIENCE,
          signal,
        })
        return answer.body === '' ? null : jsonOf(answer)
      } catch (error) {
        // Nobody has run it: it may be sent again.
        const absent =
          error instanceof BadRequestError && error.messages.some((text) => /not found$/i.test(text))
        if (!absent || clock.now() >= until) throw error
        await clock.sleep(PAUSE_MS, signal)
      }
    }
  }

  async offers(uuid: string, command: string, { signal }: CallLimits): Promise<boolean> {
    const actions = await this.#client.machines.actions(uuid, { signal })
    return actions.some(({ Command }) => Command === command)
  }

  async move(uuids: readonly string[], from: string, to: string, { signal }: CallLimits): Promise<void> {
    const request = { 'pool/machine-list': [...uuids] }
    if (to === 'default') await this.#client.pools.remove(from, request, { signal })
    else await this.#client.pools.add(to, request, { sourcePool: from, signal })
  }

  async until(uuid: string, meets: (machine: Machine) => boolean, { signal }: CallLimits): Promise<Machine> {
    return this.#client.machines.wait(uuid, meets, { signal })
  }

  async startWorkflow(
    uuid: string,
    workflow: string,
    params: JsonObject,
    limits: CallLimits,
  ): Promise<Machine> {
    // A workflow starts anew only when it changes.
    const machine = await this.#client.machines.get(uuid, limits)
    if (machine.Workflow === workflow) {
      await this.edit(uuid, (draft) => Object.assign(draft, { Workflow: '' }), limits)
    }
    return this.edit(
      uuid,
      (draft) => {
        draft.Workflow = workflow
        draft.Runnable = true
        for (const [name, value] of Object.entries(params)) draft.Params[name] = value
      },
      limits,
    )
  }

  async finish(uuid: string, workflow: string, after: string, { signal }: CallLimits): Promise<WorkEnd> {
    for await (const sighting of this.#client.machines.follow(uuid, { signal })) {
      if (sighting.kind === 'away') continue
      const machine = sighting.object
      if (machine.Workflow !== workflow) return { state: 'superseded', machine }
      if (machine.WorkflowComplete) return { state: 'complete', machine }
      if (machine.Runnable || machine.CurrentJob === after || machine.CurrentJob === '') continue
      // A machine that is between two boot environments is not runnable either.
      const job = await orNull(() => this.#client.jobs.get(machine.CurrentJob, { signal }))
      if (job?.State !== 'failed') continue
      const { task, jobUuid, log } = await reportFailure(this.#client, machine)
      const tail = log.length === 0 ? '' : ` The end of its log:\n${log.join('\n')}`
      return { state: 'failed', machine, reason: `Task ${task} failed in job ${jobUuid}.${tail}` }
    }
    throw new SdkError('unwatched', `Machine ${uuid} can no longer be followed. Run again.`)
  }

  async jobs(uuid: string, after: string, { signal }: CallLimits): Promise<readonly MachineJob[]> {
    const filters = { Machine: uuid }
    const { items } = await this.#client.jobs.list({ filters, sort: 'StartTime' }, { signal })
    const at = items.findIndex((job) => job.Uuid === after)
    return items.slice(at + 1).map(jobOf)
  }
}

function jobOf({ Uuid, Task, Stage, State, ExitState }: Job): MachineJob {
  return { uuid: Uuid, task: Task, stage: Stage, state: State, exitState: ExitState }
}
