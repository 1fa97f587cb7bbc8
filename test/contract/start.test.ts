import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findTerraform } from '@metalwright/server/rehearsal'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')

/** Runs `npm start` with these arguments. */
async function start(args: readonly string[]) {
  const child = spawn('npm', ['start', '--silent', '--', ...args], { cwd: root })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  const status = await new Promise((resolve) => child.once('close', resolve))
  return { status, output }
}

describe('npm start with simulated machines', () => {
  it('claims several and ends with a timeline of each', async () => {
    const { status, output } = await start(['--once', '--kind', 'simulated', '--machines', '3'])
    expect([status, output]).toEqual([0, expect.stringContaining('Apply complete! Resources: 3 added')])
    expect(output.match(/in use {2}/g)).toHaveLength(3)
    expect(output.match(/after 1 firmware start\n/g)).toHaveLength(3)
  })

  it('claims with the SDK where that is wanted', async () => {
    const { status, output } = await start(['--once', '--kind', 'simulated', '--client', 'sdk'])
    expect([status, output]).toEqual([0, expect.stringContaining('claiming with the SDK')])
    expect(output).toMatch(/in use/)
  })

  it('leaves a machine free, with commands that claim it by hand, and stops on Ctrl-C', async () => {
    // What `npm start` runs; npm itself would end by the signal and hide the exit status.
    const command = ['scripts/bootstrap.mjs', 'node', 'server-mock/src/rehearsal/start/main.ts']
    const child = spawn(process.execPath, [...command, '--kind', 'simulated'], { cwd: root, detached: true })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
    const ended = new Promise((resolve) => child.once('close', resolve))
    await expect.poll(() => output, { timeout: 60_000 }).toMatch(/terraform init && terraform apply\n/)
    const script = output
      .slice(output.lastIndexOf('export RS_ENDPOINT'))
      .replace(
        /cd (\S+) && .*/,
        'cp -r $1/main.tf . && $TERRAFORM init && $TERRAFORM apply -auto-approve && $TERRAFORM plan -detailed-exitcode && $TERRAFORM destroy -auto-approve',
      )
    const folder = await mkdtemp(join(tmpdir(), 'metalwright-by-hand-'))
    const env = { ...process.env, TERRAFORM: findTerraform() ?? 'terraform', NO_COLOR: '1' }
    const done = spawnSync('sh', ['-e', '-c', script], { cwd: folder, env, encoding: 'utf8' })
    await rm(folder, { recursive: true, force: true })
    expect([done.status, `${done.stdout}${done.stderr}`]).toEqual([
      0,
      expect.stringContaining('Destroy complete! Resources: 1 destroyed'),
    ])
    // Ctrl-C reaches every process of the terminal.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT')
    expect(await ended).toBe(0)
    const endpoint = /RS_ENDPOINT=(\S+)/.exec(script)?.[1] ?? ''
    await expect(fetch(endpoint)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } })
  })

  it.each([
    [['--kind', 'paper'], /--kind paper: it is simulated or qemu/],
    [['--machines', 'many'], /--machines many: it is a number from 1 to 100/],
    [['--client', 'paper'], /--client paper: it is terraform or sdk/],
    [['--nonsense'], /Unknown option '--nonsense'/],
  ])('refuses %j', async (args, message) => {
    const { status, output } = await start(args)
    expect([status, output]).toEqual([1, expect.stringMatching(message)])
    expect(output).not.toMatch(/\n\s+at /)
  })
})
