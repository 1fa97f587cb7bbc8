import { type Rollout, ZERO_TIME } from '@metalwright/sdk/models'
import { parseDuration } from './duration.ts'

/** A number of machines, or a share of all of them. */
export type Amount = { readonly count: number } | { readonly percent: number }

/** Reads `5` or `10%`; undefined for text that is neither. */
export function parseAmount(text: string): Amount | undefined {
  const match = /^(\d{1,7})(%?)$/.exec(text)
  if (match === null) return undefined
  const number = Number(match[1])
  if (match[2] === '') return { count: number }
  return number > 100 ? undefined : { percent: number }
}

/** What a rollout does next. */
export type RolloutStep =
  /** The next machine begins. */
  | { readonly kind: 'begin' }
  /** The present wave has come to its end, which is noted. */
  | { readonly kind: 'end-wave' }
  | { readonly kind: 'next-wave' }
  /** Nothing to do until a machine moves, or until a time (milliseconds since the epoch). */
  | { readonly kind: 'wait'; readonly until: number | undefined }
  | { readonly kind: 'pause'; readonly reason: string }
  | { readonly kind: 'stop'; readonly reason: string }
  /** The pass has come to its end; machines that still wait are left out, for the reason. */
  | { readonly kind: 'finish'; readonly reason: string }

/** Machines of a wave, from 1 on: one at least. */
export function waveSize(rollout: Rollout, wave: number): number {
  if (wave <= 1 && rollout.Canary > 0) return rollout.Canary
  const size = parseAmount(rollout.WaveSize) ?? { count: 1 }
  return Math.max(1, 'count' in size ? size.count : Math.ceil((rollout.Total * size.percent) / 100))
}

/** Machines that may fail. */
export function failureLimit(rollout: Rollout): number {
  const most = parseAmount(rollout.MaxFailures) ?? { count: 0 }
  return 'count' in most ? most.count : Math.floor((rollout.Total * most.percent) / 100)
}

/**
 * What a running rollout does next. Pure: everything it looks at is in the object, so it decides the same after a
 * restart of the server.
 *
 * @param now milliseconds since the epoch
 */
export function nextStep(rollout: Rollout, now: number): RolloutStep {
  const { Waiting, Running, Failed, Forgiven, Wave, WaveBegun } = rollout
  const limit = failureLimit(rollout)
  if (Failed - Forgiven > limit) {
    const word = limit === 0 ? 'no machine may fail' : `${limit} may`
    return { kind: 'stop', reason: `${Failed - Forgiven} machines failed, and ${word} (MaxFailures)` }
  }
  if (Waiting === 0) return Running === 0 ? { kind: 'finish', reason: '' } : wait()
  const closes = windowEnd(rollout)
  if (closes !== undefined && now >= closes) {
    return Running === 0 ? { kind: 'finish', reason: 'the window had closed' } : wait()
  }
  if (Wave > 0 && WaveBegun < waveSize(rollout, Wave)) return { kind: 'begin' }
  if (Running > 0) return wait()
  if (Wave === 0) return { kind: 'next-wave' }
  if (rollout.WaveEndTime === ZERO_TIME) return { kind: 'end-wave' }
  if (Wave === 1 && rollout.Canary > 0 && rollout.AskAfterCanary && !rollout.Approved) {
    return { kind: 'pause', reason: 'the canaries have ended; look at them, then resume' }
  }
  const pause = parseDuration(rollout.WavePause) ?? 0
  const begins = Date.parse(rollout.WaveEndTime) + pause
  return now < begins ? wait(Math.min(begins, closes ?? begins)) : { kind: 'next-wave' }
}

/** When no machine of the present pass may begin any more, milliseconds since the epoch; undefined for never. */
export function windowEnd(rollout: Rollout): number | undefined {
  const window = rollout.Window === '' ? undefined : parseDuration(rollout.Window)
  return window === undefined ? undefined : Date.parse(rollout.StartTime) + window
}

function wait(until?: number): RolloutStep {
  return { kind: 'wait', until }
}
