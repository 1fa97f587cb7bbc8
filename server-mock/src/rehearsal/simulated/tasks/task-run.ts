import type { JsonValue } from '@metalwright/sdk/models'
import type { AgentSettings } from '../agent/agent-settings.ts'
import type { Running } from '../hardware.ts'
import type { MachineApi } from '../network/machine-api.ts'

/** What the interpretation of a task has at hand. */
export interface TaskRun {
  readonly running: Running
  readonly settings: AgentSettings
  readonly api: MachineApi
  /** Files the task's actions would have written, by path. */
  readonly files: ReadonlyMap<string, string>
  /** Adds a line to the job's log. */
  readonly log: (line: string) => void
  /** Compressed bytes of an image after which the power goes. */
  readonly powerLossAfter: number | undefined
}

/** Does what a task of the built-in content does, as far as a simulated machine can. The result is its exit code. */
export type TaskBehaviour = (run: TaskRun) => Promise<number>

/** Reports a phase; a server that does not take it does no harm. */
export async function reportPhase(
  api: MachineApi,
  machine: string,
  name: string,
  detail: Readonly<Record<string, string | number>>,
): Promise<void> {
  await api.call('POST', `/machines/${machine}/phases`, {
    json: { Name: name, Detail: { ...detail } },
    limit: 5000,
  })
}

/** Stores a param of the machine; false when the server does not take it. */
export async function setParam({ api, settings }: TaskRun, name: string, value: JsonValue): Promise<boolean> {
  const path = name.split('/').map(encodeURIComponent).join('/')
  const { status } = await api.request('POST', `/machines/${settings.uuid}/params/${path}`, { json: value })
  return status === 200
}

/** Takes a param off the machine, if it has it. */
export async function removeParam({ api, settings }: TaskRun, name: string): Promise<void> {
  const path = name.split('/').map(encodeURIComponent).join('/')
  await api.request('DELETE', `/machines/${settings.uuid}/params/${path}`)
}

/** Why a task cannot be done, and what to do about it. */
export interface Refusal {
  readonly cause: string
  readonly next: string
}

/** Logs why a task cannot be done and what to do about it; the exit code of such a task. */
export function refuse(log: (line: string) => void, cause: string, next: string): number {
  log(cause)
  log(`Next step: ${next}`)
  return 1
}
