import type { ApiEvent } from '../objects/event.ts'
import { type RunSummary, readRun } from '../objects/run.ts'

/** Runs kept of one machine. */
const MAX_RUNS = 50

/** The newest runs, newest first. */
export function newestRuns(runs: readonly RunSummary[]): readonly RunSummary[] {
  const started = (run: RunSummary) => Date.parse(run.StartTime) || 0
  return [...runs].sort((a, b) => started(b) - started(a)).slice(0, MAX_RUNS)
}

/** The runs of a machine after an event; the same array when the event is about none of them. */
export function runsAfter(
  runs: readonly RunSummary[],
  event: ApiEvent,
  machine: string,
): readonly RunSummary[] {
  const others = runs.filter(({ Uuid }) => Uuid !== event.Key)
  if (event.Action === 'delete') return others.length === runs.length ? runs : others
  const run = readRun(event.Object)
  return run?.Machine === machine ? newestRuns([run, ...others]) : runs
}
