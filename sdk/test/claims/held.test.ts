import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ClaimFailedError, ClaimLockedError, ClaimLostError } from '../../src/claims/index.ts'
import { ClaimSite, request } from './claim-site.ts'

const RELEASE = 'POST /pools/web/releaseMachines'

let site: ClaimSite
beforeEach(async () => {
  site = await ClaimSite.start(2)
})
afterEach(() => site.close())

const now = (uuid: string) => {
  const machine = site.pool.machines.get(uuid)
  if (machine === undefined) throw new Error('gone')
  return machine
}
const released = () =>
  site.server.calls.filter((call) => call.path.endsWith('/releaseMachines')).map((call) => call.json())

describe('a claimed machine', () => {
  it('gets its settings with the claim, and the rest by its preparation, once', async () => {
    const wanted = request({
      image: `web.raw.zst@sha256:${'ab'.repeat(32)}`,
      userData: '#cloud-config',
      networkData: { version: 2 },
      metadata: { team: 'a' },
      expiresAt: '2031-01-01T00:00:00Z',
      hostname: 'shop-1',
      description: 'shop',
      meta: { team: 'a' },
    })
    const claim = await site.claims.allocate(wanted)
    expect(claim.machine.Workflow).toBe('image-deploy')
    expect(claim.machine.Params).toMatchObject({
      'image-deploy/image-file': 'web.raw.zst',
      'image-deploy/image-sha256': 'ab'.repeat(32),
      'image-deploy/image-type': 'raw.zst',
      'cloud-init/user-data': '#cloud-config',
      'cloud-init/network-config': { version: 2 },
      'cloud-init/meta-data': { team: 'a' },
      'claim/expires-at': '2031-01-01T00:00:00Z',
    })
    const prepared = await site.claims.prepare(claim, wanted)
    expect(prepared).toMatchObject({ Name: 'shop-1', Description: 'shop', Meta: { team: 'a' } })
    expect(prepared.Params['claim/restore']).toEqual({ Name: 'web1', Description: '', Meta: { team: null } })
    const calls = site.server.calls.length
    await site.claims.prepare({ ...claim, machine: prepared }, wanted)
    expect(site.server.calls).toHaveLength(calls)
  })

  it('is started again by its preparation when a task has begun before', async () => {
    const wanted = request({ hostname: 'shop-1', workflow: 'install' })
    const claim = await site.claims.allocate(wanted)
    site.pool.change(claim.machine.Uuid, { Tasks: ['stage:a', 'write'], CurrentTask: 1 })
    const edits: string[] = []
    site.server.gate = (call) => {
      if (call.method === 'PATCH') edits.push(JSON.stringify(call.json()))
      return undefined
    }
    await site.claims.prepare(claim, wanted)
    expect(edits[0]).toContain('shop-1')
    expect(edits[1]).toContain('"path":"/Workflow","value":""')
    expect(edits[2]).toContain('"path":"/Workflow","value":"install"')
  })

  it("keeps the pool's own workflow, and needs none for the image then", async () => {
    site.pool.workflow = 'own'
    const { machine } = await site.claims.allocate(
      request({ image: 'web.raw.zst', bootEnv: 'debian-install' }),
    )
    expect(machine.Workflow).toBe('own')
    expect(machine.Params['linux/install-bootenv']).toBe('debian-install')
  })

  it('is changed although it is locked, and locked again', async () => {
    const { machine } = await site.claims.allocate(request())
    await site.claims.update(machine.Uuid, 'key-1', { locked: true })
    expect(now(machine.Uuid).Locked).toBe(true)
    const calls = site.server.count(`PATCH /machines/${machine.Uuid}`)
    await site.claims.update(machine.Uuid, 'key-1', { locked: true })
    expect(site.server.count(`PATCH /machines/${machine.Uuid}`)).toBe(calls)
    await site.claims.update(machine.Uuid, 'key-1', { addProfiles: ['p'] })
    expect(now(machine.Uuid)).toMatchObject({ Locked: true, Profiles: ['p'] })
    await expect(site.claims.release(machine.Uuid, 'key-1')).rejects.toBeInstanceOf(ClaimLockedError)
    await expect(site.claims.redeploy(machine.Uuid, 'key-1')).rejects.toBeInstanceOf(ClaimLockedError)
    expect(site.server.count(RELEASE)).toBe(0)
    await site.claims.update(machine.Uuid, 'key-1', { locked: false })
    await site.claims.release(machine.Uuid, 'key-1')
    expect(site.pool.claimed).toEqual([])
  })

  it('loses what a setting has set when it is taken off', async () => {
    const { machine } = await site.claims.allocate(
      request({ image: 'web.raw', userData: 'x', authorizedKeys: ['k'], expiresAt: 'soon' }),
    )
    const others = { ...machine.Params, 'access-keys': { operator: 'o', 'team-a-1': 'k' } }
    site.pool.change(machine.Uuid, { Params: others })
    await site.claims.update(machine.Uuid, 'key-1', {
      image: null,
      userData: null,
      expiresAt: null,
      authorizedKeys: ['l', 'm'],
    })
    expect(now(machine.Uuid).Params).toEqual({
      'claim/key': 'key-1',
      'claim/owner': 'team a',
      'access-keys': { operator: 'o', 'team-a-1': 'l', 'team-a-2': 'm' },
    })
  })

  it('that carries no key is changed and given back by the empty claim id', async () => {
    const [machine] = site.pool.machines.values()
    if (machine === undefined) throw new Error('no machine')
    site.pool.change(machine.Uuid, { PoolAllocated: true, PoolStatus: 'InUse' })
    await site.claims.update(machine.Uuid, '', { addProfiles: ['p'] })
    expect(now(machine.Uuid).Profiles).toEqual(['p'])
    await site.claims.release(machine.Uuid, '')
    expect(released()[0]).not.toHaveProperty('pool/claim-key')
    expect(site.pool.claimed).toEqual([])
    const other = await site.claims.allocate(request())
    await expect(site.claims.update(other.machine.Uuid, '', {})).rejects.toBeInstanceOf(ClaimLostError)
  })
})

