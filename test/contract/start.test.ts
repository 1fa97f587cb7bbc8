import { spawn } from 'node:child_process'
import { join } from 'node:path'
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
