import type { Phase, Run } from '@metalwright/sdk/models'
import { isFields, numberField, objectField, textField } from './fields.ts'

/** What the console shows of a provisioning run. */
export type RunSummary = Readonly<Pick<Run, 'Uuid' | 'Machine' | 'StartTime' | 'EndTime'>> & {
  /** A `RunKind`, or what a newer server calls it. */
  readonly Kind: string
  readonly Phases: readonly Readonly<Phase>[]
}

/** Reads a run as the API sends it; `undefined` when it is none. */
export function readRun(value: unknown): RunSummary | undefined {
  if (!isFields(value) || textField(value, 'Uuid') === '') return undefined
  const phases = value['Phases']
  return {
    Uuid: textField(value, 'Uuid'),
    Kind: textField(value, 'Kind'),
    Machine: textField(value, 'Machine'),
    StartTime: textField(value, 'StartTime'),
    EndTime: textField(value, 'EndTime'),
    Phases: Array.isArray(phases) ? phases.flatMap((phase) => readPhase(phase) ?? []) : [],
  }
}

function readPhase(value: unknown): Phase | undefined {
  if (!isFields(value)) return undefined
  const detail = Object.entries(objectField(value, 'Detail')).map(([name, text]) => [name, String(text)])
  return {
    Name: textField(value, 'Name'),
    At: numberField(value, 'At', 0),
    Detail: Object.fromEntries(detail),
  }
}