describe('a redeployment', () => {
  it('runs the workflow again and waits for its end, whatever failed before', async () => {
    const { machine } = await site.claims.allocate(request({ workflow: 'install' }))
    const CurrentJob = '11111111-0000-4000-8000-000000000000'
    const uuid = machine.Uuid
    site.server.on(`GET /jobs/${CurrentJob}`, () => ({
      json: { Uuid: CurrentJob, Task: 'write', State: 'failed', CurrentIndex: 0 },
    }))
    site.server.on(`GET /jobs/${CurrentJob}/log`, () => ({ text: 'no disk\n' }))
    site.pool.change(uuid, { PoolStatus: 'HoldBuild', CurrentJob, CurrentTask: 0, Runnable: false })
    await site.claims.redeploy(uuid, 'key-1')
    expect(now(uuid)).toMatchObject({ Workflow: 'install', Runnable: true })
    site.pool.change(uuid, { CurrentTask: -1, Runnable: false })
    const steps = [
      { CurrentTask: -1, Runnable: true },
      { PoolStatus: 'InUse', WorkflowComplete: true },
    ] as const
    let step = 0
    site.clock.onSleep = () => {
      const next = steps[step]
      step += 1
      if (next !== undefined) site.pool.change(uuid, next)
    }
    const options = { until: 'WorkflowComplete', restarted: true, timeoutMs: 600_000 } as const
    expect((await site.claims.wait(uuid, options)).WorkflowComplete).toBe(true)

    site.pool.change(uuid, { WorkflowComplete: false, CurrentTask: 0, Runnable: false })
    await expect(site.claims.wait(uuid, options)).rejects.toBeInstanceOf(ClaimFailedError)
  })

  it('touches no machine that the claim does not hold', async () => {
    const { machine } = await site.claims.allocate(request())
    await expect(site.claims.redeploy(machine.Uuid, 'key-2')).rejects.toBeInstanceOf(ClaimLostError)
    await expect(site.claims.redeploy('gone', 'key-1')).rejects.toBeInstanceOf(ClaimLostError)
    expect(site.server.count(`PATCH /machines/${machine.Uuid}`)).toBe(0)
  })
})

