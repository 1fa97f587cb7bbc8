// Checks the documents: links with their anchors, and that every block of commands in a guide is run by a test or says
// why it is not. Fails when it finds no documents at all.
//
//   node scripts/docs-check.ts
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { faultsOf } from './docs/check.ts'

/** Documents a healthy run reads at the least. */
const LEAST_DOCUMENTS = 30

const root = join(import.meta.dirname, '..')
const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z', '*.md']
const files = execFileSync('git', args, { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((file) => file !== '' && !file.includes('/fixtures/') && existsSync(join(root, file)))
const faults = faultsOf(root, [...new Set(files)].sort())
for (const { file, line, message } of faults) process.stdout.write(`${file}:${line}: ${message}\n`)
process.stdout.write(`${files.length} documents read, ${faults.length} faults\n`)
process.exit(faults.length === 0 && files.length >= LEAST_DOCUMENTS ? 0 : 1)
