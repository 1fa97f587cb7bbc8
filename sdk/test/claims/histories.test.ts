import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changed, restored } from '../../src/claims/change.ts'
import { Machine } from '../../src/models/machine.ts'
import { ClaimSite, request } from './claim-site.ts'

describe('a history of changes', () => {
  const update = fc.record(
    {
      hostname: fc.option(fc.constantFrom('a1', 'b1', 'web1')),
      description: fc.option(fc.constantFrom('x', 'y', '')),
      meta: fc.option(
        fc.dictionary(fc.constantFrom('k', 'l', 'team', '__proto__'), fc.constantFrom('1', '2')),
      ),
      removeMeta: fc.array(fc.constantFrom('k', 'l', 'team')),
      addProfiles: fc.array(fc.constantFrom('p', 'q')),
      removeProfiles: fc.array(fc.constantFrom('r', 's')),
      userData: fc.option(fc.constantFrom('u', 'v')),
      authorizedKeys: fc.option(fc.array(fc.constantFrom('k1', 'k2'))),
      locked: fc.boolean(),
    },
    { requiredKeys: [] },
  )
  const origin = Machine.parse({
    Name: 'web1',
    Description: 'as it was',
    Meta: { team: 'ops', other: 'o' },
    PoolAllocated: true,
    PoolStatus: 'InUse',
    Params: { 'claim/key': 'k', 'claim/owner': 'terraform', theirs: 1 },
  })

  it('ends where it began when everything is given back', () => {
    fc.assert(
      fc.property(fc.array(update, { maxLength: 8 }), (updates) => {
        const end = restored(updates.reduce((machine, one) => changed(machine, one), origin))
        expect([end.Name, end.Description, end.Meta]).toEqual([origin.Name, origin.Description, origin.Meta])
        expect(end.Params).toMatchObject({ 'claim/key': 'k', 'claim/owner': 'terraform', theirs: 1 })
      }),
    )
  })

  it('is the same whether a step is done once or twice', () => {
    fc.assert(
      fc.property(fc.array(update, { maxLength: 5 }), (updates) => {
        const once = updates.reduce((machine, one) => changed(machine, one), origin)
        const twice = updates.reduce((machine, one) => changed(changed(machine, one), one), origin)
        expect(twice).toEqual(once)
      }),
    )
  })
})

describe('random histories of claims', () => {
  it('hand no machine to two, and lose none, whatever answers are lost', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom('claim', 'release', 'again', 'prepare'), fc.nat(4), fc.boolean()), {
          maxLength: 14,
        }),
        async (steps) => {
          const own = await ClaimSite.start(3)
          own.pool.afterRelease = 'Free'
          const held = new Map<string, string>()
          try {
            for (const [step, number, loses] of steps) {
              let lost = false
              own.pool.losesAnswer = () => {
                if (!loses || lost) return false
                lost = true
                return true
              }
              const key = `key-${number}`
              const uuid = held.get(key)
              const wanted = request({ claimKey: key, hostname: `host-${number}` })
              const claims = step === 'again' ? own.connect() : own.claims
              if (step === 'release') {
                if (uuid !== undefined) await claims.release(uuid, key)
                held.delete(key)
                continue
              }
              const claim = await claims.allocate(wanted).catch((error: unknown) => {
                if (held.size < 3 || held.has(key)) throw error
                return undefined
              })
              if (claim === undefined) continue
              expect(uuid ?? claim.machine.Uuid).toBe(claim.machine.Uuid)
              held.set(key, claim.machine.Uuid)
              if (step === 'prepare') await claims.prepare(claim, wanted)
            }
            expect([...held.values()].sort()).toEqual(own.pool.claimed.sort())
            expect(new Set(held.values()).size).toBe(held.size)
            for (const [key, uuid] of held) await own.claims.release(uuid, key)
            const names = [...own.pool.machines.values()].map(({ Name, Params }) => [Name, Params])
            expect(names).toEqual([1, 2, 3].map((number) => [`web${number}`, {}]))
          } finally {
            await own.close()
          }
        },
      ),
      { numRuns: 40 },
    )
  })
})
