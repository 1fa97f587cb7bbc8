import type { Machine, Stage } from '@metalwright/sdk/models'
import { contextAt } from '../../engine/next-job.ts'
import { completed } from '../../engine/pool-life.ts'
import { rewind, taskEditProblem } from '../../engine/task-edit.ts'
import {
  beginsList,
  enterStage,
  isComplete,
  leaveWorkflow,
  startWorkflow,
  type WorkflowStages,
} from '../../engine/task-list.ts'
import { beginsAnew } from '../../engine/task-starts.ts'
import type { ChangeAction } from '../../store/port.ts'
import { missingReferences } from '../availability/references.ts'
import { toStored } from '../codec.ts'
import { EffectiveParams } from '../params/effective-params.ts'
import { checkParams, type ParamCheck } from '../params/param-values.ts'
import type { Ports } from '../ports.ts'
import { invalid } from '../problem.ts'
import { nameProblems } from '../rules/names.ts'
import type { Edit, Session } from '../session.ts'
import { baseContext } from './base-context.ts'
import { runnableStage } from './stage-tasks.ts'
import { endTurn } from './workflow-turns.ts'

/** Internal prefix under which the starts of tasks are counted, by the UUID of the machine. */
export const STARTS = 'starts'

/** Preferences a new machine starts from. */
export interface MachineDefaults {
  readonly workflow: string
  readonly stage: string
  readonly bootEnv: string
}

/** Fills a new machine: identity, defaults, first task list (DRP's order of creation). */
export async function prepareNewMachine(
  edit: Edit,
  machine: Machine,
  defaults: MachineDefaults,
  ports: Ports,
): Promise<void> {
  if (machine.Uuid === '') machine.Uuid = ports.uuid()
  if (machine.Secret === '') machine.Secret = ports.secret()
  const chosen = machine.Workflow !== '' || machine.Stage !== '' || machine.BootEnv !== ''
  if (!chosen) machine.Workflow = defaults.workflow
  if (machine.Stage === '') machine.Stage = defaults.stage
  if (machine.BootEnv === '') machine.BootEnv = defaults.bootEnv
  machine.CurrentJob = ''
  machine.PoolAllocated = false
  machine.PoolStatus = 'Free'
  machine.Runnable = true
  const flags = new Set((machine.Meta['feature-flags'] ?? '').split(',').filter((flag) => flag !== ''))
  machine.Meta['feature-flags'] = [...flags.add('change-stage-v2')].join(',')
  if (machine.Workflow !== '') {
    startWorkflow(machine, machine.Workflow, await workflowStages(edit, machine.Workflow))
    return
  }
  const stage = await edit.get('stages', machine.Stage)
  const bootEnv = machine.BootEnv
  if (stage !== undefined && stage.Tasks.length > 0) enterStage(machine, await runnableStage(edit, stage))
  if (bootEnv !== defaults.bootEnv) machine.BootEnv = bootEnv
}

/**
 * Applies what an edit by a caller means: a new workflow makes a new task list, a new stage its tasks, and so on.
 *
 * @param force skips the guards of stage and bootenv changes
 * @throws Problem 422 for edits that DRP forbids
 */
