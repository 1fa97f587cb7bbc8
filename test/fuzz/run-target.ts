import fc from 'fast-check'
import type { FuzzTarget } from './fuzz-target.ts'
import { mutate } from './mutate.ts'
import { Random } from './random.ts'

/** Bytes of an input at most. */
export const LONGEST = 64 * 1024
/** Inputs that are varied further. */
const KEPT = 2000
/** Inputs made at once. */
const BATCH = 100
/** Inputs of a run of which a third is new; of the others one in 32, since those cost the most time and find less. */
const YOUNG = 20_000

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
  /** An input for each outcome that none of the corpus led to. */
  readonly found: ReadonlyMap<string, Uint8Array>
}

/**
 * Runs a target: its corpus first, then inputs of its own making and variations of those that led somewhere new. The
 * same seed gives the same inputs. Whether an input takes too long is for a watcher in another thread to say.
 *
 * @throws FuzzFailure with the input that broke a promise
 */
export async function runTarget(
  target: FuzzTarget,
  { corpus, seed, more, onInput }: FuzzRun,
): Promise<FuzzResult> {
  const random = new Random(seed)
  const outcomes = new Set<string>()
  const found = new Map<string, Uint8Array>()
  const pool: Uint8Array[] = []
  const note = (input: Uint8Array, outcome: string): void => {
    if (outcomes.has(outcome)) return
    outcomes.add(outcome)
    if (pool.length < KEPT) pool.push(input)
    else pool[random.below(KEPT)] = input
  }
  for (const input of corpus) note(input, await runInput(target, input, onInput))
  let made: Uint8Array[] = []
  let done = 0
  for (; more(done); done++) {
    if (made.length === 0) made = fc.sample(target.inputs, { numRuns: BATCH, seed: random.below(2 ** 31) })
    const isNew = random.below(done < YOUNG ? 3 : 32) === 0
    const fresh = (isNew ? made.pop() : random.pick(made)) ?? new Uint8Array()
    const input = isNew ? fresh : varied(target, random.pick(pool) ?? fresh, fresh, random)
    onInput?.(input)
    // Waiting for what is there already would cost more than most targets do.
    const outcome = runInput(target, input, undefined)
    const kind = typeof outcome === 'string' ? outcome : await outcome
    if (!outcomes.has(kind)) {
      if (found.size < KEPT) found.set(kind, input)
      note(input, kind)
    }
  }
  return { inputs: corpus.length + done, outcomes, found }
}

/**
 * Runs one input.
 * @throws FuzzFailure, which a promise rejects with
 */
export function runInput(
  target: FuzzTarget,
  input: Uint8Array,
  onInput?: (input: Uint8Array) => void,
): string | Promise<string> {
  onInput?.(input)
  const failed = (error: unknown): never => {
    throw new FuzzFailure(target.name, input, error)
  }
  try {
    const outcome = target.run(input)
    return typeof outcome === 'string' ? outcome : outcome.catch(failed)
  } catch (error) {
    return failed(error)
  }
}

function varied(target: FuzzTarget, base: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  if (target.vary !== undefined && random.below(4) !== 0) return target.vary(base, random)
  return mutate(base, other, target.pieces, random, LONGEST)
}
