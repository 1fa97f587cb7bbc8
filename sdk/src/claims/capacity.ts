import { backOff } from '../transport/index.ts'
import { NoCapacityError } from './claim-errors.ts'
import { durationText } from './duration-text.ts'
import type { WaitPorts } from './wait.ts'

/** How long to keep asking a pool that has no machine to give. */
export interface CapacityWait {
  readonly timeoutMs: number
  /** Called with one line each time the pool had none. */
  readonly onProgress?: ((text: string) => void) | undefined
}

/** Longest pause between two tries, in milliseconds. */
const MAX_PAUSE_MS = 30_000

/**
 * Tries until there is a machine, with pauses that grow and differ by chance, so that many who wait do not ask at
 * one time.
 *
 * @throws NoCapacityError of the last try when the time is over
 */
export async function whenCapacity<Result>(
  attempt: () => Promise<Result>,
  wait: CapacityWait | undefined,
  { clock, random }: WaitPorts,
  signal: AbortSignal | undefined,
): Promise<Result> {
  const started = clock.now()
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof NoCapacityError) || wait === undefined) throw error
      const waited = clock.now() - started
      const left = wait.timeoutMs - waited
      if (left <= 0) throw error
      wait.onProgress?.(`${error.message.split('. ')[0]}; asking again (${durationText(waited)})`)
      const pause = backOff(tries + 2, { maxWaitMs: MAX_PAUSE_MS, random })
      await clock.sleep(Math.min(pause, left), signal)
    }
  }
}