export async function applyMachineEdit(
  edit: Edit,
  old: Machine,
  next: Machine,
  force: boolean,
): Promise<void> {
  const refuse = (message: string) => invalid('machines', next.Uuid, [message])
  if (old.Locked && next.Locked)
    throw refuse(`Machine ${next.Name} is locked; unlock it first (Locked: false)`)
  if (next.Secret === '') next.Secret = old.Secret
  // Claims, releases and moves go through the pool calls, which keep the claim and the state together.
  next.Pool = old.Pool
  next.PoolStatus = old.PoolStatus
  next.PoolAllocated = old.PoolAllocated

  if (next.Workflow !== old.Workflow) {
    if (next.Workflow === '') leaveWorkflow(next, old.Stage)
    else startWorkflow(next, next.Workflow, await workflowStages(edit, next.Workflow))
    return
  }
  const problem = taskEditProblem(old, next)
  if (problem !== undefined) throw refuse(problem)
  if (next.CurrentTask === -1 && old.CurrentTask !== -1 && next.Runnable) {
    const base = await baseContext(edit, next)
    // A machine that boots while its tasks run elsewhere interrupts nothing.
    if (next.Context !== '' && next.Context !== base) next.CurrentTask = old.CurrentTask
    else {
      const stages = await stagesByName(edit, next.Tasks)
      next.CurrentTask = rewind(next, old.CurrentTask, (name) => stages.get(name)?.BootEnv ?? '')
      next.Context = contextAt(next.Tasks, next.CurrentTask, base)
    }
  }
  if (next.Stage === '') next.Stage = 'none'
  const stageChanged = next.Stage !== old.Stage
  const bootEnvChanged = next.BootEnv !== old.BootEnv
  if (!stageChanged && !bootEnvChanged) return
  if (next.Workflow !== '') {
    throw refuse(`Changing machine ${stageChanged ? 'stage' : 'bootenv'} not allowed`)
  }
  if (stageChanged) {
    if (!force && old.CurrentTask < old.Tasks.length && old.Tasks.length > 0) {
      throw refuse('Can not change stages with pending tasks unless forced')
    }
    const stage = await edit.get('stages', next.Stage)
    if (stage === undefined) throw refuse(`Stage ${next.Stage} does not exist`)
    if (!stage.Available) throw refuse(`Stage ${stage.Name} is not available: ${stage.Errors.join('; ')}`)
    enterStage(next, await runnableStage(edit, stage))
  } else if (!force && next.Stage !== 'none') {
    throw refuse(
      `Can not change bootenv while in a stage unless forced. old: ${old.BootEnv} new ${next.BootEnv}`,
    )
  }
  if (next.BootEnv !== old.BootEnv) {
    const bootEnv = await edit.get('bootenvs', next.BootEnv)
    if (bootEnv === undefined) throw refuse(`Bootenv ${next.BootEnv} does not exist`)
    if (!bootEnv.Available) {
      throw refuse(`Bootenv ${bootEnv.Name} is not available: ${bootEnv.Errors.join('; ')}`)
    }
  }
}

/** What saving a machine takes from its surroundings. */
export interface SaveContext extends ParamCheck {
  readonly ports: Ports
}

/**
 * Derives what follows from a machine's fields and writes it: availability, `Runnable`, `OS`,
 * `WorkflowComplete` and with it the pool status.
 *
 * @throws Problem 422 when the machine breaks a rule; nothing is written then
 */
export async function saveMachine(
  edit: Edit,
  context: SaveContext,
  old: Machine | undefined,
  machine: Machine,
  action: Exclude<ChangeAction, 'delete'>,
): Promise<void> {
  const holder = { prefix: 'machines', key: machine.Uuid } as const
  const params = await checkParams(edit, holder, machine.Params, old?.Params, context)
  const problems = [...(await ruleBreaks(edit, machine)), ...params.invalid]
  const bootEnv = await edit.get('bootenvs', machine.BootEnv)
  if (bootEnv?.OnlyUnknown && old?.BootEnv !== machine.BootEnv) problems.push(onlyUnknown(machine))
  if (problems.length > 0) throw invalid('machines', machine.Uuid, problems)

  machine.Validated = true
  machine.Errors = [...params.unavailable, ...(await machineErrors(edit, machine))]
  machine.Available = machine.Errors.length === 0
  if (old !== undefined && old.BootEnv !== machine.BootEnv) machine.Runnable = false
  if (!machine.Available) machine.Runnable = false
  if (bootEnv !== undefined && machine.BootEnv.endsWith('-install')) machine.OS = bootEnv.OS.Name
  if (beginsList(old, machine)) machine.Context = await baseContext(edit, machine)
  machine.WorkflowComplete = isComplete(machine)
  if (machine.WorkflowComplete && old?.WorkflowComplete !== true) completed(machine)
  if (old !== undefined && beginsAnew(old, machine)) {
    machine.RetryTaskAttempt = 0
    await forgetStarts(edit, machine.Uuid)
  }
  const ended = old !== undefined && machine.WorkflowComplete && !old.WorkflowComplete
  const left = old !== undefined && old.Workflow !== machine.Workflow
  if (ended || left) await giveTurn(edit, context, old.Workflow, machine.Uuid)
  // Whoever had the machine may have kept its token: it ends when the machine has come back. One that is freed
  // without coming back keeps it, or its agent would be lost.
  const wasAway = old?.PoolStatus === 'Destroying' || old?.PoolStatus === 'HoldDestroy'
  if (wasAway && machine.PoolStatus === 'Free') machine.Secret = context.ports.secret()
  edit.put('machines', machine, action)
}

