import { setTimeout as sleep } from 'node:timers/promises'
import type { BmcClock } from '../../src/bmc/clock.ts'

/** The real clock. */
export const realClock: BmcClock = {
  now: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    await sleep(milliseconds, undefined, signal === undefined ? {} : { signal })
  },
}

/** The real clock for who does not like to wait: nobody sleeps longer than a moment. */
export const hastyClock: BmcClock = {
  now: realClock.now,
  sleep: (milliseconds, signal) => realClock.sleep(Math.min(milliseconds, 10), signal),
}

/** A clock that stands until it is moved; whoever sleeps wakes when his time has come. */
export class HandClock implements BmcClock {
  #time = 0
  #sleepers: { at: number; wake: () => void }[] = []

  now = (): number => this.#time

  sleep = (milliseconds: number): Promise<void> =>
    new Promise((wake) => {
      this.#sleepers.push({ at: this.#time + milliseconds, wake })
    })

  /** Moves on, and lets everything that follows from it happen. */
  async pass(milliseconds: number): Promise<void> {
    this.#time += milliseconds
    const due = this.#sleepers.filter(({ at }) => at <= this.#time)
    this.#sleepers = this.#sleepers.filter(({ at }) => at > this.#time)
    for (const { wake } of due) wake()
    await settle()
  }
}

/** Lets all promises that can go on do so. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
