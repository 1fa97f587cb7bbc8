import { afterEach, describe, expect, it } from 'vitest'
import { NoCapacityError } from '../../src/claims/index.ts'
import type { Dialect } from '../fake/fake-pool.ts'
import { ClaimSite, request } from './claim-site.ts'

let site: ClaimSite
afterEach(() => site.close())

const params = (value: object) => ({ Params: JSON.parse(JSON.stringify(value)) })

describe.each<Dialect>(['ours', 'foreign'])('choosing a machine of a %s server', (dialect) => {
  it('takes one that meets the constraints, and no second one for the same key', async () => {
    site = await ClaimSite.start(3, dialect)
    site.pool.change(site.pool.at(2).Uuid, params({ 'inventory/cpu': { threads: 64 } }))
    const wanted = request({ constraints: { minCpu: 32 } })
    const claim = await site.claims.allocate(wanted)
    expect(claim.machine.Name).toBe('web2')
    expect((await site.connect().allocate(wanted)).machine.Name).toBe('web2')
    expect(site.pool.claimed).toHaveLength(1)
    const failed = site.claims.allocate(request({ claimKey: 'key-2', constraints: { minCpu: 32 } }))
    await expect(failed).rejects.toThrow(/2 without 32 threads/)
    await expect(failed).rejects.toBeInstanceOf(NoCapacityError)
  })

  it('takes the machine that is named', async () => {
    site = await ClaimSite.start(3, dialect)
    expect((await site.claims.allocate(request({ machine: 'Name:web3' }))).machine.Name).toBe('web3')
    const again = site.claims.allocate(request({ claimKey: 'key-2', machine: 'Name:web3' }))
    await expect(again).rejects.toThrow(/machine Name:web3/)
  })

  it('keeps the machines of a group apart, also when they are claimed at once', async () => {
    site = await ClaimSite.start(6, dialect)
    for (const place of [1, 2, 3, 4, 5, 6]) {
      site.pool.change(site.pool.at(place).Uuid, params({ rack: `r${place % 3}` }))
    }
    const antiAffinity = { param: 'rack', group: 'shop' }
    const claims = await Promise.all(
      [1, 2, 3].map((number) => site.claims.allocate(request({ claimKey: `key-${number}`, antiAffinity }))),
    )
    expect(claims.map(({ machine }) => machine.Params['rack']).sort()).toEqual(['r0', 'r1', 'r2'])
    const fourth = site.claims.allocate(request({ claimKey: 'key-4', antiAffinity }))
    await expect(fourth).rejects.toThrow(/with the rack of another machine of group shop/)
    const other = { param: 'rack', group: 'other' }
    expect(
      (await site.claims.allocate(request({ claimKey: 'key-5', antiAffinity: other }))).machine.Params,
    ).toMatchObject({ 'claim/group': 'other' })
  })

  it('gives a machine back when another process was as fast with its neighbour', async () => {
    site = await ClaimSite.start(3, dialect)
    site.pool.afterRelease = 'Free'
    for (const [place, rack] of [
      [1, 'a'],
      [2, 'a'],
      [3, 'b'],
    ] as const) {
      site.pool.change(site.pool.at(place).Uuid, params({ rack }))
    }
    let beaten = false
    site.server.gate = (call) => {
      if (!beaten && call.path.endsWith('/allocateMachines')) {
        beaten = true
        const taken = { ...site.pool.at(2).Params, 'claim/group': 'shop', 'claim/key': 'other' }
        site.pool.change(site.pool.at(2).Uuid, { PoolAllocated: true, PoolStatus: 'InUse', Params: taken })
      }
      return undefined
    }
    const antiAffinity = { param: 'rack', group: 'shop' }
    const claims = site.connect(() => 0)
    const claim = await claims.allocate(request({ antiAffinity }))
    expect(claim.machine.Params['rack']).toBe('b')
    expect(site.pool.claimed.sort()).toEqual([site.pool.at(2).Uuid, site.pool.at(3).Uuid])
  })

  it('waits for a machine with growing pauses, and no longer than it may', async () => {
    site = await ClaimSite.start(1, dialect)
    const first = await site.claims.allocate(request())
    let naps = 0
    site.clock.onSleep = () => {
      naps += 1
      if (naps === 6)
        site.pool.change(first.machine.Uuid, { PoolStatus: 'Free', PoolAllocated: false, Params: {} })
    }
    const told: string[] = []
    const waitForCapacity = { timeoutMs: 600_000, onProgress: (text: string) => told.push(text) }
    const second = await site.claims.allocate(request({ claimKey: 'key-2' }), { waitForCapacity })
    expect(second.machine.Uuid).toBe(first.machine.Uuid)
    expect(told[0]).toMatch(/Pool `web` has no machine for this claim.*asking again/)
    site.clock.onSleep = () => {}
    const started = site.clock.now()
    const late = site.claims.allocate(request({ claimKey: 'key-3' }), {
      waitForCapacity: { timeoutMs: 60_000 },
    })
    await expect(late).rejects.toBeInstanceOf(NoCapacityError)
    expect(site.clock.now() - started).toBeGreaterThanOrEqual(60_000)
    expect(site.clock.now() - started).toBeLessThan(70_000)
  })
})
