import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Attachable, serveAttachable } from '../../src/plugin/serve.ts'
import { pendingParameter } from '../../src/resources/machine/pending-parameter.ts'
import { FakePool } from '../resources/fake-pool.ts'
import { fakeProvider } from '../resources/fake-provider.ts'
import { describeWithTerraform, RootModule } from './terraform.ts'

const head = `
terraform {
  required_providers {
    drp = { source = "metalwright/drp" }
  }
}
`

describeWithTerraform('drp_machine under the real terraform', () => {
  let pool: FakePool
  let provider: Attachable
  let root: RootModule

  beforeEach(async () => {
    pool = new FakePool(3)
    provider = await serveAttachable(fakeProvider(pool))
    root = new RootModule({ TF_REATTACH_PROVIDERS: provider.reattach })
  })

  afterEach(() => {
    provider.close()
    root.remove()
  })

  const machine = (body = '') => `${head}
    resource "drp_machine" "web" {
      ${body}
    }
    output "address" { value = drp_machine.web.address }
  `

  it('claims, settles, changes in place and gives back', async () => {
    root.write(
      machine(`
        add_profiles    = ["a", "b"]
        add_parameters  = { "disk/count" = 2, ratio = 0.1, nested = { deep = [true, null] } }
        authorized_keys = ["ssh-ed25519 AAAA me"]
      `),
    )
    const created = await root.run('apply', '-auto-approve')
    expect(created.output).toContain('1 added, 0 changed, 0 destroyed')
    expect(created.output).toContain('address = "10.0.0.1"')
    expect(pool.onlyClaimed()).toMatchObject({
      Profiles: ['a', 'b'],
      Params: { 'disk/count': 2, ratio: 0.1, nested: { deep: [true, null] } },
    })
    expect(pool.onlyClaimed().Params).not.toHaveProperty([pendingParameter])
    expect(await root.run('plan', '-detailed-exitcode')).toMatchObject({ code: 0 })

    root.write(
      machine(`
        add_profiles        = ["b", "c"]
        add_parameters      = { "disk/count" = 3 }
        authorized_keys     = ["ssh-ed25519 BBBB me"]
        deallocate_workflow = "wipe"
      `),
    )
    const changed = await root.run('apply', '-auto-approve')
    expect(changed.output).toContain('0 added, 1 changed, 0 destroyed')
    expect(pool.onlyClaimed().Profiles).toEqual(['b', 'c'])
    expect(pool.onlyClaimed().Params).toEqual({
      'disk/count': 3,
      'access-keys': { 'terraform-1': 'ssh-ed25519 BBBB me' },
      'claim/key': expect.stringContaining('key-'),
    })
    expect(await root.run('plan', '-detailed-exitcode')).toMatchObject({ code: 0 })

    const destroyed = await root.run('destroy', '-auto-approve')
    expect(destroyed.output).toContain('1 destroyed')
    expect(pool.calls).toContain('release wipe')
    const [first] = pool.machines.values()
    expect(first).toMatchObject({ PoolStatus: 'Free', Profiles: [], Params: {} })
  })

  it('shows what was changed behind its back, and plans a new claim for a released machine', async () => {
    root.write(machine('add_profiles = ["a"]'))
    await root.run('apply', '-auto-approve')
    pool.edit(pool.onlyClaimed().Uuid, { Profiles: [] })
    expect(await root.run('plan', '-detailed-exitcode')).toMatchObject({ code: 2 })
    await root.run('apply', '-auto-approve')
    expect(pool.onlyClaimed().Profiles).toEqual(['a'])

    pool.claims.clear()
    const planned = await root.run('plan', '-detailed-exitcode')
    expect(planned.code).toBe(2)
    expect(planned.output).toContain('drp_machine.web will be created')
    expect(planned.output).toContain('was released')

    pool.machines.clear()
    const deleted = await root.run('plan', '-detailed-exitcode')
    expect(deleted.code).toBe(2)
    expect(deleted.output.replaceAll(/\s+/g, ' ')).toContain('does not exist any more')
    expect(await root.run('destroy', '-auto-approve')).toMatchObject({ code: 0 })
  })

  it('keeps the claim of a failed build tainted, and releases it at the next apply', async () => {
    pool.build = 'fails'
    root.write(machine())
    const failed = await root.run('apply', '-auto-approve')
    expect(failed.code).toBe(1)
    expect(failed.output).toContain('task install failed in job 42')
    expect(failed.output).not.toContain('s3cret-word')
    expect(await root.state()).toMatchObject([{ tainted: true, values: { status: 'HoldBuild', name: 'm1' } }])
    pool.build = 'at once'
    const again = await root.run('apply', '-auto-approve')
    expect(again.output).toContain('1 added, 0 changed, 1 destroyed')
    expect(pool.claims.size).toBe(1)
  })

  it('goes on waiting for the same machine after Ctrl-C', async () => {
    pool.build = 'never'
    root.write(machine())
    const { process: terraform, outcome } = root.start('apply', '-auto-approve')
    await expect.poll(() => pool.calls.includes('wait'), { timeout: 10_000 }).toBe(true)
    terraform.kill('SIGINT')
    const { output } = await outcome
    expect(output).toContain('Interrupted while the machine was being built')
    const [interrupted] = await root.state()
    expect(interrupted?.tainted ?? false).toBe(false)
    expect(interrupted?.values).toMatchObject({ status: 'Building', name: 'm1' })

    const planned = await root.run('plan')
    expect(planned.output).toMatch(/status\s+= "Building" -> \(known after apply\)/)
    pool.build = 'at once'
    const resumed = await root.run('apply', '-auto-approve')
    expect(resumed.output).toContain('0 added, 1 changed, 0 destroyed')
    expect(pool.onlyClaimed()).toMatchObject({ Name: 'm1', PoolStatus: 'InUse' })
    expect(await root.run('plan', '-detailed-exitcode')).toMatchObject({ code: 0 })
  })

  it('goes on after a timeout when told so, and taints otherwise', async () => {
    pool.build = 'never'
    root.write(machine('on_timeout = "resume"\ntimeouts = { create = "20ms", update = "20ms" }'))
    const warned = await root.run('apply', '-auto-approve')
    expect(warned.code).toBe(0)
    expect(warned.output).toContain('The machine was not ready in time')
    pool.finishBuilds()
    expect(await root.run('apply', '-auto-approve')).toMatchObject({ code: 0 })
    expect(pool.claims.size).toBe(1)
    await root.run('destroy', '-auto-approve')

    root.write(machine('timeouts = { create = "20ms" }'))
    expect(await root.run('apply', '-auto-approve')).toMatchObject({ code: 1 })
    expect(await root.state()).toMatchObject([{ tainted: true }])
  })

  it('imports by UUID, by name and by pool and name', async () => {
    root.write(machine())
    await root.run('apply', '-auto-approve')
    const { Uuid } = pool.onlyClaimed()
    for (const id of [Uuid, 'Name:m1', 'default/m1']) {
      await root.run('state rm', 'drp_machine.web')
      expect((await root.run('import', 'drp_machine.web', id)).output).toContain('Import successful')
      expect(await root.run('plan', '-detailed-exitcode')).toMatchObject({ code: 0 })
    }
    await root.run('state rm', 'drp_machine.web')
    for (const [id, text] of [
      ['odd', 'The import id cannot be read'],
      ['Name:nobody', 'There is no such machine'],
      ['other/m1', 'in pool "default", not "other"'],
      ['Name:m2', 'The machine is not claimed'],
    ] as const) {
      expect((await root.run('import', 'drp_machine.web', id)).output.replaceAll(/\s+/g, ' ')).toContain(text)
    }
  })

  it('accepts provider arguments that are only known after apply', async () => {
    root.write(`${head}
      resource "terraform_data" "server" { input = "https://late.test:8092" }
      provider "drp" {
        endpoint = terraform_data.server.output
        token    = "tok-12345"
      }
      resource "drp_machine" "web" {}
    `)
    const { code, output } = await root.run('apply', '-auto-approve')
    expect(output).toContain('2 added')
    expect(code).toBe(0)
  })
})
