import { randomUUID } from 'node:crypto'
import { decode, Machine, Pool } from '@metalwright/sdk/models'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SYSTEM } from '../../../src/auth/principal.ts'
import { parseFilterTexts } from '../../../src/objects/lists/filter.ts'
import { freeMachines, listedMachines } from '../../../src/objects/machines/pool-candidates.ts'
import { Pools } from '../../../src/objects/machines/pools.ts'
import { makeWorld, type World } from '../content/content-world.ts'

const MACHINES = 300

describe('machines that a pool may hand out', () => {
  let world: World
  const free: string[] = []
  beforeAll(async () => {
    world = await makeWorld()
    await world.objects.edit(SYSTEM, async (edit) => {
      edit.put('pools', decode(Pool, { Id: 'full' }), 'create')
      for (let number = 0; number < MACHINES; number++) {
        const status = number % 3 === 0 ? 'InUse' : 'Free'
        const machine = decode(Machine, {
          Uuid: randomUUID(),
          Name: `m${number}`,
          Pool: number % 10 === 0 ? 'default' : 'full',
          PoolStatus: status,
          PoolAllocated: status === 'InUse',
          Available: true,
          Validated: true,
          Runnable: number % 2 === 0,
        })
        edit.put('machines', machine, 'create')
        if (machine.Pool === 'full' && status === 'Free') free.push(machine.Uuid)
      }
    })
  })
  afterAll(() => world.close())

  const everything = parseFilterTexts([], 'machines')
  const collect = async (machines: AsyncIterable<string>) => {
    const found: string[] = []
    for await (const one of machines) found.push(one)
    return found
  }

  it('are all found once, wherever the search begins', async () => {
    const starts = fc.oneof(fc.uuid(), fc.constantFrom('', 'zzz', ...free))
    await fc.assert(
      fc.asyncProperty(starts, async (start) => {
        const found = await collect(freeMachines(world.objects.session(), 'full', everything, start))
        expect(found.toSorted()).toEqual(free.toSorted())
        expect(new Set(found).size).toBe(found.length)
      }),
      { numRuns: 30 },
    )
  })

  it('pass the filters', async () => {
    const query = parseFilterTexts(['Runnable=Eq(true)'], 'machines')
    const session = world.objects.session()
    const found = await collect(freeMachines(session, 'full', query, ''))
    expect(found.length).toBeGreaterThan(0)
    for (const uuid of found) expect((await session.get('machines', uuid))?.Runnable).toBe(true)
    const listed = [free[3] ?? '', free[1] ?? '', 'Name:m0', 'Name:none', free[3] ?? '']
    expect(await collect(listedMachines(session, 'full', everything, listed))).toEqual([free[3], free[1]])
  })

  it('are read a page at a time: a claim costs the same whatever the size of the pool', async () => {
    let read = 0
    const page = world.store.page.bind(world.store)
    world.store.page = async (...asked) => {
      const found = await page(...asked)
      read += found.length
      return found
    }
    const pools = new Pools(world.objects)
    const caller = { name: 'test', visible: undefined }
    const given = await pools.allocate(caller, 'full', { 'pool/count': 1 })
    expect(given).toMatchObject([{ Allocated: true, Status: 'InUse' }])
    expect(read).toBeLessThanOrEqual(64)
    expect(await pools.active()).toEqual(['default', 'full'])
    const status = Object.values(await pools.status(caller, 'full'))
    expect(status.filter((one) => one === 'Free')).toHaveLength(free.length - 1)
  })
})
