// Fuzzes what reads bytes of strangers, for as long as is wanted.
//
//   node test/fuzz/main.ts [target …] [--seconds 60] [--seed N]
//
// An input that breaks a promise, or that is never done with, is kept in the corpus and ends the run with 1.
import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { keepInput, readCorpus } from './corpus.ts'
import { FuzzFailure, LONGEST, runTarget } from './run-target.ts'
import { TARGETS } from './targets.ts'

/** Seconds after which an input counts as never done with. */
const STUCK = 30

interface Task {
  readonly target: string
  readonly seconds: number
  readonly seed: number
  /** Number of the input under way, its length, its bytes. */
  readonly shared: SharedArrayBuffer
}

if (isMainThread) await supervise()
else work(workerData as Task)

async function supervise(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string' } },
  })
  const names = TARGETS.map(({ name }) => name)
  const unknown = positionals.filter((name) => !names.includes(name))
  const seconds = Number(values.seconds)
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
  if (unknown.length > 0 || !(seconds > 0) || !Number.isInteger(seed)) {
    process.stderr.write(`usage: fuzz [${names.join('|')} …] [--seconds N] [--seed N]\n`)
    process.exit(2)
  }
  for (const target of positionals.length > 0 ? positionals : names) {
    process.stdout.write(`${target}, ${seconds} s, seed ${seed}: `)
    const outcome = await watched({ target, seconds, seed, shared: new SharedArrayBuffer(8 + LONGEST) })
    process.stdout.write(`${outcome.text}\n`)
    if (!outcome.ok) process.exitCode = 1
  }
}

/** Runs a task in a thread of its own, which can be ended when an input is never done with. */
function watched(task: Task): Promise<{ ok: boolean; text: string }> {
  const worker = new Worker(new URL(import.meta.url), { workerData: task })
  const numbers = new Int32Array(task.shared, 0, 2)
  let seen = -1
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      const now = Atomics.load(numbers, 0)
      if (now === seen) {
        const input = Buffer.from(task.shared, 8, Atomics.load(numbers, 1))
        const file = keepInput(task.target, Buffer.from(input))
        end({ ok: false, text: `an input is never done with: ${file}` })
      }
      seen = now
    }, STUCK * 1000)
    const end = (outcome: { ok: boolean; text: string }) => {
      clearInterval(timer)
      void worker.terminate()
      resolve(outcome)
    }
    worker.on('message', end)
    worker.on('error', (error) => end({ ok: false, text: error.stack ?? error.message }))
  })
}

function work({ target: name, seconds, seed, shared }: Task): void {
  const target = TARGETS.find((one) => one.name === name)
  if (target === undefined) throw new Error(`no target ${name}`)
  const numbers = new Int32Array(shared, 0, 2)
  const bytes = new Uint8Array(shared, 8)
  const until = performance.now() + seconds * 1000
  try {
    const { inputs, outcomes } = runTarget(target, {
      corpus: readCorpus(name),
      seed,
      more: () => performance.now() < until,
      onInput: (input) => {
        bytes.set(input.subarray(0, LONGEST))
        Atomics.store(numbers, 1, Math.min(input.length, LONGEST))
        Atomics.add(numbers, 0, 1)
      },
    })
    parentPort?.postMessage({ ok: true, text: `${inputs} inputs, ${outcomes.size} kinds of outcomes` })
  } catch (error) {
    if (!(error instanceof FuzzFailure)) throw error
    const file = keepInput(error.target, error.input)
    parentPort?.postMessage({ ok: false, text: `${error.stack ?? error.message}\nkept in ${file}` })
  }
}
