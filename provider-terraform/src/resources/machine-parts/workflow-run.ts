import type { JsonObject, Machine } from '@metalwright/sdk/models'
import type { Connection } from '../../connection.ts'
import { bool, dynamic, listOf, string } from '../../framework/attribute.ts'
import { DiagnosticError } from '../../framework/diagnostic.ts'
import type { Changes } from '../../framework/object-view.ts'
import type { Resource } from '../../framework/resource.ts'
import { limited, workTimeouts } from '../limited-resource.ts'
import { secretInPlain } from '../objects/object-messages.ts'
import { isObject } from '../objects/object-schema.ts'
import type { CallLimits } from '../objects/remote-objects.ts'
import { machineKey } from './machine-key.ts'
import { presentMachine } from './present-machine.ts'
import { finishWork } from './work.ts'

/** Note in the private state: UUID of the job before the first one of the run. */
const after = 'after'

const job = {
  uuid: string({ computed: true, description: 'UUID of the job.' }),
  task: string({ computed: true, description: 'Task that it ran.' }),
  stage: string({ computed: true, description: 'Stage that the task is of.' }),
  state: string({ computed: true, description: 'State, such as `finished` or `failed`.' }),
  exit_state: string({ computed: true, description: 'How the agent ended it.' }),
}

/** `drp_workflow_run`: a workflow, run on a machine when the resource is made. */
export const workflowRunResource: Resource<Connection> = limited({
  typeName: 'drp_workflow_run',
  subject: 'workflow run',
  limits: workTimeouts,
  schema: {
    description:
      'Runs a workflow on a machine from its beginning, once when the resource is made, also when the machine is in it already. A change of any argument, or of `triggers`, runs it again. Destroy leaves the machine where the workflow has brought it.',
    attributes: {
      machine: machineKey,
      workflow: string({ required: true, requiresReplace: true, description: 'Name of the workflow.' }),
      params: dynamic({
        optional: true,
        requiresReplace: true,
        description:
          'Parameters to set on the machine before it starts, by name. They stay; `drp_machine_params` looks after parameters.',
        validators: [isObject],
      }),
      triggers: dynamic({
        optional: true,
        requiresReplace: true,
        description: 'Any value; a change of it runs the workflow again.',
      }),
      wait: bool({
        optional: true,
        description: 'Wait until the workflow is done, and fail when a job of it fails. Default true.',
      }),
      state: string({
        computed: true,
        keepPrior: true,
        description:
          '`running`, `complete`, `failed`, or `superseded` when the machine was given other work.',
      }),
      exit_state: string({
        computed: true,
        keepPrior: true,
        description: 'How the agent ended the last job of the run.',
      }),
      jobs: listOf(job, { computed: true, keepPrior: true, description: 'Jobs of the run, in order.' }),
      id: string({ computed: true, keepPrior: true, description: 'Id of this run.' }),
    },
  },
  async create({ connection, planned, privateState, save }, limits) {
    const machine = await presentMachine(connection, planned.string('machine') ?? '', limits)
    const workflow = planned.string('workflow') ?? ''
    const remote = await connection.objects()
    const params: JsonObject = JSON.parse(JSON.stringify(planned.json('params') ?? {}))
    const secret = await remote.secretsAmong(Object.keys(params), limits)
    if (secret.length > 0) throw secretInPlain(secret)
    const started = await remote.machines.startWorkflow(machine.Uuid, workflow, params, limits)
    const before = started.CurrentJob
    privateState.set(after, before)
    const id = connection.pace.newKey()
    save({ id, state: 'running', exit_state: '', jobs: [] })
    if (planned.bool('wait') === false)
      return { id, ...(await outcome(connection, started, workflow, before, limits)) }
    try {
      const done = await finishWork(connection, { machine: started, workflow, after: before }, limits)
      return { id, ...(await outcome(connection, done, workflow, before, limits)) }
    } catch (error) {
      if (error instanceof DiagnosticError) {
        const now = (await remote.machines.get(machine.Uuid, limits)) ?? started
        save({ id, ...(await outcome(connection, now, workflow, before, limits)) })
      }
      throw error
    }
  },
  async read({ connection, state, privateState }, limits): Promise<Changes | null> {
    const machine = await (await connection.objects()).machines.get(state.string('machine') ?? '', limits)
    if (machine === null) return null
    // What has ended does not change any more.
    if (state.string('state') !== 'running') return {}
    return outcome(connection, machine, state.string('workflow') ?? '', privateState.get(after) ?? '', limits)
  },
  async update() {
    return {}
  },
  async delete() {
    // What was run has been run.
  },
})

/** How a run stands. */
async function outcome(
  connection: Connection,
  machine: Machine,
  workflow: string,
  before: string,
  limits: CallLimits,
): Promise<Changes> {
  const jobs = await (await connection.objects()).machines.jobs(machine.Uuid, before, limits)
  const own = jobs.map(
    ({ exitState, ...rest }) => new Map(Object.entries({ ...rest, exit_state: exitState })),
  )
  const last = jobs.at(-1)
  return { state: stateOf(machine, workflow, last?.state), exit_state: last?.exitState ?? '', jobs: own }
}

function stateOf(machine: Machine, workflow: string, last: string | undefined): string {
  if (machine.Workflow !== workflow) return 'superseded'
  if (machine.WorkflowComplete) return 'complete'
  return last === 'failed' && !machine.Runnable ? 'failed' : 'running'
}
