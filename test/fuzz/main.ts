// Fuzzes what reads bytes of strangers, for as long or as many inputs as is wanted.
//
//   node test/fuzz/main.ts [target …] [--inputs N | --seconds 60] [--seed N] [--keep] [--record]
//
// N inputs are run of each target. --keep adds the inputs that led somewhere new to the corpus, cut down to what
// matters; --record adds a line for each target to docs/reference/fuzzing.md. An input that breaks a promise, or that
// is never done with, is kept in the corpus; that, or a heap that grows, ends the run with 1.
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { addRecord } from './record.ts'
import { TARGETS } from './targets.ts'
import { watched } from './watched.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    inputs: { type: 'string' },
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string' },
    keep: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
  },
})
const names = TARGETS.map(({ name }) => name)
const unknown = positionals.filter((name) => !names.includes(name))
const seconds = Number(values.seconds)
const inputs = values.inputs === undefined ? undefined : Number(values.inputs)
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
const usable = inputs === undefined ? seconds > 0 : Number.isSafeInteger(inputs) && inputs > 0
if (unknown.length > 0 || !usable || !Number.isInteger(seed)) {
  process.stderr.write(
    `usage: fuzz [${names.join('|')} …] [--inputs N | --seconds N] [--seed N] [--keep] [--record]\n`,
  )
  process.exit(2)
}
for (const target of positionals.length > 0 ? positionals : names) {
  const length = inputs === undefined ? `${seconds} s` : `${inputs} inputs`
  process.stdout.write(`${target}, ${length}, seed ${seed}, ${availableParallelism()} processors: `)
  const outcome = await watched({
    target,
    seed,
    keep: values.keep,
    ...(inputs === undefined ? { seconds } : { inputs }),
  })
  process.stdout.write(`${outcome.text}\n`)
  if (values.record && outcome.run !== undefined) addRecord(target, seed, outcome.run)
  if (!outcome.ok) process.exitCode = 1
}
