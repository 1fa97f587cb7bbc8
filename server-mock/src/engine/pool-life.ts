import type { JsonObject, Machine, PoolStatus } from '@metalwright/sdk/models'
import { startWorkflow, type WorkflowStages } from './task-list.ts'

/** What a pool call changes on each of its machines. */
export interface PoolEdit {
  /** Workflow to run, with its stages; absent when the step needs no work. */
  readonly workflow?: { readonly name: string; readonly stages: WorkflowStages }
  readonly addProfiles: readonly string[]
  readonly removeProfiles: readonly string[]
  readonly addParameters: JsonObject
  readonly removeParameters: readonly string[]
}

/** Hands a free machine out: it builds while the workflow runs, and is in use at once when there is none. */
export function allocate(machine: Machine, edit: PoolEdit): void {
  machine.PoolAllocated = true
  step(machine, edit, 'Building', 'InUse')
}

/** Takes a machine back: it is free when the workflow has ended, or at once when there is none. */
export function release(machine: Machine, edit: PoolEdit): void {
  step(machine, edit, 'Destroying', 'Free')
  machine.PoolAllocated = machine.PoolStatus !== 'Free'
}

/** Moves a machine into a pool. */
export function join(machine: Machine, pool: string, edit: PoolEdit): void {
  machine.Pool = pool
  machine.PoolAllocated = false
  step(machine, edit, 'Joining', 'Free')
}

const COMPLETED: Readonly<Partial<Record<PoolStatus, PoolStatus>>> = {
  Joining: 'Free',
  HoldJoin: 'Free',
  Building: 'InUse',
  HoldBuild: 'InUse',
  Destroying: 'Free',
  HoldDestroy: 'Free',
  Leaving: 'Free',
  HoldLeave: 'Free',
}

const FAILED: Readonly<Partial<Record<PoolStatus, PoolStatus>>> = {
  Joining: 'HoldJoin',
  Building: 'HoldBuild',
  Destroying: 'HoldDestroy',
  Leaving: 'HoldLeave',
}

/** The workflow of a step has ended well: the step is done. */
export function completed(machine: Machine): void {
  machine.PoolStatus = COMPLETED[machine.PoolStatus] ?? machine.PoolStatus
  if (machine.PoolStatus === 'Free') machine.PoolAllocated = false
}

/** A task of a step has failed: the machine is held where it is, and not handed out. */
export function failed(machine: Machine): void {
  machine.PoolStatus = FAILED[machine.PoolStatus] ?? machine.PoolStatus
}

function step(machine: Machine, edit: PoolEdit, working: PoolStatus, done: PoolStatus): void {
  const removed = new Set(edit.removeProfiles)
  machine.Profiles = [
    ...new Set([...machine.Profiles.filter((name) => !removed.has(name)), ...edit.addProfiles]),
  ]
  for (const name of edit.removeParameters) delete machine.Params[name]
  for (const [name, value] of Object.entries(edit.addParameters)) machine.Params[name] = value
  if (edit.workflow === undefined) {
    machine.PoolStatus = done
    return
  }
  machine.PoolStatus = working
  startWorkflow(machine, edit.workflow.name, edit.workflow.stages)
  machine.Runnable = true
}
