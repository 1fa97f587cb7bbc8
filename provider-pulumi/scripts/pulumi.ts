// Runs Pulumi's CLI, also where it has no language host for Node.js, as one that was built from its Go module:
//
//   cd examples/pulumi/typescript && node ../../../provider-pulumi/scripts/pulumi.ts up --yes
//
// Arguments, streams, signals and the exit code are the CLI's.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { findProgram } from './cli/programs.ts'

const cli = findProgram('pulumi')
if (cli === undefined) {
  process.stderr.write('There is no pulumi on PATH. Install it, or build it with `npm run tools`.\n')
  process.exit(127)
}
const folders = [process.env['PATH'] ?? '']
if (findProgram('pulumi-language-nodejs') === undefined) folders.unshift(ownLanguageHost())
const child = spawn(cli, process.argv.slice(2), {
  stdio: 'inherit',
  env: { ...process.env, PATH: folders.join(delimiter) },
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
child.once('exit', (code, signal) => {
  process.exitCode = code ?? (signal === null ? 1 : 130)
})

/** A folder with a language host for Node.js under the name by which the CLI looks for it; gone when we end. */
function ownLanguageHost(): string {
  const folder = mkdtempSync(join(tmpdir(), 'metalwright-language-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const main = join(import.meta.dirname, 'cli', 'language-host-main.ts')
  const windows = process.platform === 'win32'
  const start = windows
    ? `@"${process.execPath}" "${main}" %*\r\n`
    : `#!/bin/sh\nexec '${process.execPath}' '${main}' "$@"\n`
  writeFileSync(join(folder, `pulumi-language-nodejs${windows ? '.cmd' : ''}`), start, { mode: 0o755 })
  return folder
}
