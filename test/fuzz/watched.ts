import { Worker } from 'node:worker_threads'
import { keepInput } from './corpus.ts'
import { LONGEST } from './run-target.ts'

/** Looks, a second apart, at the same input after which it counts as never done with. */
const STUCK = 10

/** What a worker is to do: a target for some seconds, or for a number of inputs. */
export interface FuzzTask {
  readonly target: string
  readonly seed: number
  readonly seconds?: number
  readonly inputs?: number
  /** Whether inputs that led somewhere new are kept in the corpus. */
  readonly keep: boolean
}

/** A task with the memory in which its worker says what it is at: number of the input, its length, its bytes. */
export interface SharedTask extends FuzzTask {
  readonly shared: SharedArrayBuffer
}

/** Figures of a run that came to its end. */
export interface FuzzFigures {
  readonly inputs: number
  readonly seconds: number
  readonly outcomes: number
  /** Kinds of outcomes that no input of the corpus led to. */
  readonly found: number
  /** Bytes in use after the warm-up and at the end. */
  readonly heap: readonly [number, number]
}

/** How a task ended; without figures when it did not come to its end. */
export interface FuzzOutcome {
  readonly ok: boolean
  readonly text: string
  readonly run?: FuzzFigures
}

/**
 * Runs a task in a thread of its own, which this one ends when an input is never done with: it looks, and does not
 * reckon with clocks, so that a machine that was asleep is no reason.
 */
export function watched(task: FuzzTask): Promise<FuzzOutcome> {
  const shared = new SharedArrayBuffer(8 + LONGEST)
  const workerData: SharedTask = { ...task, shared }
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData })
  const numbers = new Int32Array(shared, 0, 2)
  let seen = -1
  let looks = 0
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      const now = Atomics.load(numbers, 0)
      looks = now === seen && now > 0 ? looks + 1 : 0
      seen = now
      if (looks < STUCK) return
      const input = Buffer.from(shared, 8, Atomics.load(numbers, 1))
      const file = keepInput(task.target, Buffer.from(input))
      end({ ok: false, text: `an input is never done with: ${file}` })
    }, 1000)
    const end = (outcome: FuzzOutcome) => {
      clearInterval(timer)
      void worker.terminate()
      resolve(outcome)
    }
    worker.on('message', end)
    worker.on('error', (error) => end({ ok: false, text: error.stack ?? error.message }))
  })
}
