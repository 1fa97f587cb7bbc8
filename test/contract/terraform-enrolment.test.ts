import { buildProvider, type Site, startSimulatedSite, waitForFree } from '@metalwright/server/rehearsal'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { edit, example, Module } from './terraform-modules.ts'

const provider = (meta: string) => `provider "drp" {\n  default_meta = { ${meta} }\n}\n`

/** What objects can do beyond create, read, update and delete, through the real CLI against a real server. */
describe('terraform on what is enrolled, annotated and taken over', () => {
  let site: Site
  const settled = async (module: Module) => expect(await module.plan()).toMatchObject({ status: 0 })

  beforeAll(async () => {
    await buildProvider(() => {})
    site = await startSimulatedSite({ machines: 1, log: () => {} })
    for (const machine of site.machines) await machine.powerOn()
    await waitForFree(site.client, 1, 30_000)
  })
  afterAll(() => site?.close())

  it('enrols a machine with its BMC, whose password is nowhere to be seen', async () => {
    const block = (more: string) => `
      resource "drp_machine_enrolled" "x" {
        name           = "bmc-01.example.net"
        hardware_addrs = ["52:54:00:99:00:01"]
        runnable       = false
        ${more}
      }
    `
    const bmc = (address: string, version: number, password = 'bmc-word-1') =>
      `bmc = { address = "${address}", username = "admin", type = "redfish", password_wo = "${password}", password_wo_version = ${version} }`
    const module = await Module.open(site, block(bmc('10.0.0.1', 1)))
    const params = () => site.client.machines.params.get(uuid, { decode: true })
    await module.apply()
    const { Uuid: uuid, Runnable } = await site.client.machines.get('Name:bmc-01.example.net')
    expect(Runnable).toBe(false)
    expect(await params()).toEqual({
      'ipmi/address': '10.0.0.1',
      'ipmi/username': 'admin',
      'ipmi/mode': 'redfish',
      'ipmi/password': 'bmc-word-1',
    })
    expect(await module.state()).not.toContain('bmc-word')
    await settled(module)
    await module.write(block(bmc('10.0.0.2', 1, 'bmc-word-2')))
    await module.apply()
    expect(await params()).toMatchObject({ 'ipmi/address': '10.0.0.2', 'ipmi/password': 'bmc-word-1' })
    await module.write(block(bmc('10.0.0.2', 2, 'bmc-word-2')))
    await module.apply()
    expect(await params()).toMatchObject({ 'ipmi/password': 'bmc-word-2' })
    await site.client.machines.params.set(uuid, 'ipmi/address', '10.0.0.9')
    expect((await module.plan()).changed).toEqual(['drp_machine_enrolled.x'])
    await module.apply()
    await module.reimport('drp_machine_enrolled.x', '52-54-00-99-00-01')
    expect(await module.values('drp_machine_enrolled.x')).toMatchObject({
      id: uuid,
      params: null,
      bmc: { address: '10.0.0.2', username: 'admin', type: 'redfish', password_wo: null },
    })
    const sealed = await site.client.machines.params.getOne(uuid, 'ipmi/password')
    await module.apply()
    // What was there already was not sent again.
    expect(await site.client.machines.params.getOne(uuid, 'ipmi/password')).toEqual(sealed)
    await settled(module)
    await module.write(block('on_destroy = "detach"'))
    await module.apply()
    expect(await params()).toEqual({})
    await module.destroy()
    expect(await site.client.machines.exists(uuid)).toBe(true)
  })

  it('moves an enrolled machine to another pool, and waits for its workflow', async () => {
    const [machine] = (await site.client.machines.list({ filters: { Runnable: true } })).items
    const block = (workflow: string, pool: string) => `
      resource "drp_pool" "p" {
        pool_id = "enrolment"
      }
      resource "drp_machine_enrolled" "x" {
        name              = "${machine?.Name}"
        workflow          = "${workflow}"
        pool              = ${pool}
        wait_for_workflow = true
        on_destroy        = "detach"
        adopt_existing    = true
      }
    `
    const module = await Module.open(site, block(machine?.Workflow ?? '', 'drp_pool.p.id'))
    await module.apply()
    expect(await site.client.machines.get(machine?.Uuid ?? '')).toMatchObject({ Pool: 'enrolment' })
    await settled(module)
    await site.client.workflows.create({ Name: 'again', Stages: ['discover'] })
    await module.write(block('again', '"default"'))
    await module.apply()
    expect(await site.client.machines.get(machine?.Uuid ?? '')).toMatchObject({
      Pool: 'default',
      Workflow: 'again',
      WorkflowComplete: true,
    })
    await settled(module)
    await module.destroy()
  })

  it('annotates everything it makes, without showing it', async () => {
    const module = await Module.open(
      site,
      `${provider('owner = "noc", icon = "box"')}resource "drp_profile" "x" {\n  name = "annotated"\n  meta = { icon = "cloud" }\n}\n`,
    )
    await module.apply()
    expect(await site.client.profiles.get('annotated')).toMatchObject({
      Meta: { owner: 'noc', icon: 'cloud' },
    })
    await settled(module)
    expect((await module.values('drp_profile.x'))['meta']).toEqual({ icon: 'cloud' })
    await module.reimport('drp_profile.x', 'annotated')
    await settled(module)
    await module.destroy()
  })

  it('keeps the flags that the server adds out of the plan', async () => {
    const module = await Module.open(
      site,
      'resource "drp_task" "x" {\n  name = "flagged"\n  meta = { feature-flags = "mine" }\n}\n',
    )
    await module.apply()
    const { Meta } = await site.client.tasks.get('flagged')
    expect(Meta['feature-flags']).toBe('mine,sane-exit-codes')
    await settled(module)
    await module.destroy()
  })

  it('sends no secrets again after an import', async () => {
    const module = await Module.open(site, `${await example('drp_user')}${await example('drp_profile')}`)
    await module.apply()
    const before = await site.client.users.get('alice')
    const sealed = await site.client.profiles.params.getOne('cluster-secrets', 'cluster/token')
    await module.reimport('drp_user.alice', 'alice')
    await module.reimport('drp_profile.cluster_secrets', 'cluster-secrets')
    await module.apply()
    // A new password would bring a new one.
    expect((await site.client.users.get('alice')).Secret).toBe(before.Secret)
    expect(await site.client.profiles.params.getOne('cluster-secrets', 'cluster/token')).toEqual(sealed)
    await settled(module)
    await module.destroy()
  })

  it('refuses in the plan what comes from a content pack', async () => {
    const [stage] = (await site.client.stages.list({ filters: { ReadOnly: true } })).items
    const block = (more: string) => `resource "drp_stage" "x" {\n  name = "${stage?.Name}"\n${more}}\n`
    const pack = `comes from content pack "${stage?.Bundle}"`
    const module = await Module.open(site, block('  adopt_existing = true\n'))
    expect(await module.plan()).toMatchObject({ status: 1, text: expect.stringContaining(pack) })
    await module.write(block(''))
    await module.workspace.run(['import', '-no-color', 'drp_stage.x', stage?.Name ?? ''])
    await module.write('')
    expect(await module.plan()).toMatchObject({ status: 1, text: expect.stringContaining(pack) })
    await module.workspace.remove()
  })

  it('names what still uses an object that is destroyed', async () => {
    const module = await Module.open(site, 'resource "drp_profile" "x" {\n  name = "needed"\n}\n')
    await module.apply()
    const { Uuid } = await site.client.machines.create({ Name: 'needy.example.net', Profiles: ['needed'] })
    await module.write('')
    const text = await module.refusedApply()
    expect(text).toContain('Other objects use it')
    expect(text).toContain(`machines:${Uuid} still uses`)
    await site.client.machines.delete(Uuid)
    await module.destroy()
  })

  it('makes objects of any kind by their fields', async () => {
    const module = await Module.open(site, await example('drp_object'))
    const address = 'drp_object.maintenance'
    const profile = () => site.client.profiles.get('maintenance')
    await module.apply()
    expect(await profile()).toMatchObject({ Params: { 'maintenance/contact': 'noc@example.net' } })
    await settled(module)
    await site.client.profiles.update('maintenance', { Description: 'is not looked after', Meta: { a: 'b' } })
    await settled(module)
    await site.client.profiles.params.set('maintenance', 'maintenance/contact', 'nobody')
    expect((await module.plan()).changed).toEqual([address])
    await module.apply()
    await edit(module.file(), 'noc@example.net', 'help@example.net')
    expect(await module.apply()).toContain('0 added, 1 changed, 0 destroyed')
    expect(await profile()).toMatchObject({
      Description: 'is not looked after',
      Meta: { a: 'b' },
      Params: { 'maintenance/contact': 'help@example.net' },
    })
    await site.client.profiles.update('maintenance', { Description: 'Machines that are being repaired' })
    await module.reimport(address, 'profiles/maintenance')
    await edit(module.file(), /\n {2}ignore_fields.*/, '')
    await settled(module)
    await edit(module.file(), '= "maintenance"', '= "repair"')
    expect(await module.apply()).toContain('1 added, 0 changed, 1 destroyed')
    await site.client.profiles.delete('repair')
    expect((await module.plan()).text).toContain('Plan: 1 to add')
    await edit(module.file(), '"profiles"', '"racks"')
    expect(await module.refusedApply()).toContain('does not know "racks"')
    await module.destroy()
  })
})
