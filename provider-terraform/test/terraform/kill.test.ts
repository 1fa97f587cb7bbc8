import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pendingMarkOf } from '@metalwright/sdk/claims'
import { build } from 'esbuild'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { pendingParameter } from '../../src/resources/machine/pending-parameter.ts'
import { FakePool } from '../resources/fake-pool.ts'
import { PoolServer } from '../resources/remote-pool.ts'
import { describeWithTerraform, RootModule } from './terraform.ts'

const source = join(import.meta.dirname, '..', 'resources', 'plugin-process.ts')

describeWithTerraform('a provider process that is killed', () => {
  let pool: FakePool
  let server: PoolServer
  let folder: string
  let root: RootModule

  beforeEach(async () => {
    pool = new FakePool(5)
    server = new PoolServer(pool)
    const url = await server.listen()
    folder = mkdtempSync(join(tmpdir(), 'drp-kill-'))
    mkdirSync(join(folder, 'bin'))
    const plugin = join(folder, 'plugin.mjs')
    await bundle(plugin)
    const executable = join(folder, 'bin', 'terraform-provider-drp')
    writeFileSync(executable, `#!/bin/sh\nexec "${process.execPath}" "${plugin}"\n`)
    chmodSync(executable, 0o755)
    const overrides = `provider_installation {
      dev_overrides { "metalwright/drp" = "${join(folder, 'bin')}" }
      direct {}
    }`
    root = new RootModule({ FAKE_POOL: url, TMPDIR: folder }, overrides)
  })

  afterEach(() => {
    server.close()
    root.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  const machines = (count: number, body = '') => `
    terraform {
      required_providers {
        drp = { source = "metalwright/drp" }
      }
    }
    resource "drp_machine" "web" {
      count = ${count}
      ${body}
    }
  `

  /** Starts an apply and kills a process with SIGKILL once so many machines are being waited for. */
  async function killInTheWait(
    waits: number,
    victim: 'provider' | 'terraform' = 'provider',
  ): Promise<string> {
    pool.build = 'never'
    const { process: terraform, outcome } = root.start('apply', '-auto-approve')
    await expect
      .poll(() => pool.calls.filter((call) => call === 'wait').length, { timeout: 15_000 })
      .toBe(waits)
    const provider = server.pids.at(-1) ?? Number.NaN
    if (victim === 'provider') process.kill(provider, 'SIGKILL')
    else terraform.kill('SIGKILL')
    const { output, code } = await outcome
    expect(code).toBe(1)
    await expect.poll(() => isAlive(provider), { timeout: 5_000 }).toBe(false)
    pool.build = 'at once'
    return output
  }

  it('leaves a claim that the next apply takes over, for several equal machines too', async () => {
    root.write(machines(2))
    const output = await killInTheWait(2)
    // Which of them depends on whether the call or the connection is seen to fail first.
    expect(output).toMatch(/Plugin did not respond|Request cancelled/)
    expect(await root.state()).toEqual([])
    const claimed = [...pool.claims.keys()].sort()
    expect(claimed).toHaveLength(2)

    const again = await root.run('apply', '-auto-approve')
    expect(again.output).toContain('2 added, 0 changed, 0 destroyed')
    expect([...pool.claims.keys()].sort()).toEqual(claimed)
    const ids = (await root.state()).map(({ values }) => values['id']).sort()
    expect(ids).toEqual(claimed)
    const marked = [...pool.machines.values()].filter((machine) => pendingMarkOf(machine, pendingParameter))
    expect(marked).toEqual([])
    expect(await root.run('plan', '-detailed-exitcode')).toMatchObject({ code: 0 })

    await root.run('destroy', '-auto-approve')
    expect(pool.claims.size).toBe(0)
  })

  it('ends with Terraform, and leaves the claim to the next run', async () => {
    root.write(machines(1))
    await killInTheWait(1, 'terraform')
    const { Uuid } = pool.onlyClaimed()
    expect(await root.run('apply', '-auto-approve')).toMatchObject({ code: 0 })
    expect(pool.onlyClaimed().Uuid).toBe(Uuid)
  })

  it('finds its machine again by the claim key, which nobody else gets', async () => {
    root.write(machines(1, 'claim_key = "prod/web"'))
    await killInTheWait(1)
    const { Uuid } = pool.onlyClaimed()
    expect(await root.run('apply', '-auto-approve')).toMatchObject({ code: 0 })
    expect(pool.onlyClaimed().Uuid).toBe(Uuid)

    root.write(machines(2, 'claim_key = "prod/web"'))
    const twice = await root.run('apply', '-auto-approve')
    expect(twice.code).toBe(1)
    expect(twice.output).toContain('claim key used with another request')
    expect(pool.onlyClaimed().Uuid).toBe(Uuid)
  })

  it('does not hand a claim over to another configuration', async () => {
    root.write(machines(1))
    await killInTheWait(1)
    const orphan = pool.onlyClaimed().Uuid
    root.write(machines(1, 'add_profiles = ["other"]'))
    expect(await root.run('apply', '-auto-approve')).toMatchObject({ code: 0 })
    const ids = (await root.state()).map(({ values }) => values['id'])
    expect(ids).not.toContain(orphan)
    expect(pool.claims.size).toBe(2)
  })
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** One file starts several times as fast as the sources; Terraform starts a provider some ten times here. */
async function bundle(outfile: string): Promise<void> {
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)",
    },
    logLevel: 'warning',
  })
}
