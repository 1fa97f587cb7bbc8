// The random suites for long: claims under faults, agents in random orders, crashes of the server.
//
//   npm run soak [-- ROUNDS [SEED]]
//
// ROUNDS (default 50) times what CI runs; SEED repeats a run that failed.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const [rounds = '50', seed = String(Math.floor(Math.random() * 1e9))] = process.argv.slice(2)
if (!/^\d+$/.test(rounds) || !/^\d+$/.test(seed)) {
  process.stderr.write('Write: npm run soak -- ROUNDS SEED, both whole numbers.\n')
  process.exit(2)
}
process.stdout.write(`${rounds} rounds, seed ${seed}\n`)
const env = {
  ...process.env,
  METALWRIGHT_CHAOS_ROUNDS: rounds,
  METALWRIGHT_CHAOS_SEED: seed,
}
const vitest = join('node_modules', '.bin', 'vitest')
const suites = [
  ['--project', 'unit', 'test/chaos'],
  ['--project', 'contract', 'test/contract/terraform-torture.test.ts'],
]
let failed = 0
for (const suite of suites) {
  const { status } = spawnSync(vitest, ['run', ...suite, '--testTimeout', '36000000'], {
    stdio: 'inherit',
    env,
  })
  if (status !== 0) failed++
}
process.exit(failed === 0 ? 0 : 1)
