import { Claims } from '@metalwright/sdk/claims'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { MachineSite, words } from './machine-site.ts'

describe('drp_machine in place, under the real terraform', () => {
  let site: MachineSite
  beforeAll(async () => {
    site = await MachineSite.start(2)
  })
  afterAll(() => site.close())
  afterEach(() => site.clean())

  it('creates with everything, settles, changes everything in place, and gives all back', async () => {
    const root = site.open()
    const { client } = site.site
    const secret = { Name: 'my/secret', Secure: true, Schema: { type: 'string' } }
    if (!(await client.params.exists('my/secret'))) await client.params.create(secret)
    if (!(await client.profiles.exists('web'))) await client.profiles.create({ Name: 'web' })
    if (!(await client.profiles.exists('db'))) await client.profiles.create({ Name: 'db' })
    const before = await site.machines()
    const body = (more: string) => `
      image        = local.image
      constraints  = { min_cpu = 1, min_memory_gib = 1, min_disks = 1, arch = "amd64" }
      filters      = ["Arch=Eq(amd64)"]
      network_data = { version = 2, ethernets = { all = { dhcp4 = true, match = { name = "e*" } } } }
      metadata     = { "x-team" = "web" }
      user_data    = "#cloud-config\\n{}\\n"
      ${more}
    `
    root.write(
      site.machine(
        body(`
          hostname        = "web-1.example.net"
          description     = "shop"
          meta            = { team = "shop", tier = "1" }
          add_profiles    = ["web"]
          add_parameters  = { "my/list" = [1, 2], "my/text" = "a" }
          authorized_keys = ["ssh-ed25519 AAAA me"]
          expires_at      = "2031-01-01T00:00:00Z"
          export_parameters = ["my/list", "my/secret", "inventory/cpu", "none/such"]
          secret_parameters_wo = { "my/secret" = "hush-hush-1" }
          secret_parameters_wo_version = 1
          locked = true
          timeouts = { create = "3m" }
        `),
      ),
    )
    const created = await root.run('apply', '-auto-approve')
    expect(created.output).toContain('1 added, 0 changed, 0 destroyed')
    const machine = await site.onlyHeld()
    const original = before.find(({ Uuid }) => Uuid === machine.Uuid)
    expect(machine).toMatchObject({
      Name: 'web-1.example.net',
      Description: 'shop',
      PoolStatus: 'InUse',
      WorkflowComplete: true,
      Workflow: 'image-deploy',
      Locked: true,
      Profiles: ['web'],
      Meta: { team: 'shop', tier: '1' },
      Params: {
        'my/list': [1, 2],
        'access-keys': { 'terraform-1': 'ssh-ed25519 AAAA me' },
        'cloud-init/meta-data': { 'x-team': 'web' },
        'cloud-init/network-config': { version: 2 },
        'claim/expires-at': '2031-01-01T00:00:00Z',
        'image-deploy/image-file': site.site.image.file,
      },
    })
    expect(await client.machines.params.getOne(machine.Uuid, 'my/secret', { decode: true })).toBe(
      'hush-hush-1',
    )
    const [state] = await root.state()
    expect(state?.values).toMatchObject({
      name: 'web-1.example.net',
      status: 'InUse',
      addresses: [machine.Address],
      inventory: { cpu: expect.any(Number), disks: [expect.objectContaining({ name: expect.any(String) })] },
      last_job: { state: 'finished' },
      exported_parameters: { 'my/list': [1, 2], 'inventory/cpu': expect.anything() },
      context: '',
    })
    expect(JSON.stringify(state)).not.toContain('hush-hush')
    const settled = await root.run('plan', '-detailed-exitcode')
    expect([settled.code, settled.output]).toEqual([0, expect.stringContaining('No changes')])

    root.write(
      site.machine(
        body(`
          hostname        = "web-2.example.net"
          description     = "store"
          meta            = { team = "store" }
          add_profiles    = ["db"]
          add_parameters  = { "my/list" = [3], "my/other" = true }
          authorized_keys = ["ssh-ed25519 BBBB me"]
          expires_at      = "2032-01-01T00:00:00Z"
          export_parameters = ["my/other"]
          secret_parameters_wo = { "my/secret" = "hush-hush-2" }
          secret_parameters_wo_version = 2
          locked = true
          on_release = { add_parameters = { "my/note" = "bye" }, remove_parameters = ["my/note"] }
        `),
      ),
    )
    const changed = await root.run('apply', '-auto-approve')
    expect(changed.output).toContain('0 added, 1 changed, 0 destroyed')
    const next = await site.onlyHeld()
    expect(next).toMatchObject({
      Uuid: machine.Uuid,
      Name: 'web-2.example.net',
      Description: 'store',
      Locked: true,
      Profiles: ['db'],
      Params: {
        'my/list': [3],
        'my/other': true,
        'access-keys': { 'terraform-1': 'ssh-ed25519 BBBB me' },
        'claim/expires-at': '2032-01-01T00:00:00Z',
      },
    })
    expect(next.Params).not.toHaveProperty('my/text')
    expect(next.Meta).toMatchObject({ team: 'store' })
    expect(next.Meta).not.toHaveProperty('tier')
    expect(next.CurrentJob).toBe(machine.CurrentJob)
    expect(await client.machines.params.getOne(machine.Uuid, 'my/secret', { decode: true })).toBe(
      'hush-hush-2',
    )
    expect((await root.run('plan', '-detailed-exitcode')).code).toBe(0)

    const refused = await root.run('destroy', '-auto-approve')
    expect([refused.code, words(refused)]).toEqual([1, expect.stringContaining('The machine is locked')])
    root.write(site.machine(body('locked = false')))
    expect((await root.run('apply', '-auto-approve')).output).toContain('0 added, 1 changed')
    const bare = await site.onlyHeld()
    expect(bare).toMatchObject({ Name: original?.Name, Description: '', Locked: false, Profiles: [] })
    expect(bare.Params).not.toHaveProperty('access-keys')
    expect(bare.Meta).toEqual(original?.Meta)
    expect((await root.run('plan', '-detailed-exitcode')).code).toBe(0)

    expect((await root.run('destroy', '-auto-approve')).output).toContain('1 destroyed')
    const freed = (await site.machines()).find(({ Uuid }) => Uuid === machine.Uuid)
    expect(freed).toMatchObject({ PoolStatus: 'Free', Name: original?.Name, Meta: original?.Meta })
    const left = Object.keys(freed?.Params ?? {}).filter(
      (name) =>
        !/^(inventory|classification|erase|last-boot|change-stage|image-deploy\/installed)/.test(name),
    )
    expect(left).toEqual([])
  })

  it('imports by every form, with an empty plan, also what was claimed by hand', async () => {
    const root = site.open()
    const { client } = site.site
    const [result] = await client.pools.allocate('default', { 'pool/count': 1 })
    const machine = await client.machines.get(result?.Uuid ?? '')
    root.write(site.machine(''))
    for (const id of [machine.Uuid, `Name:${machine.Name}`, `default/${machine.Name}`]) {
      const imported = await root.run('import', 'drp_machine.web', id)
      expect(imported.output).toContain('Import successful')
      // The workflow of the release is in the configuration only, and changes in place.
      expect((await root.run('apply', '-auto-approve')).output).toContain('0 added, 1 changed, 0 destroyed')
      expect((await root.run('plan', '-detailed-exitcode')).code).toBe(0)
      await root.run('state rm', 'drp_machine.web')
    }
    // What an imported machine was built from is not known: naming it sets it, and wipes no disk.
    const { CurrentJob } = await site.onlyHeld()
    await root.run('import', 'drp_machine.web', machine.Uuid)
    root.write(site.machine('image = local.image\nuser_data_wo = "y"'))
    expect((await root.run('apply', '-auto-approve')).output).toContain('0 added, 1 changed, 0 destroyed')
    expect((await site.onlyHeld()).CurrentJob).toBe(CurrentJob)
    expect((await root.run('plan', '-detailed-exitcode')).code).toBe(0)
    const { Params } = await site.onlyHeld()
    expect(Params['claim/owner']).toBe('terraform')
  })

  it("takes over another owner's claim only when it may, and says in a plan that no machine is free", async () => {
    const claims = new Claims(site.site.client)
    const { machine } = await claims.allocate({
      pool: 'default',
      claimKey: 'theirs',
      owner: 'team blue',
    })
    const root = site.open()
    root.write(`provider "drp" {\n  import_adopt = false\n}\n${site.machine('')}`)
    const refused = await root.run('import', 'drp_machine.web', machine.Uuid)
    expect(words(refused)).toContain('The machine is claimed by somebody else')
    expect(words(refused)).toContain('is held by "team blue"')
    root.write(site.machine(''))
    expect((await root.run('import', 'drp_machine.web', machine.Uuid)).output).toContain('Import successful')
    await root.run('state rm', 'drp_machine.web')

    const asks = 'provider "drp" {\n  preflight = true\n}\n'
    root.write(`${asks}${site.machine('filters = ["Name=Eq(nobody)"]')}`)
    const planned = await root.run('plan')
    expect(planned.code).toBe(0)
    expect(words(planned)).toContain('Warning: No machine is free now')
    expect(words(planned)).toContain('has no free machine with Name=Eq(nobody)')
    root.write(`${asks}${site.machine('')}`)
    expect((await root.run('plan')).output).not.toContain('No machine is free now')
    await claims.release(machine.Uuid, 'theirs')
  })

  it('shows drift: a profile taken off, another name, a release', async () => {
    const root = site.open()
    const { client } = site.site
    if (!(await client.profiles.exists('web'))) await client.profiles.create({ Name: 'web' })
    root.write(site.machine('add_profiles = ["web"]\nhostname = "drift.example.net"'))
    await root.run('apply', '-auto-approve')
    const machine = await site.onlyHeld()
    await client.machines.update(machine.Uuid, { Profiles: [], Name: 'renamed.example.net' })
    const drifted = await root.run('plan', '-detailed-exitcode')
    expect(drifted.code).toBe(2)
    await root.run('apply', '-auto-approve')
    expect(await site.onlyHeld()).toMatchObject({ Profiles: ['web'], Name: 'drift.example.net' })

    await client.pools.release('default', { 'pool/machine-list': [machine.Uuid] })
    const gone = await root.run('plan', '-detailed-exitcode')
    expect([gone.code, words(gone)]).toEqual([2, expect.stringMatching(/1 to add.*was released/)])
  })
})
