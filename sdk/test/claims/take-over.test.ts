import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CLAIM_KEY } from '../../src/claims/index.ts'
import { claimIdOf } from '../../src/claims/mark.ts'
import { ClaimSite, request } from './claim-site.ts'

describe('taking a claim over', () => {
  let site: ClaimSite
  let uuid: string
  const takeover = { parameter: 'a/pending', before: { beat: 1 }, after: { beat: 2 } }

  beforeEach(async () => {
    site = await ClaimSite.start(2)
    const addParameters = { 'a/pending': { beat: 1 } }
    uuid = (await site.claims.allocate(request({ claimKey: 'old', addParameters }))).machine.Uuid
  })

  afterEach(() => site.close())

  it('is one guarded write, which only one does', async () => {
    const taken = await site.claims.takeOver({ ...takeover, uuid, from: 'old', to: 'new' })
    expect(taken?.Params).toMatchObject({ [CLAIM_KEY]: 'new', 'a/pending': { beat: 2 } })
    expect(await site.claims.takeOver({ ...takeover, uuid, from: 'old', to: 'other' })).toBeNull()
    expect(await site.claims.get(uuid, 'new')).toMatchObject({ state: 'held' })
  })

  it('changes nothing when the param has changed, or the machine is gone', async () => {
    const late = { ...takeover, before: { beat: 0 }, uuid, from: 'old', to: 'new' }
    expect(await site.claims.takeOver(late)).toBeNull()
    expect(await site.claims.get(uuid, 'old')).toMatchObject({ state: 'held' })
    site.pool.machines.delete(uuid)
    expect(await site.claims.takeOver({ ...takeover, uuid, from: 'old', to: 'new' })).toBeNull()
  })

  it('finds what is allocated in a pool, with the ids of the claims', async () => {
    const machines = await site.claims.allocated('web')
    expect(machines.map(claimIdOf)).toEqual(['old'])
    expect(machines.map((machine) => claimIdOf({ ...machine, PoolAllocated: false }))).toEqual([null])
    expect(await site.claims.allocated('other')).toEqual([])
  })
})
