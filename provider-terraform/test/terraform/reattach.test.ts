import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { describeWithTerraform, RootModule } from './terraform.ts'

const script = join(import.meta.dirname, '..', 'plugin', 'example-process.ts')

describeWithTerraform('a provider started by hand', () => {
  const ends: (() => void)[] = []
  afterEach(() => {
    for (const end of ends.splice(0)) end()
  })

  it('tells how to attach to it, serves one command after the other, and ends by Ctrl-C', async () => {
    const args = ['--disable-warning=ExperimentalWarning', script, '--reattach']
    const provider = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    ends.push(() => provider.kill('SIGKILL'))
    let printed = ''
    provider.stdout.on('data', (chunk) => {
      printed += chunk
    })
    const ended = new Promise((resolve) => provider.on('exit', resolve))
    await expect.poll(() => printed, { timeout: 10_000 }).toContain('\n')
    const [, value = ''] = /^TF_REATTACH_PROVIDERS='(.*)'\n$/.exec(printed) ?? []
    const root = new RootModule({ TF_REATTACH_PROVIDERS: value })
    ends.push(() => root.remove())
    root.write(`
      terraform {
        required_providers {
          example = { source = "metalwright/example" }
        }
      }
      resource "example_note" "one" { title = "x" }`)
    expect((await root.run('apply', '-auto-approve')).output).toContain('1 added')
    expect(await root.run('plan', '-detailed-exitcode')).toMatchObject({ code: 0 })
    expect((await root.run('destroy', '-auto-approve')).output).toContain('1 destroyed')
    expect(provider.exitCode).toBeNull()
    provider.kill('SIGINT')
    expect(await ended).toBe(0)
  })
})