describe('a release', () => {
  it('gives the name back, does as it is told, and switches the machine off when it is free', async () => {
    site.pool.afterRelease = 'Free'
    const wanted = request({ hostname: 'shop-1', meta: { team: 'a' }, userData: 'x' })
    const claim = await site.claims.allocate(wanted)
    await site.claims.prepare(claim, wanted)
    const uuid = claim.machine.Uuid
    site.server.on(`POST /machines/${uuid}/actions/poweroff`, () => ({ json: {} }))
    await site.claims.release(uuid, 'key-1', {
      addProfiles: ['wipe'],
      addParameters: { note: 1 },
      removeParameters: ['mine', 'note'],
      removeSettings: ['userData'],
      power: 'off',
      force: true,
    })
    expect(released()[0]).toMatchObject({
      'pool/add-profiles': ['wipe'],
      'pool/add-parameters': { note: 1 },
      'pool/remove-parameters': expect.arrayContaining(['cloud-init/user-data', 'claim/restore', 'mine']),
    })
    expect(now(uuid)).toMatchObject({ Name: 'web1', Meta: {}, Params: { note: 1 } })
    expect(site.server.count(`POST /machines/${uuid}/actions/poweroff`)).toBe(1)
    expect(site.server.calls.find((call) => call.path.endsWith('releaseMachines'))?.query.get('force')).toBe(
      'true',
    )
  })

  it('goes on under the new name when somebody else has the old one', async () => {
    const wanted = request({ hostname: 'shop-1', description: 'shop' })
    const claim = await site.claims.allocate(wanted)
    await site.claims.prepare(claim, wanted)
    site.server.gate = (call) => {
      const renames =
        call.method === 'PATCH' && JSON.stringify(call.json()).includes('"path":"/Name","value":"web1"')
      return renames
        ? { status: 422, json: { Messages: ['taken'], Code: 422, Type: 'ValidationError' } }
        : undefined
    }
    await site.claims.release(claim.machine.Uuid, 'key-1')
    expect(now(claim.machine.Uuid)).toMatchObject({ Name: 'shop-1', Description: '', PoolAllocated: false })
  })

  it('of a failed build is what its holder wants', async () => {
    const { machine } = await site.claims.allocate(request())
    site.pool.change(machine.Uuid, { PoolStatus: 'HoldBuild' })
    await site.claims.settleFailure(machine.Uuid, 'key-1', 'keep', 'no disk')
    expect(site.server.count(RELEASE)).toBe(0)
    await site.claims.settleFailure(machine.Uuid, 'key-1', 'quarantine', 'no disk')
    expect(now(machine.Uuid).Params['claim/quarantine']).toEqual({
      reason: 'no disk',
      owner: 'team a',
      time: '2030-01-01T00:00:00.000Z',
    })
  })

  it('keeps a machine that cannot be cleaned from others when told so', async () => {
    const { machine } = await site.claims.allocate(request())
    site.clock.onSleep = () => site.pool.change(machine.Uuid, { PoolStatus: 'HoldDestroy' })
    await site.claims.release(machine.Uuid, 'key-1', {
      quarantineOnFailure: true,
      wait: { timeoutMs: 60_000 },
    })
    expect(now(machine.Uuid).Params['claim/quarantine']).toMatchObject({
      reason: expect.stringContaining('HoldDestroy'),
    })
  })
})

describe('a quarantine on a server that knows none', () => {
  it('stops the machine when it is free', async () => {
    await site.close()
    site = await ClaimSite.start(1, 'foreign')
    site.pool.afterRelease = 'Free'
    const { machine } = await site.claims.allocate(request())
    await site.claims.settleFailure(machine.Uuid, 'key-1', 'quarantine', 'no disk')
    expect(now(machine.Uuid)).toMatchObject({ PoolStatus: 'Free', Runnable: false })
  })
})
