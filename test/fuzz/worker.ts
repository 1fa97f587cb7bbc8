import { parentPort, workerData } from 'node:worker_threads'
import { keepFound, keepInput, readCorpus } from './corpus.ts'
import type { FuzzTarget } from './fuzz-target.ts'
import { heapInUse, MOST_GROWTH } from './heap.ts'
import { smallest } from './minimise.ts'
import { FuzzFailure, LONGEST, runTarget } from './run-target.ts'
import { TARGETS } from './targets.ts'
import type { FuzzFigures, FuzzOutcome, SharedTask } from './watched.ts'

/** Inputs before the heap is looked at for the first time, and the part of a run's time they may take. */
const WARM_UP = 50_000
const WARM_PART = 0.2
/** Inputs that one run adds to the corpus at most, and bytes of one. */
const MOST_KEPT = 20
const LONGEST_KEPT = 12 * 1024

const task = workerData as SharedTask
const numbers = new Int32Array(task.shared, 0, 2)
const bytes = new Uint8Array(task.shared, 8)
const onInput = (input: Uint8Array): void => {
  bytes.set(input.length > LONGEST ? input.subarray(0, LONGEST) : input)
  Atomics.store(numbers, 1, Math.min(input.length, LONGEST))
  Atomics.add(numbers, 0, 1)
}

const target = TARGETS.find(({ name }) => name === task.target)
if (target === undefined) throw new Error(`no target ${task.target}`)
parentPort?.postMessage(await run(target).catch(broken))

async function run(target: FuzzTarget): Promise<FuzzOutcome> {
  const { seed, inputs, seconds } = task
  const started = performance.now()
  const until = (part: number) => started + part * (seconds ?? Number.POSITIVE_INFINITY) * 1000
  const within = (end: number) => (done: number) => done % 64 !== 0 || performance.now() < end
  const [warmTime, allTime] = [within(until(WARM_PART)), within(until(1))]
  const seen = new Set<string>()
  const warmUp = Math.min(WARM_UP, Math.floor((inputs ?? Number.POSITIVE_INFINITY) / 2))
  const warm = await share(target, seed + 1, seen, (done) => done < warmUp && warmTime(done))
  const before = await heapInUse()
  const left = (inputs ?? Number.POSITIVE_INFINITY) - warm.inputs
  const rest = await share(target, seed, seen, (done) => done < left && allTime(done))
  const after = await heapInUse()
  await target.close?.()
  const took = (performance.now() - started) / 1000
  // Before the engine has seen most of the code, a heap grows by what it learns of it.
  const ok = warm.inputs < WARM_UP || after - before <= MOST_GROWTH
  const figures: FuzzFigures = {
    inputs: warm.inputs + rest.inputs,
    seconds: took,
    outcomes: seen.size,
    found: warm.found + rest.found,
    heap: [before, after],
  }
  const kept = warm.kept + rest.kept
  const heap = `heap ${mebibytes(before)} → ${mebibytes(after)} MiB${ok ? '' : ', WHICH IS TOO MUCH'}`
  const text = `${figures.inputs} inputs in ${took.toFixed(0)} s, ${seen.size} kinds of outcomes, ${figures.found} of them new, ${kept} kept, ${heap}`
  return { ok, text, run: figures }
}

/** A share of the run. It gives numbers only: whatever it kept is let go before the heap is looked at. */
async function share(
  target: FuzzTarget,
  seed: number,
  seen: Set<string>,
  more: (done: number) => boolean,
): Promise<{ inputs: number; found: number; kept: number }> {
  const corpus = readCorpus(target.name)
  const { inputs, outcomes, found } = await runTarget(target, { corpus, seed, more, onInput })
  const news = [...found].filter(([outcome]) => !seen.has(outcome))
  for (const outcome of outcomes) seen.add(outcome)
  const kept = task.keep ? await keep(target, news) : 0
  return { inputs, found: news.length, kept }
}

async function keep(target: FuzzTarget, found: readonly (readonly [string, Uint8Array])[]): Promise<number> {
  let kept = 0
  for (const [outcome, input] of found) {
    if (kept >= MOST_KEPT) break
    const small = await smallest(target, input, outcome, onInput)
    if (small.length > LONGEST_KEPT) continue
    keepFound(target.name, small)
    kept++
  }
  return kept
}

function broken(error: unknown): FuzzOutcome {
  if (!(error instanceof FuzzFailure)) throw error
  const file = keepInput(error.target, error.input)
  return { ok: false, text: `${error.stack ?? error.message}\nkept in ${file}` }
}

function mebibytes(bytes: number): string {
  return (bytes / 1024 ** 2).toFixed(2)
}
