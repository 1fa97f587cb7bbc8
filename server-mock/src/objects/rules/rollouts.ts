import { type Rollout, ZERO_TIME } from '@metalwright/sdk/models'
import { parseDuration } from '../../engine/duration.ts'
import { scheduleNext } from '../../engine/rollout-control.ts'
import { parseAmount } from '../../engine/rollout-plan.ts'
import { nextTime, parseSchedule } from '../../engine/schedule.ts'
import { parseFilterTexts } from '../lists/filter.ts'
import { Problem } from '../problem.ts'
import { type Rule, refused } from './rule.ts'

/** A new rollout begins, at once or by its schedule; what says how it goes must make sense. */
export const rolloutRule: Rule<'rollouts'> = async (rollout, { session, ports }) => {
  const problems = wordProblems(rollout, ports.now())
  if (problems.length > 0) return refused(problems)
  const now = ports.now()
  const old = await session.get('rollouts', rollout.Name)
  if (old === undefined) {
    for (const field of ['WaveEndTime', 'StartTime', 'EndTime', 'NextTime'] as const)
      rollout[field] = ZERO_TIME
    rollout.State = rollout.Schedule === '' ? 'running' : 'scheduled'
  }
  if (old?.Schedule !== rollout.Schedule) scheduleNext(rollout, now)
  return refused([])
}

function wordProblems(rollout: Rollout, now: number): string[] {
  const { WaveSize, MaxFailures, WavePause, Timeout, Window, Schedule, Canary, Filter } = rollout
  const problems: string[] = []
  for (const [field, text] of Object.entries({ WaveSize, MaxFailures })) {
    if (parseAmount(text) === undefined)
      problems.push(`${field} ${text} is no number of machines; write 5 or 10%`)
  }
  for (const [field, text] of Object.entries({ WavePause, Timeout, Window })) {
    if (field === 'Window' && text === '') continue
    if (parseDuration(text) === undefined)
      problems.push(`${field} ${text} is no duration; write 90s, 1h30m or 2d`)
  }
  if (Canary < 0) problems.push(`Canary ${Canary} is no number of machines`)
  const schedule = Schedule === '' ? undefined : parseSchedule(Schedule)
  if (Schedule !== '' && schedule === undefined) {
    problems.push(
      `Schedule ${Schedule} is none; write every 7 days, or a cron expression such as 0 2 * * 6 (UTC)`,
    )
  }
  if (schedule !== undefined && nextTime(schedule, now, undefined) === undefined) {
    problems.push(`Schedule ${Schedule} never comes`)
  }
  try {
    parseFilterTexts(Filter, 'machines')
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    problems.push(...error.messages)
  }
  return problems
}
