import { decode, type JsonObject, Machine } from '@metalwright/sdk/models'
import { type ApiAnswer, objectOf } from '../network/machine-api.ts'

/** What an agent looks at in its machine object. */
export interface MachineView {
  readonly bootEnv: string
  readonly stage: string
  readonly workflow: string
  readonly job: string
  readonly runnable: boolean
  readonly available: boolean
  readonly flags: readonly string[]
  /** Differs whenever the machine looks different to an agent. */
  readonly looks: string
  /** Of the answer, for the next wait. */
  readonly etag: string
}

/** Reads an answer; `undefined` when it holds no machine. */
export function machineView(answer: ApiAnswer): MachineView | undefined {
  const machine = read(objectOf(answer))
  if (machine === undefined) return undefined
  const { BootEnv, Stage, Workflow, CurrentJob, CurrentTask, Tasks, Runnable, Available, Meta, Context } =
    machine
  return {
    bootEnv: BootEnv,
    stage: Stage,
    workflow: Workflow,
    job: CurrentJob,
    runnable: Runnable,
    available: Available,
    flags: (Meta['feature-flags'] ?? '').split(','),
    looks: JSON.stringify([CurrentTask, Tasks, Runnable, BootEnv, Stage, Workflow, Context]),
    etag: answer.etag,
  }
}

function read(body: JsonObject): Machine | undefined {
  try {
    return decode(Machine, body)
  } catch {
    return undefined
  }
}
