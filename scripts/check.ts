// All static checks, one after another; every one runs even when an earlier one failed.
//
//   npm run check
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

interface Check {
  readonly name: string
  readonly command: readonly [string, ...string[]]
}

const bin = (name: string) => join('node_modules', '.bin', name)

/** Scripts that make generated files; with `--check` they fail when what is committed differs. */
const generators = readdirSync('.', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) =>
    ['generate.ts', 'docs.ts', 'cdk.ts', 'api-report.ts'].map((script) => join(name, 'scripts', script)),
  )
  .filter((script) => existsSync(script))

const checks: readonly Check[] = [
  { name: 'format and lint', command: [bin('biome'), 'ci', '--colors=off', '.'] },
  { name: 'types', command: [bin('tsc'), '--noEmit'] },
  { name: 'types of the console', command: [bin('tsc'), '-p', 'server-mock/ui'] },
  { name: 'boundaries', command: [process.execPath, 'scripts/boundaries.ts'] },
  { name: 'dead code', command: [bin('knip')] },
  { name: 'documents', command: [process.execPath, 'scripts/docs-check.ts'] },
  { name: 'generated: reference', command: [process.execPath, 'scripts/docs-reference.ts', '--check'] },
  ...generators.map(
    (script): Check => ({
      name: `generated: ${script}`,
      command: [process.execPath, script, '--check'],
    }),
  ),
]

const env = { ...process.env, NO_COLOR: '1' }
let failed = 0
for (const { name, command } of checks) {
  const [program, ...args] = command
  const started = performance.now()
  const done = spawnSync(program, args, { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', env })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const ok = done.status === 0
  process.stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)\n`)
  if (ok) continue
  failed += 1
  process.stdout.write(`${done.stdout ?? ''}${done.stderr ?? ''}${done.error?.message ?? ''}\n`)
}
process.stdout.write(failed === 0 ? 'All checks passed.\n' : `${failed} of ${checks.length} checks failed.\n`)
process.exit(failed === 0 ? 0 : 1)
