/**
 * Writes `api.md`: everything the package exports, as the compiler declares it, so that a change of it shows in review.
 * `--check` writes nothing and exits 1 when the committed report differs.
 *
 *   node sdk/scripts/api-report.ts
 */
import { execFileSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { reportOf } from './api-report/report.ts'
import { surfaceOf } from './api-report/surface.ts'

const room = join(import.meta.dirname, '..')
const Manifest = z.object({ name: z.string(), exports: z.record(z.string(), z.string()) })

function declarations(): Map<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'metalwright-declarations-'))
  try {
    const tsc = join(room, '..', 'node_modules', 'typescript', 'bin', 'tsc')
    const args = [tsc, '-p', import.meta.dirname, '--emitDeclarationOnly', '--outDir', folder]
    execFileSync(process.execPath, args, { stdio: 'inherit' })
    return new Map(
      globSync('**/*.d.ts', { cwd: folder }).map((file) => [
        file.replaceAll('\\', '/').replace(/\.d\.ts$/, '.ts'),
        readFileSync(join(folder, file), 'utf8'),
      ]),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const { name, exports } = Manifest.parse(JSON.parse(readFileSync(join(room, 'package.json'), 'utf8')))
const entries = Object.entries(exports).map(
  ([entry, source]) => [entry, source.replace('./src/', '')] as const,
)
const report = reportOf(name, surfaceOf(Object.fromEntries(entries), declarations()))
const file = join(room, 'api.md')
if (!process.argv.includes('--check')) {
  writeFileSync(file, report)
} else if (readFileSync(file, 'utf8') !== report) {
  console.error(
    'The public surface of the SDK has changed. Make the report anew and let it be reviewed: node sdk/scripts/api-report.ts',
  )
  process.exitCode = 1
}
