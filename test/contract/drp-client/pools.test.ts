import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import { type Site, startSimulatedSite, waitForFree } from '@metalwright/server/rehearsal'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { installedDrppy } from '../../tools/install-drppy.ts'
import { Drppy, type DrppySession } from './drppy.ts'

const Results = z.array(
  z.object({ Name: z.string(), Uuid: z.string(), Allocated: z.boolean(), Status: z.json() }).strict(),
)

/** Pools with machines that boot, run their agent and are given out: the calls of DRP's Terraform provider. */
describe.skipIf(installedDrppy() === undefined)('pools of the foreign client', () => {
  let site: Site
  let drppy: Drppy
  let root: DrppySession
  beforeAll(async () => {
    site = await startSimulatedSite({ machines: 2, log: () => {} })
    for (const machine of site.machines) await machine.powerOn()
    await waitForFree(site.client, 2, 30_000)
    drppy = new Drppy()
    root = await drppy.session(site.endpoint, { key: site.key })
  })
  afterAll(async () => {
    await drppy?.close()
    await site?.close()
  })

  const pool = { id: 'default' }
  const run = async (verb: string, body: JsonObject, id = 'default') =>
    Results.parse((await root.raw({ ...order(verb, id), body })).value)
  const order = (verb: string, id = 'default') => ({
    method: 'POST',
    path: `/pools/${id}/${verb}`,
    response: 'list[PoolResult]',
  })
  const machine = (uuid: string) => root.object('GET /machines/{uuid}', { path: { uuid } })
  // The client's class for a status has no fields, so the map is read with its transport.
  const status = async (id = 'default') =>
    (await root.raw({ method: 'GET', path: `/pools/${id}/status`, response: 'dict(str, str)' })).value
  const claim = (more: JsonObject = {}): JsonObject => ({
    'pool/wait-timeout': '0s',
    'pool/filter': ['Runnable=Eq(true)', 'WorkflowComplete=Eq(true)', 'WorkOrderMode=Eq(false)'],
    'pool/add-parameters': {
      'image-deploy/image-file': site.image.file,
      'image-deploy/image-sha256': site.image.sha256,
      'claim/owner': 'foreign',
    },
    ...more,
  })
  const release = (uuid: string) => ({
    'pool/machine-list': [uuid],
    'pool/wait-timeout': '30s',
    'pool/remove-parameters': ['image-deploy/image-file', 'image-deploy/image-sha256', 'claim/owner'],
  })
  const reaches = (uuid: string, wanted: string) =>
    expect
      .poll(async () => (await machine(uuid))['PoolStatus'], { timeout: 60_000, interval: 100 })
      .toBe(wanted)

  it('know the feature they are gated on, their machines and the pools that have some', async () => {
    expect((await root.object('GET /info'))['features']).toContain('embedded-pool')
    expect(await root.call('GET /pools-active')).toEqual(['default'])
    expect(Object.values(Object(await status()))).toEqual(['Free', 'Free'])
  })

  it('give one machine out, build it, and take it back', async () => {
    const [given, ...others] = Results.parse(
      await root.call('POST /pools/{id}/allocateMachines', { path: pool, body: claim() }),
    )
    expect(others).toEqual([])
    const uuid = given?.Uuid ?? ''
    expect(given).toMatchObject({ Allocated: true })
    expect(await machine(uuid)).toMatchObject({
      Name: given?.Name,
      PoolAllocated: true,
      Params: { 'claim/owner': 'foreign' },
    })
    await reaches(uuid, 'InUse')
    expect(
      await root.filter('machines', 'PoolStatus', 'Eq', 'InUse', 'PoolAllocated', 'Eq', 'true'),
    ).toMatchObject([
      { Uuid: uuid, Address: expect.stringMatching(/^10\.77\.0\.\d+$/), WorkflowComplete: true },
    ])
    expect(await run('releaseMachines', release(uuid))).toMatchObject([
      { Uuid: uuid, Allocated: false, Status: 'Free' },
    ])
    const freed = await machine(uuid)
    expect(freed).toMatchObject({ PoolStatus: 'Free', PoolAllocated: false })
    expect(freed['Params']).not.toHaveProperty('claim/owner')
  })

  it('wait for the machine when that is asked for', async () => {
    const [given] = await run('allocateMachines', claim({ 'pool/wait-timeout': '60s' }))
    expect(given).toMatchObject({ Allocated: true, Status: 'InUse' })
    const uuid = given?.Uuid ?? ''
    // The generated call leaves the machine out of the path.
    const order = { method: 'POST', path: `/machines/${uuid}/releaseToPool`, response: 'list[PoolResult]' }
    const freed = Results.parse((await root.raw({ ...order, body: release(uuid) })).value)
    expect(freed).toMatchObject([{ Uuid: uuid, Allocated: false, Status: 'Free' }])
  })

  it('give out all or, below the minimum, none', async () => {
    const refusal = await root.rawRefused({
      ...order('allocateMachines'),
      body: claim({ 'pool/count': 3, 'pool/minimum': 3 }),
    })
    expect(refusal.status).toBeGreaterThanOrEqual(400)
    expect(refusal.error?.Messages?.join()).toMatch(/\d/)
    expect(Object.values(Object(await status()))).toEqual(['Free', 'Free'])
    const filter = claim({ 'pool/filter': ['Name=Eq(nobody)'] })
    expect(
      (await root.rawRefused({ ...order('allocateMachines'), body: filter })).status,
    ).toBeGreaterThanOrEqual(400)
    const unreadable = claim({ 'pool/filter': ['Nonsense=Eq(x)'] })
    expect((await root.rawRefused({ ...order('allocateMachines'), body: unreadable })).status).toBe(406)
  })

  it('move machines from one to another', async () => {
    await root.call('POST /pools', { model: 'Pool', body: { Id: 'foreign-pool', Description: 'x' } })
    const [uuid = ''] = Object.keys(Object(await status()))
    const moved: JsonValue = { 'pool/machine-list': [uuid] }
    expect(await run('removeMachines', moved)).toMatchObject([{ Uuid: uuid }])
    expect(await run('addMachines', moved, 'foreign-pool')).toMatchObject([{ Uuid: uuid, Status: 'Free' }])
    expect(await machine(uuid)).toMatchObject({ Pool: 'foreign-pool', PoolStatus: 'Free' })
    expect(await status('foreign-pool')).toEqual({ [uuid]: 'Free' })
    expect(await root.call('GET /pools-active')).toEqual(['default', 'foreign-pool'])
    expect(await run('removeMachines', moved, 'foreign-pool')).toMatchObject([{ Uuid: uuid }])
    await reaches(uuid, 'Free')
    expect(await machine(uuid)).toMatchObject({ Pool: 'default' })
  })

  it('say what is not there', async () => {
    expect((await root.refused('GET /pools/{id}/status', { path: { id: 'nowhere' } })).status).toBe(404)
    const nowhere = { ...order('allocateMachines', 'nowhere'), body: claim() }
    expect((await root.rawRefused(nowhere)).status).toBe(404)
  })

  it('leave lines in the log of the server', async () => {
    const lines = await root.list('GET /logs')
    expect(lines).toEqual(expect.arrayContaining([expect.objectContaining({ Service: expect.any(String) })]))
  })
})
