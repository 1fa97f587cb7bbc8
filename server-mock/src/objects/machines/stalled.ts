import type { Machine, PoolStatus, Run, StalledRun } from '@metalwright/sdk/models'
import { ZERO_TIME } from '@metalwright/sdk/models'
import { type MachineSituation, silentMinutes, stalledMachine } from '../../engine/stalled-machine.ts'
import { isBooting, lastPhaseAt, stalledRun } from '../../engine/stalled-run.ts'
import { bootsKernel } from '../../render/boot-file-paths.ts'
import type { Session } from '../session.ts'
import type { JobLogs } from './job-logs.ts'
import { RETRIES } from './jobs.ts'
import { placeInLine } from './workflow-turns.ts'

const HELD: readonly PoolStatus[] = ['HoldJoin', 'HoldBuild', 'HoldDestroy', 'HoldLeave']

/**
 * Machines on their way that do not go on, the longest first: those with an open run, and those that are held.
 *
 * @param now milliseconds since the epoch
 * @param sees whether the caller may see a machine, by its UUID
 */
export async function stalledMachines(
  session: Session,
  logs: Pick<JobLogs, 'lastSign'>,
  now: number,
  sees: (machine: string) => boolean,
): Promise<StalledRun[]> {
  const found: StalledRun[] = []
  const seen = new Set<string>()
  const add = (one: StalledRun | undefined) => {
    if (one !== undefined) found.push(one)
  }
  for (const key of await session.find('runs', 'EndTime', ZERO_TIME)) {
    const run = await session.get('runs', key)
    if (run === undefined || !sees(run.Machine)) continue
    const machine = run.Machine === '' ? undefined : await session.get('machines', run.Machine)
    // The run of a machine that was deleted has no end.
    if (run.Machine !== '' && machine === undefined) continue
    seen.add(run.Machine)
    if (machine === undefined || (isBooting(run) && (await mustCome(session, machine))))
      add(ofRun(run, machine, now))
    else add(await ofMachine(session, logs, machine, run, now))
  }
  for (const status of HELD) {
    for (const uuid of await session.find('machines', 'PoolStatus', status)) {
      const machine = seen.has(uuid) || !sees(uuid) ? undefined : await session.get('machines', uuid)
      if (machine !== undefined) add(await ofMachine(session, logs, machine, undefined, now))
    }
  }
  return found.sort((a, b) => (a.Since < b.Since ? -1 : 1))
}

/** Whether a boot of a machine has to lead somewhere: not when it has nothing to do, and boots from its disk. */
async function mustCome(session: Session, machine: Machine): Promise<boolean> {
  if (machine.Tasks.length > 0 && !machine.WorkflowComplete) return true
  const bootEnv = await session.get('bootenvs', machine.BootEnv)
  return bootEnv === undefined || bootsKernel(bootEnv)
}

/** What is known of a machine, when somebody asks why it does not go on. */
export async function situationOf(
  session: Session,
  logs: Pick<JobLogs, 'lastSign'>,
  machine: Machine,
  run: Run | undefined,
): Promise<MachineSituation> {
  const job = await session.get('jobs', machine.CurrentJob)
  const running = job?.State === 'running'
  const signs = [
    run === undefined ? undefined : lastPhaseAt(run),
    running ? await logs.lastSign(job.Uuid) : undefined,
  ].filter((sign) => sign !== undefined)
  const retry = await session.internal(RETRIES, machine.Uuid)
  return {
    machine,
    job,
    lastSign: signs.length === 0 ? undefined : Math.max(...signs),
    place: await placeInLine(session, machine),
    retryAt: retry?.['Job'] === machine.CurrentJob ? Date.parse(String(retry['At'])) : undefined,
    silence: running ? silentMinutes((await session.get('tasks', job.Task))?.Meta) : undefined,
  }
}

async function ofMachine(
  session: Session,
  logs: Pick<JobLogs, 'lastSign'>,
  machine: Machine,
  run: Run | undefined,
  now: number,
): Promise<StalledRun | undefined> {
  const stalled = stalledMachine(await situationOf(session, logs, machine, run), now)
  if (stalled === undefined) return undefined
  return {
    Run: run?.Uuid ?? '',
    Kind: run?.Kind ?? 'boot',
    Machine: machine.Uuid,
    Name: machine.Name,
    Phase: run?.Phases.at(-1)?.Name ?? '',
    Since: Number.isFinite(stalled.since) ? new Date(stalled.since).toISOString() : ZERO_TIME,
    Reason: stalled.reason,
    Next: stalled.next,
  }
}

function ofRun(run: Run, machine: Machine | undefined, now: number): StalledRun | undefined {
  const stalled = stalledRun(run, now)
  if (stalled === undefined) return undefined
  return {
    Run: run.Uuid,
    Kind: run.Kind,
    Machine: run.Machine,
    Name: machine?.Name ?? run.HardwareAddr,
    Phase: stalled.phase,
    Since: new Date(now - stalled.age).toISOString(),
    Reason: stalled.reason,
    Next: stalled.next,
  }
}
