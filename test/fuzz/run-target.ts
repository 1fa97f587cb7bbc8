import fc from 'fast-check'
import type { FuzzTarget } from './fuzz-target.ts'
import { mutate } from './mutate.ts'
import { Random } from './random.ts'

/** Bytes of an input at most. */
export const LONGEST = 64 * 1024
/** Milliseconds that one input may take. */
const SLOWEST = 5000
/** Inputs that are varied further. */
const KEPT = 2000
/** Inputs made at once. */
const BATCH = 100

/** An input that broke a promise. */
export class FuzzFailure extends Error {
  readonly code = 'promise_broken'
  readonly target: string
  readonly input: Uint8Array

  constructor(target: string, input: Uint8Array, cause: unknown) {
    const shown = Buffer.from(input.subarray(0, 500)).toString('latin1')
    super(
      `${target}: ${cause instanceof Error ? cause.message : String(cause)}\ninput: ${JSON.stringify(shown)}`,
      {
        cause,
      },
    )
    this.name = 'FuzzFailure'
    this.target = target
    this.input = input
  }
}

/** How long and how a target is run. */
export interface FuzzRun {
  /** Inputs to begin with. */
  readonly corpus: readonly Uint8Array[]
  readonly seed: number
  /** Whether to go on, asked before every input. */
  readonly more: (done: number) => boolean
  /** Told of every input before it is run. */
  readonly onInput?: (input: Uint8Array) => void
}

/** What a run found. */
export interface FuzzResult {
  readonly inputs: number
  /** Kinds of outcomes that were met. */
  readonly outcomes: ReadonlySet<string>
}

/**
 * Runs a target: its corpus first, then inputs of its own making and variations of those that led somewhere new.
 *
 * @throws FuzzFailure with the input that broke a promise
 */
export function runTarget(target: FuzzTarget, { corpus, seed, more, onInput }: FuzzRun): FuzzResult {
  const random = new Random(seed)
  const outcomes = new Set<string>()
  const pool: Uint8Array[] = []
  const run = (input: Uint8Array) => {
    onInput?.(input)
    const started = performance.now()
    try {
      const outcome = target.run(input)
      if (!outcomes.has(outcome)) {
        outcomes.add(outcome)
        if (pool.length < KEPT) pool.push(input)
        else pool[random.below(KEPT)] = input
      }
      const took = performance.now() - started
      if (took > SLOWEST) throw new Error(`took ${Math.round(took)} ms`)
    } catch (error) {
      throw new FuzzFailure(target.name, input, error)
    }
  }
  for (const input of corpus) run(input)
  let made: Uint8Array[] = []
  let done = 0
  for (; more(done); done++) {
    if (made.length === 0) made = fc.sample(target.inputs, { numRuns: BATCH, seed: random.below(2 ** 31) })
    const fresh = made.pop() ?? new Uint8Array()
    const base = random.pick(pool) ?? fresh
    run(random.below(3) === 0 ? fresh : mutate(base, fresh, target.pieces, random, LONGEST))
  }
  return { inputs: corpus.length + done, outcomes }
}
