import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { MachineSite, words } from './machine-site.ts'

describe('the life of a drp_machine, under the real terraform', () => {
  let site: MachineSite
  beforeAll(async () => {
    site = await MachineSite.start(3)
  })
  afterAll(() => site.close())
  afterEach(() => site.clean())

  const wrong = `image = "nowhere.raw.zst@sha256:${'ab'.repeat(32)}"`
  const settles = async (root: ReturnType<MachineSite['open']>) => {
    const { code, output } = await root.run('plan', '-detailed-exitcode')
    expect([code, output]).toEqual([0, expect.any(String)])
  }

  it('redeploys in place when image or user data change, replaces or only updates when told so', async () => {
    const root = site.open()
    root.write(site.machine('image = local.image\nuser_data = "#cloud-config\\n# 1"'))
    await root.run('apply', '-auto-approve')
    const first = await site.onlyHeld()
    await settles(root)

    root.write(site.machine('image = local.image\nuser_data = "#cloud-config\\n# 2"\nlocked = true'))
    expect((await root.run('apply', '-auto-approve')).output).toContain('0 added, 1 changed, 0 destroyed')
    const second = await site.onlyHeld()
    expect(second).toMatchObject({
      Uuid: first.Uuid,
      PoolStatus: 'InUse',
      WorkflowComplete: true,
      Locked: true,
    })
    expect(second.CurrentJob).not.toBe(first.CurrentJob)
    expect(second.Params['cloud-init/user-data']).toContain('# 2')
    await settles(root)

    root.write(site.machine('image = local.image\nuser_data = "#cloud-config\\n# 3"\nlocked = true'))
    expect(words(await root.run('plan'))).toContain('The machine is locked')
    root.write(
      site.machine('image = local.image\nuser_data = "#cloud-config\\n# 3"\non_change = "update_only"'),
    )
    expect((await root.run('apply', '-auto-approve')).output).toContain('0 added, 1 changed, 0 destroyed')
    const third = await site.onlyHeld()
    expect([third.Uuid, third.CurrentJob]).toEqual([first.Uuid, second.CurrentJob])
    expect(third.Params['cloud-init/user-data']).toContain('# 3')
    await settles(root)

    root.write(site.machine('image = local.image\nuser_data = "#cloud-config\\n# 4"\non_change = "replace"'))
    expect((await root.run('apply', '-auto-approve')).output).toContain('1 added, 0 changed, 1 destroyed')
    await settles(root)
    const { Uuid } = await site.onlyHeld()
    root.write(site.machine(`image = local.image\nuser_data = "#cloud-config\\n# 4"\nmachine = "${Uuid}"`))
    expect((await root.run('apply', '-auto-approve')).output).toContain('0 added, 1 changed, 0 destroyed')
    await root.run('destroy', '-auto-approve')
    expect(await site.held()).toEqual([])
  })

  it('keeps write-only user data out of plan and state, and redeploys when it changes', async () => {
    const root = site.open()
    root.write(site.machine('image = local.image\nuser_data_wo = "#cloud-config\\n# canary-one"'))
    const created = await root.run('apply', '-auto-approve')
    const first = await site.onlyHeld()
    expect(first.Params['cloud-init/user-data']).toContain('canary-one')
    await settles(root)
    root.write(site.machine('image = local.image\nuser_data_wo = "#cloud-config\\n# canary-two"'))
    const changed = await root.run('apply', '-auto-approve')
    expect(changed.output).toContain('0 added, 1 changed, 0 destroyed')
    const second = await site.onlyHeld()
    expect(second.Uuid).toBe(first.Uuid)
    expect(second.CurrentJob).not.toBe(first.CurrentJob)
    expect(second.Params['cloud-init/user-data']).toContain('canary-two')
    await settles(root)
    const texts = [created.output, changed.output, await root.stateText()]
    for (const text of texts) expect(text).not.toMatch(/canary/)
    await root.run('destroy', '-auto-approve')
    const freed = (await site.machines()).find(({ Uuid }) => Uuid === first.Uuid)
    expect(freed?.Params).not.toHaveProperty('cloud-init/user-data')
  })

  it('tries a failed redeployment again', async () => {
    const root = site.open()
    root.write(site.machine('image = local.image'))
    await root.run('apply', '-auto-approve')
    const { Uuid } = await site.onlyHeld()
    root.write(site.machine(wrong))
    const failed = await root.run('apply', '-auto-approve')
    expect([failed.code, words(failed)]).toEqual([
      1,
      expect.stringMatching(/redeployment of the machine failed.*image-deploy/i),
    ])
    expect(await root.state()).toMatchObject([{ values: { id: Uuid } }])
    expect((await root.state())[0]?.tainted ?? false).toBe(false)
    root.write(site.machine('image = local.image'))
    expect((await root.run('apply', '-auto-approve')).output).toContain('0 added, 1 changed, 0 destroyed')
    expect(await site.onlyHeld()).toMatchObject({ Uuid, WorkflowComplete: true })
    await settles(root)
  })

  it('keeps a machine whose build fails, gives it back, or keeps it from others', async () => {
    const kept = site.open()
    kept.write(site.machine(wrong))
    expect((await kept.run('apply', '-auto-approve')).code).toBe(1)
    expect(await kept.state()).toMatchObject([{ tainted: true, values: { status: 'HoldBuild' } }])
    expect(await site.onlyHeld()).toMatchObject({ PoolStatus: 'HoldBuild' })
    await kept.run('destroy', '-auto-approve')
    expect(await site.held()).toEqual([])

    const released = site.open()
    released.write(site.machine(`${wrong}\non_failure = "release"`))
    const first = await released.run('apply', '-auto-approve')
    expect([first.code, words(first)]).toEqual([1, expect.stringContaining('It was released')])
    await expect.poll(() => site.held(), { timeout: 20_000 }).toEqual([])
    expect((await released.run('destroy', '-auto-approve')).code).toBe(0)

    const quarantined = site.open()
    quarantined.write(site.machine(`${wrong}\non_failure = "quarantine"`))
    expect((await quarantined.run('apply', '-auto-approve')).code).toBe(1)
    await expect.poll(() => site.held(), { timeout: 20_000 }).toEqual([])
    const [bad, ...others] = (await site.machines()).filter(({ Params }) => 'claim/quarantine' in Params)
    expect(others).toEqual([])
    expect(bad?.Params['claim/quarantine']).toMatchObject({
      owner: 'terraform',
      reason: expect.stringContaining('image-deploy'),
    })
    const pinned = site.open()
    pinned.write(site.machine(`machine = "${bad?.Uuid}"`))
    expect(words(await pinned.run('apply', '-auto-approve'))).toMatch(/no machine for this claim/)
  })

  it('goes on after a time-out, and waits for a machine that is released later', async () => {
    const first = site.open()
    first.write(site.machine('image = local.image\non_timeout = "resume"\ntimeouts = { create = "100ms" }'))
    const warned = await first.run('apply', '-auto-approve')
    expect([warned.code, words(warned)]).toEqual([0, expect.stringContaining('was not ready in time')])
    const { Uuid } = await site.onlyHeld()
    expect((await first.run('apply', '-auto-approve')).output).toContain('0 added, 1 changed, 0 destroyed')
    expect(await site.onlyHeld()).toMatchObject({ Uuid, PoolStatus: 'InUse' })
    await settles(first)

    const second = site.open()
    second.write(site.machine(`machine = "${Uuid}"\nwait_for_capacity = "2m"`))
    const waiting = second.run('apply', '-auto-approve')
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    await first.run('destroy', '-auto-approve')
    expect((await waiting).output).toContain('1 added')
    expect(await site.onlyHeld()).toMatchObject({ Uuid, PoolStatus: 'InUse' })
    await settles(second)
  })

  it('chooses by constraints and group, and says what the free machines lack', async () => {
    const { client } = site.site
    const all = await site.machines()
    for (const [index, { Uuid }] of all.entries()) {
      await client.machines.params.set(Uuid, 'rack', index === 0 ? 'r1' : 'r2')
    }
    const root = site.open()
    const apart = 'anti_affinity = { param = "rack", group = "shop" }'
    root.write(site.machine(`count = 2\n${apart}`))
    expect((await root.run('apply', '-auto-approve')).output).toContain('2 added')
    expect((await site.held()).map(({ Params }) => Params['rack']).sort()).toEqual(['r1', 'r2'])
    await settles(root)
    root.write(site.machine(`count = 3\n${apart}`))
    const third = await root.run('apply', '-auto-approve')
    expect([third.code, words(third)]).toEqual([
      1,
      expect.stringMatching(/with the rack of another machine of group shop/),
    ])
    await root.run('destroy', '-auto-approve')

    root.write(site.machine('constraints = { min_cpu = 4096, params = { rack = "r2" } }'))
    expect(words(await root.run('apply', '-auto-approve'))).toMatch(/3 without 4096 threads/)
    root.write(site.machine('constraints = { params = { rack = "r1" } }'))
    await root.run('apply', '-auto-approve')
    expect((await site.onlyHeld()).Params['rack']).toBe('r1')
    root.write(site.machine('constraints = { params = { rack = "r2" } }'))
    expect(words(await root.run('plan'))).toMatch(/A change of constraints keeps the machine/)
    root.write(site.machine('constraints = { params = { rack = "r2" } }\nfilter_change = "replace"'))
    expect((await root.run('apply', '-auto-approve')).output).toContain('1 added, 0 changed, 1 destroyed')
    expect((await site.onlyHeld()).Params['rack']).toBe('r2')
  })

  it('waits for a condition, does not wait at all, and releases without waiting', async () => {
    const root = site.open()
    root.write(site.machine('image = local.image\nwait_for = "allocated"\non_release = { wait = false }'))
    expect((await root.run('apply', '-auto-approve')).code).toBe(0)
    const machine = await site.onlyHeld()
    expect(machine.PoolStatus).toBe('Building')
    await root.run('destroy', '-auto-approve')
    expect((await site.machines()).find(({ Uuid }) => Uuid === machine.Uuid)?.PoolStatus).not.toBe('InUse')
    await expect.poll(() => site.held(), { timeout: 20_000 }).toEqual([])

    const other = site.open()
    other.write(site.machine('wait_for = "app/ready=Eq(true)"'))
    const waiting = other.run('apply', '-auto-approve')
    await expect.poll(async () => (await site.held()).length, { timeout: 20_000 }).toBe(1)
    await site.site.client.machines.params.set((await site.onlyHeld()).Uuid, 'app/ready', true)
    expect((await waiting).output).toContain('1 added')
    await settles(other)
  })
})
