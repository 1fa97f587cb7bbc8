import type { Machine } from '@metalwright/sdk/models'
import { type Fields, flagField, isFields, numberField, textField, textsField } from './fields.ts'

/**
 * What the console keeps of a machine. Params are left out, because a fleet's would fill the memory of the
 * browser, and `Secret`, because nobody needs to see it.
 */
export type MachineSummary = Readonly<
  Pick<
    Machine,
    | 'Uuid'
    | 'Name'
    | 'Description'
    | 'Pool'
    | 'PoolAllocated'
    | 'Workflow'
    | 'WorkflowComplete'
    | 'Stage'
    | 'BootEnv'
    | 'CurrentTask'
    | 'CurrentJob'
    | 'Address'
    | 'Arch'
    | 'OS'
    | 'Context'
    | 'Runnable'
    | 'Available'
    | 'Locked'
  >
> & {
  /** A `PoolStatus`, or what a newer server calls it. */
  readonly PoolStatus: string
  readonly Tasks: readonly string[]
  readonly HardwareAddrs: readonly string[]
  readonly Profiles: readonly string[]
  readonly Errors: readonly string[]
}

/** Reads a machine as the API sends it; `undefined` when it is none. */
export function readMachine(value: unknown): MachineSummary | undefined {
  if (!isFields(value) || textField(value, 'Uuid') === '') return undefined
  return {
    ...textsOf(value),
    PoolAllocated: flagField(value, 'PoolAllocated'),
    WorkflowComplete: flagField(value, 'WorkflowComplete'),
    CurrentTask: numberField(value, 'CurrentTask', -1),
    Runnable: flagField(value, 'Runnable'),
    Available: flagField(value, 'Available'),
    Locked: flagField(value, 'Locked'),
    Tasks: textsField(value, 'Tasks'),
    HardwareAddrs: textsField(value, 'HardwareAddrs'),
    Profiles: textsField(value, 'Profiles'),
    Errors: textsField(value, 'Errors'),
  }
}

function textsOf(fields: Fields) {
  return {
    Uuid: textField(fields, 'Uuid'),
    Name: textField(fields, 'Name'),
    Description: textField(fields, 'Description'),
    Pool: textField(fields, 'Pool'),
    PoolStatus: textField(fields, 'PoolStatus'),
    Workflow: textField(fields, 'Workflow'),
    Stage: textField(fields, 'Stage'),
    BootEnv: textField(fields, 'BootEnv'),
    CurrentJob: textField(fields, 'CurrentJob'),
    Address: textField(fields, 'Address'),
    Arch: textField(fields, 'Arch'),
    OS: textField(fields, 'OS'),
    Context: textField(fields, 'Context'),
  }
}
