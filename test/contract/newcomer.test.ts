import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { findTerraform } from '@metalwright/server/rehearsal'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commandsOf } from '../../scripts/docs/commands.ts'
import { readMarkdown } from '../../scripts/docs/markdown.ts'

const ROOT = join(import.meta.dirname, '..', '..')
/** Longest time that the start, and what is typed after it, may take. */
const WAIT_MS = 75_000

/** Commands of the README in a block that begins with these words. */
function readmeCommands(clone: string, beginning: string): string[] {
  const { blocks } = readMarkdown(readFileSync(join(clone, 'README.md'), 'utf8'))
  const block = blocks.find(
    ({ language, text }) => language === 'console' && text.startsWith(`$ ${beginning}`),
  )
  if (block === undefined) throw new Error(`the README has no block that begins with ${beginning}`)
  return commandsOf(block).split('\n')
}

/**
 * Puts the files of the working tree, and nothing else, into a folder: what a clone of it would be. The packages from
 * npm are linked instead of fetched; those of the workspace are the clone's own.
 */
function clone(folder: string): void {
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
  })
  for (const file of list.toString('utf8').split('\0')) {
    if (file === '' || !existsSync(join(ROOT, file))) continue
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    cpSync(join(ROOT, file), join(folder, file))
  }
  linkPackages(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  for (const room of readdirSync(folder)) {
    const own = join(ROOT, room, 'node_modules')
    if (existsSync(own)) linkPackages(own, join(folder, room, 'node_modules'))
  }
  // As after an installation: the packages are those of this lockfile.
  cpSync(join(folder, 'package-lock.json'), join(folder, 'node_modules', '.metalwright-lock'))
}

function linkPackages(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.name === '.metalwright-lock') continue
    if (entry.name !== '@metalwright') {
      symlinkSync(join(from, entry.name), join(to, entry.name))
      continue
    }
    mkdirSync(join(to, entry.name))
    for (const name of readdirSync(join(from, entry.name))) {
      symlinkSync(readlinkSync(join(from, entry.name, name)), join(to, entry.name, name))
    }
  }
}

describe.skipIf(findTerraform() === undefined)('a newcomer with the README', () => {
  let folder: string
  let tools: string
  let started: ChildProcess | undefined
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'metalwright-newcomer-'))
    tools = join(folder, '.path')
    clone(folder)
    mkdirSync(tools)
    symlinkSync(findTerraform() ?? '', join(tools, 'terraform'))
  })
  afterAll(() => {
    // Ctrl-C reaches every process of the terminal.
    if (started?.pid !== undefined && started.exitCode === null && started.signalCode === null)
      process.kill(-started.pid, 'SIGINT')
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 })
  })

  it('starts it, claims a machine, changes it and gives it back', async () => {
    const env = { ...process.env, NO_COLOR: '1', PATH: `${tools}:${process.env['PATH'] ?? ''}` }
    const [start = ''] = readmeCommands(folder, 'npm start')
    expect(start).toBe('npm start')
    // Everywhere as on a machine without QEMU: `--kind simulated` is what the README says runs there.
    const program = spawn('sh', ['-c', `${start} -- --kind simulated`], { cwd: folder, env, detached: true })
    started = program
    let said = ''
    for (const stream of [program.stdout, program.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString('utf8')
      })
    }
    await expect.poll(() => said, { timeout: WAIT_MS }).toMatch(/terraform init && terraform apply\n/)
    expect(said).toMatch(/in use/)

    // Where the README has dots, a reader takes the line that the program has printed.
    const printed = said.split('\n').map((line) => line.trim())
    const typed = readmeCommands(folder, 'export RS_ENDPOINT').map((command) => {
      if (!command.includes('…')) return command
      const [beginning = ''] = command.split('…')
      const line = printed.findLast((one) => one.startsWith(beginning))
      if (line === undefined) throw new Error(`npm start printed nothing that begins with ${beginning}`)
      return line
    })
    expect(typed.length).toBeGreaterThanOrEqual(10)
    // Each question is answered as a reader answers it.
    const script = join(folder, 'typed.sh')
    writeFileSync(script, typed.join('\n'))
    const shell = spawn('sh', ['-e', script], { cwd: folder, env, timeout: WAIT_MS })
    let output = ''
    for (const stream of [shell.stdout, shell.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += stripVTControlCharacters(chunk.toString('utf8'))
        if (/Enter a value: $/.test(output)) shell.stdin.write('yes\n')
      })
    }
    const status = await new Promise((resolve) => shell.once('close', resolve))
    expect([status, output]).toEqual([0, expect.stringContaining('Destroy complete! Resources: 1 destroyed')])
    expect(output).toContain('Apply complete! Resources: 1 added, 0 changed, 0 destroyed')
    expect(output).toContain('No changes.')
    expect(output).toContain('Apply complete! Resources: 0 added, 1 changed, 0 destroyed')

    const ended = new Promise((resolve) => program.once('close', resolve))
    if (program.pid !== undefined) process.kill(-program.pid, 'SIGINT')
    await ended
    await expect(fetch(/RS_ENDPOINT=(\S+)/.exec(typed.join('\n'))?.[1] ?? '')).rejects.toMatchObject({
      cause: { code: 'ECONNREFUSED' },
    })
  })
})
