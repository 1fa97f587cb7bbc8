import { writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildProvider, type Site, startSimulatedSite, waitForFree } from '@metalwright/server/rehearsal'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { labPower } from './lab-power.ts'
import { edit, example, Module } from './terraform-modules.ts'

/** Resources about parts of machines that others own, through the real CLI against a real server. */
describe('terraform on parts of machines', () => {
  let site: Site
  let discovered: string[]
  const machineOf = async (name: string) => site.client.machines.get(`Name:${name}`)
  const settled = async (module: Module) => expect(await module.plan()).toMatchObject({ status: 0 })

  beforeAll(async () => {
    await buildProvider(() => {})
    site = await startSimulatedSite({ machines: 1, log: () => {} })
    for (const machine of site.machines) await machine.powerOn()
    discovered = (await waitForFree(site.client, 1, 30_000)).map(({ Uuid }) => Uuid)
  })
  afterAll(() => site?.close())

  it('sets several params, owns no others, and takes them off again', async () => {
    const module = await Module.open(site, await example('drp_machine_params'))
    await module.apply()
    const { Uuid } = await machineOf('rack9-01.example.net')
    const address = 'drp_machine_params.rack9_01_place'
    const params = async () => (await site.client.machines.get(Uuid)).Params
    expect(await params()).toEqual({ 'location/rack': 9, 'location/unit': { from: 1, to: 2 } })
    await site.client.machines.params.set(Uuid, 'others/param', 'theirs')
    await settled(module)

    await edit(module.file(), '"location/rack" = 9', '"location/row" = "b"')
    expect(await module.apply()).toContain('0 added, 1 changed, 0 destroyed')
    expect(await params()).toEqual({
      'location/row': 'b',
      'location/unit': { from: 1, to: 2 },
      'others/param': 'theirs',
    })
    await site.client.machines.params.set(Uuid, 'location/row', 'c')
    expect((await module.plan()).changed).toEqual([address])
    await site.client.machines.params.delete(Uuid, 'location/row')
    await site.client.machines.params.delete(Uuid, 'location/unit')
    expect((await module.plan()).text).toContain('Plan: 1 to add, 0 to change, 0 to destroy')
    await module.apply()
    await module.reimport(address, `${Uuid}/location/row,location/unit`)
    await settled(module)

    const rival = await Module.open(
      site,
      `resource "drp_machine_params" "x" {\n  machine = "${Uuid}"\n  params = { "others/param" = 1 }\n}\n`,
    )
    expect(await rival.refusedApply()).toContain(`drp_machine_params.NAME '${Uuid}/others/param'`)
    await rival.workspace.remove()
    await module.workspace.run(['destroy', '-no-color', '-auto-approve', `-target=${address}`])
    expect(await params()).toEqual({ 'others/param': 'theirs' })
    await module.destroy()
  })

  it('puts profiles at their place among those of others', async () => {
    await site.client.profiles.create({ Name: 'others' })
    const module = await Module.open(site, await example('drp_machine_profiles'))
    await module.apply()
    const { Uuid } = await machineOf('rack9-02.example.net')
    const address = 'drp_machine_profiles.rack9_02'
    const profiles = async () => (await site.client.machines.get(Uuid)).Profiles
    const set = (names: string[]) => site.client.machines.update(Uuid, { Profiles: names })
    expect(await profiles()).toEqual(['rack9'])
    await set(['rack9', 'others'])
    await settled(module)
    await edit(module.file(), '"first"', '"last"')
    await module.apply()
    expect(await profiles()).toEqual(['others', 'rack9'])
    await set(['others'])
    expect((await module.plan()).changed).toEqual([address])
    await edit(module.file(), '"last"', '"last"\n  exclusive = true')
    await module.apply()
    expect(await profiles()).toEqual(['rack9'])
    await set(['others', 'rack9'])
    expect((await module.plan()).changed).toEqual([address])
    await module.apply()
    await module.reimport(address, Uuid)
    expect((await module.plan()).changed).toEqual([address])
    await module.apply()
    await settled(module)
    await module.workspace.run(['destroy', '-no-color', '-auto-approve', `-target=${address}`])
    expect(await profiles()).toEqual([])
    await module.destroy()
  })

  it('moves a machine between pools, and back in the end', async () => {
    const module = await Module.open(site, await example('drp_machine_pool'))
    await module.apply()
    const { Uuid } = await machineOf('rack9-03.example.net')
    const address = 'drp_machine_pool.rack9_03'
    const pool = async () => (await site.client.machines.get(Uuid)).Pool
    expect(await pool()).toBe('storage')
    expect(await module.values(address)).toMatchObject({ pool: 'storage', status: 'Free' })
    await settled(module)
    await site.client.pools.remove('storage', { 'pool/machine-list': [Uuid] })
    expect((await module.plan()).changed).toEqual([address])
    await module.apply()
    expect(await pool()).toBe('storage')
    await module.reimport(address, Uuid)
    await settled(module)
    await site.client.pools.allocate('storage', { 'pool/machine-list': [Uuid] })
    await edit(module.file(), 'pool    = drp_pool.storage.id', 'pool    = "default"')
    expect(await module.refusedApply()).toContain('is handed out from pool storage')
    await site.client.pools.release('storage', { 'pool/machine-list': [Uuid] })
    await module.apply()
    expect(await pool()).toBe('default')
    await module.destroy()
  })

  it('looks after all machines of a pool', async () => {
    const module = await Module.open(site, await example('drp_pool_membership'))
    await module.apply()
    const machines = await Promise.all([1, 2].map((number) => machineOf(`batch-${number}.example.net`)))
    const uuids = machines.map(({ Uuid }) => Uuid).sort()
    const address = 'drp_pool_membership.batch'
    const inPool = async () => Object.keys(await site.client.pools.status('batch')).sort()
    expect(await inPool()).toEqual(uuids)
    await settled(module)
    const { Uuid: stranger } = await site.client.machines.create({ Name: 'stranger.example.net' })
    await site.client.pools.add('batch', { 'pool/machine-list': [stranger] })
    expect((await module.plan()).changed).toEqual([address])
    await module.apply()
    expect(await inPool()).toEqual(uuids)
    await edit(module.file(), 'drp_machine_enrolled.batch[*].id', '[drp_machine_enrolled.batch[0].id]')
    await module.apply()
    expect(await inPool()).toHaveLength(1)
    await module.reimport(address, 'batch')
    // The server does not know whether others may put machines there.
    expect((await module.plan()).changed).toEqual([address])
    await module.apply()
    await settled(module)
    await module.destroy()
    expect(await site.client.pools.exists('batch')).toBe(false)
    await site.client.machines.delete(stranger)
  })

  it('brings a plugin provider, and brings it again when it is another one', async () => {
    const module = await Module.open(site, await example('drp_plugin_provider'), {
      'lab-power': labPower(),
    })
    const address = 'drp_plugin_provider.lab_power'
    await module.apply()
    expect(await module.values(address)).toMatchObject({ version: 'v1.0.0' })
    await settled(module)
    await writeFile(module.file('lab-power'), labPower('v1.1.0'))
    expect((await module.plan()).changed).toEqual([address])
    expect(await module.apply()).toContain('0 added, 1 changed, 0 destroyed')
    expect(await site.client.pluginProviders.get('lab-power')).toMatchObject({ Version: 'v1.1.0' })
    await settled(module)
    await site.client.pluginProviders.upload('lab-power', labPower('v0.9.0'))
    expect((await module.plan()).changed).toEqual([address])
    await module.apply()
    expect(await site.client.pluginProviders.get('lab-power')).toMatchObject({ Version: 'v1.1.0' })
    await module.reimport(address, 'lab-power')
    await module.apply()
    await settled(module)
    await module.destroy()
    expect(await site.client.pluginProviders.exists('lab-power')).toBe(false)
  })

  describe('with a plugin that switches machines', () => {
    let uuid: string
    const run = (command: string) => site.client.machines.run(uuid, command)
    beforeAll(async () => {
      await site.client.pluginProviders.upload('lab-power', labPower())
      await site.client.plugins.create({ Name: 'lab-power', Provider: 'lab-power' })
      uuid = (await site.client.machines.create({ Name: 'rack9-04.example.net' })).Uuid
      for (
        let tries = 0;
        tries < 100 && (await site.client.machines.actions(uuid)).length === 0;
        tries += 1
      ) {
        await sleep(100)
      }
    })

    it('switches a machine, and again when somebody else has', async () => {
      const address = 'drp_machine_power.spare'
      await run('poweron')
      const module = await Module.open(site, await example('drp_machine_power'))
      await module.apply()
      expect(await run('powerstatus')).toBe('Chassis Power is off')
      expect(await module.values(address)).toMatchObject({ state: 'off', power: 'off' })
      await settled(module)
      await run('poweron')
      expect((await module.plan()).changed).toEqual([address])
      await module.apply()
      expect(await run('powerstatus')).toBe('Chassis Power is off')
      await module.reimport(address, uuid)
      await settled(module)
      await edit(module.file(), '"off"', '"cycle"')
      await module.apply()
      expect(await module.values(address)).toMatchObject({ state: 'cycle', power: 'on' })
      await settled(module)
      await run('poweroff')
      await settled(module)
      await edit(module.file(), '"cycle"', '"cycle"\n  triggers = 2')
      expect(await module.apply()).toContain('0 added, 1 changed, 0 destroyed')
      expect(await run('powerstatus')).toBe('Chassis Power is on')
      await module.destroy()
      expect(await run('powerstatus')).toBe('Chassis Power is on')
    })

    it('runs an action once, and again when it is told to', async () => {
      const module = await Module.open(site, await example('drp_machine_action'))
      const address = 'drp_machine_action.identify'
      await module.apply()
      const { result } = await module.values(address)
      expect(result).toMatchObject({ seconds: 30 })
      const { calls } = Object(result)
      await settled(module)
      await edit(module.file(), 'round = 1', 'round = 2')
      expect(await module.apply()).toContain('1 added, 0 changed, 1 destroyed')
      expect((await module.values(address))['result']).toEqual({ seconds: 30, calls: calls + 1 })
      await edit(module.file(), '= "identify"', '= "dance"')
      expect(await module.refusedApply()).toContain('Action dance on machines: Not Found')
      await module.destroy()
    })

    it('says when nobody can switch a machine', async () => {
      await site.client.plugins.delete('lab-power')
      const module = await Module.open(site, await example('drp_machine_power'))
      expect(await module.refusedApply()).toContain('offers poweroff on machine')
      await module.destroy()
    })
  })

  it('runs a workflow on a machine, and again when it is told to', async () => {
    const uuid = discovered[0] ?? ''
    await site.client.machines.update(uuid, { Name: 'rack9-06.example.net' })
    const module = await Module.open(site, await example('drp_workflow_run'))
    const address = 'drp_workflow_run.burn_in'
    await module.apply()
    const first = await module.values(address)
    expect(first).toMatchObject({ state: 'complete', machine: uuid })
    expect(Object(first['jobs']).length).toBeGreaterThan(0)
    expect(await site.client.machines.params.getOne(uuid, 'burn-in/rounds')).toBe(3)
    await settled(module)
    await edit(module.file(), '2.17.1', '2.18.0')
    expect(await module.apply()).toContain('1 added, 0 changed, 1 destroyed')
    const second = await module.values(address)
    expect(second).toMatchObject({ state: 'complete' })
    expect(JSON.stringify(second['jobs'])).not.toContain(Object(first['jobs'])[0].uuid)
    await edit(module.file(), '"discover"', '"nowhere"')
    expect(await module.refusedApply()).toContain('nowhere')
    await module.destroy()
  })

  it('says that this server has no work orders, and what to do instead', async () => {
    await site.client.machines.create({ Name: 'rack9-05.example.net' })
    const module = await Module.open(site, await example('drp_work_order'))
    const text = await module.refusedApply()
    expect(text).toContain('The DRP server has no work orders')
    expect(text).toContain('drp_workflow_run')
    await module.destroy()
  })
})