/** Lets machines begin that waited until this one has ended or left its workflow. */
export async function giveTurn(
  edit: Edit,
  context: SaveContext,
  workflow: string,
  machine: string,
): Promise<void> {
  if (workflow === '') return
  for (const uuid of await endTurn(edit, workflow, machine)) {
    const next = await edit.get('machines', uuid)
    if (next === undefined) continue
    const before = structuredClone(next)
    next.Runnable = true
    await saveMachine(edit, context, before, next, 'update')
  }
}

/** Forgets how often tasks of a machine were started. */
export async function forgetStarts(edit: Edit, machine: string): Promise<void> {
  if ((await edit.internal(STARTS, machine)) !== undefined) edit.putInternal(STARTS, machine, undefined)
}

/** The stages of a workflow in order. */
export async function workflowStages(session: Session, name: string): Promise<WorkflowStages> {
  const workflow = await session.get('workflows', name)
  if (workflow === undefined) {
    throw invalid('machines', '', [`Workflow ${name} does not exist`])
  }
  if (!workflow.Available) {
    throw invalid('machines', '', [`Workflow ${name} is not available: ${workflow.Errors.join('; ')}`])
  }
  const stages: Stage[] = []
  for (const stageName of workflow.Stages) {
    const stage = await session.get('stages', stageName)
    if (stage === undefined) {
      throw invalid('machines', '', [`Workflow ${name} is not available: Stage ${stageName} does not exist`])
    }
    stages.push(await runnableStage(session, stage))
  }
  return stages
}

async function stagesByName(session: Session, tasks: readonly string[]): Promise<Map<string, Stage>> {
  const stages = new Map<string, Stage>()
  for (const task of tasks) {
    if (!task.startsWith('stage:')) continue
    const name = task.slice('stage:'.length)
    const stage = await session.get('stages', name)
    if (stage !== undefined) stages.set(name, stage)
  }
  return stages
}

async function ruleBreaks(edit: Edit, machine: Machine): Promise<string[]> {
  const problems = nameProblems('machines', toStored('machines', machine))
  if (new Set(machine.Profiles).size !== machine.Profiles.length)
    problems.push('Profiles names one profile twice')
  const others = async (index: string, value: string) =>
    (await edit.find('machines', index, value)).filter((uuid) => uuid !== machine.Uuid)
  for (const other of await others('Name', machine.Name)) {
    problems.push(`Machine ${other} already has the name ${machine.Name}`)
  }
  if (machine.Address !== '' && machine.Address !== '0.0.0.0') {
    for (const other of await others('Address', machine.Address)) {
      problems.push(`Machine ${other} already has IP address ${machine.Address}`)
    }
  }
  for (const mac of machine.HardwareAddrs) {
    for (const other of await others('HardwareAddrs', mac)) {
      problems.push(`Machine ${other} already has hardware address ${mac}`)
    }
  }
  return problems
}

/** Why a machine cannot be used: what it names is not there or cannot be used, or a required param is missing. */
export async function machineErrors(session: Session, machine: Machine): Promise<string[]> {
  const reasons = await missingReferences(session, 'machines', toStored('machines', machine))
  const params = new EffectiveParams(session, machine)
  const stage = await session.get('stages', machine.Stage)
  const bootEnv = await session.get('bootenvs', machine.BootEnv)
  if (bootEnv?.OnlyUnknown) reasons.push(onlyUnknown(machine))
  for (const [kind, owner] of [
    ['stages', stage],
    ['bootenvs', bootEnv],
  ] as const) {
    for (const name of owner?.RequiredParams ?? []) {
      if ((await params.get(name)) === undefined) {
        reasons.push(`Missing required parameter ${name} for ${kind} ${owner?.Name}`)
      }
    }
  }
  return reasons
}

function onlyUnknown(machine: Machine): string {
  return `BootEnv ${machine.BootEnv} is only for unknown machines`
}
