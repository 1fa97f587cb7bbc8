import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../../src/transport/index.ts'

/** A clock on which sleeping takes no time but moves the hands. */
export class FakeClock implements Clock {
  time = Date.parse('2030-01-01T00:00:00Z')
  /** Every sleep so far, in milliseconds. */
  readonly sleeps: number[] = []
  /** Runs before a sleep ends. */
  onSleep: () => void | Promise<void> = () => {}

  now(): number {
    return this.time
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    this.sleeps.push(milliseconds)
    this.time += milliseconds
    await this.onSleep()
    await setImmediate()
    signal?.throwIfAborted()
  }
}
