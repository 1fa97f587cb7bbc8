import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWithTerraform, RootModule } from './terraform.ts'

const script = join(import.meta.dirname, '..', '..', 'scripts', 'build.ts')

describeWithTerraform('the packaged provider', () => {
  let out: string
  let root: RootModule

  beforeAll(() => {
    out = mkdtempSync(join(tmpdir(), 'drp-build-'))
    const args = ['--disable-warning=ExperimentalWarning', script, '--out', out]
    execFileSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] })
    const mirror = `provider_installation {
      filesystem_mirror { path = "${join(out, 'mirror')}" }
    }`
    root = new RootModule({ RS_KEY: 'robot:s3cret-word', NODE_OPTIONS: '--require /no/such/file.js' }, mirror)
    root.write(`
      terraform {
        required_providers {
          drp = { source = "metalwright/drp" }
        }
      }
      provider "drp" {
        endpoint    = "https://127.0.0.1:9"
        max_retries = 0
      }
      resource "drp_machine" "web" {}
    `)
  }, 60_000)

  afterAll(() => {
    root.remove()
    rmSync(out, { recursive: true, force: true })
  })

  it('is installed from its mirror and starts without Node, whatever NODE_OPTIONS says', async () => {
    expect(await root.run('init')).toMatchObject({ code: 0 })
    expect(await root.run('validate')).toMatchObject({ code: 0 })
  })

  it('plans without asking the server, and names a server that is not there', async () => {
    expect(await root.run('plan', '-detailed-exitcode')).toMatchObject({ code: 2 })
    const { code, output } = await root.run('apply', '-auto-approve')
    expect(code).toBe(1)
    expect(output.replaceAll(/[\s│]+/g, ' ')).toMatch(
      /The DRP server cannot be used.*127\.0\.0\.1:9.*nothing listens there/,
    )
    expect(output).not.toContain('s3cret-word')
  })

  it('explains itself when started by hand', () => {
    const name = readdirSync(out).find((file) => file.startsWith('terraform-provider-drp_v')) ?? ''
    const { status, stderr, stdout } = spawnSync(join(out, name), { encoding: 'utf8' })
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toContain('required_providers')
    // Such as that the compiled code in it does not fit.
    expect(stderr).not.toContain('Warning')
  })
})
