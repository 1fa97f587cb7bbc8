import { type Rollout, ZERO_TIME } from '@metalwright/sdk/models'
import { nextTime, parseSchedule } from './schedule.ts'

/** What somebody may do to a rollout. */
export type RolloutVerb = 'start' | 'pause' | 'resume' | 'cancel'

/** States in which each may be done. */
const FROM: Readonly<Record<RolloutVerb, readonly Rollout['State'][]>> = {
  start: ['scheduled', 'finished', 'cancelled', 'stopped'],
  pause: ['running'],
  resume: ['paused', 'stopped'],
  cancel: ['scheduled', 'running', 'paused', 'stopped'],
}

/** Why something may not be done to a rollout now; undefined when it may. */
export function controlProblem(rollout: Rollout, verb: RolloutVerb): string | undefined {
  const from = FROM[verb]
  if (from.includes(rollout.State)) return undefined
  return `Rollout ${rollout.Name} is ${rollout.State}; ${verb} is for one that is ${from.join(' or ')}`
}

/** Starts, pauses, resumes or cancels a rollout, in place. Machines that have begun go on in any case. */
export function control(rollout: Rollout, verb: RolloutVerb, now: number): void {
  rollout.Reason = ''
  switch (verb) {
    case 'start':
      rollout.State = 'running'
      rollout.StartTime = ZERO_TIME
      return
    case 'pause':
      rollout.State = 'paused'
      return
    case 'resume':
      rollout.State = 'running'
      rollout.Forgiven = rollout.Failed
      if (rollout.WaveEndTime !== ZERO_TIME) rollout.Approved = true
      return
    case 'cancel':
      leaveRest(rollout)
      rollout.State = 'cancelled'
      rollout.NextTime = ZERO_TIME
      rollout.EndTime = new Date(now).toISOString()
  }
}

/** Whether a rollout is to begin with a pass: it takes down which machines it goes over. */
export function beginsPass(rollout: Rollout): boolean {
  return rollout.State === 'running' && rollout.StartTime === ZERO_TIME
}

/** Begins a pass over so many machines, in place. */
export function beginPass(rollout: Rollout, total: number, skipped: number, now: number): void {
  Object.assign(rollout, {
    Wave: 0,
    WaveBegun: 0,
    WaveEndTime: ZERO_TIME,
    Total: total,
    Waiting: total,
    Running: 0,
    Done: 0,
    Failed: 0,
    Forgiven: 0,
    Skipped: skipped,
    Approved: false,
    StartTime: new Date(now).toISOString(),
    EndTime: ZERO_TIME,
    NextTime: ZERO_TIME,
  } satisfies Partial<Rollout>)
}

/** Ends a pass, in place: the rollout has finished, or waits for its next pass. */
export function finishPass(rollout: Rollout, reason: string, now: number): void {
  leaveRest(rollout)
  rollout.State = 'finished'
  rollout.Reason = reason
  rollout.EndTime = new Date(now).toISOString()
  scheduleNext(rollout, now)
}

/** Sets when a rollout that does nothing begins by itself, in place; one without a schedule never does. */
export function scheduleNext(rollout: Rollout, now: number): void {
  const schedule = parseSchedule(rollout.Schedule)
  const last = Date.parse(rollout.StartTime)
  const next = schedule === undefined ? undefined : nextTime(schedule, now, last > 0 ? last : undefined)
  if (rollout.State !== 'scheduled' && rollout.State !== 'finished') return
  rollout.State = next === undefined ? 'finished' : 'scheduled'
  rollout.NextTime = next === undefined ? ZERO_TIME : new Date(next).toISOString()
}

/** Machines that have not begun are left out. */
function leaveRest(rollout: Rollout): void {
  rollout.Skipped += rollout.Waiting
  rollout.Waiting = 0
}
