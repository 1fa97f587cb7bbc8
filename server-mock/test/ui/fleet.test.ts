import { effect } from '@preact/signals'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Fleet } from '../../ui/src/machines/fleet.ts'
import { NO_FILTER } from '../../ui/src/machines/machine-filter.ts'
import type { MachineSummary } from '../../ui/src/objects/machine.ts'
import { machine, machineBody, machineEvent, uuid } from './sample-machine.ts'

function makeFleet(list: () => Promise<readonly MachineSummary[]> = async () => []) {
  const frames: (() => void)[] = []
  const fleet = new Fleet({ list, nextFrame: (work) => frames.push(work) })
  const paint = () => {
    for (const work of frames.splice(0)) work()
  }
  const names = () => fleet.shown.value.map((key) => fleet.machine(key)?.value.Name)
  return { fleet, frames, paint, names }
}

async function fleetOf(machines: readonly MachineSummary[]) {
  const made = makeFleet(async () => machines)
  await made.fleet.list()
  made.paint()
  return made
}

const three = [
  machine({ Uuid: uuid(1), Name: 'node-10' }),
  machine({ Uuid: uuid(2), Name: 'node-9', PoolStatus: 'InUse' }),
  machine({ Uuid: uuid(3), Name: 'rack-b', Address: '10.0.0.7' }),
]

describe('Fleet', () => {
  it('shows listed machines by name, numbers as numbers, and counts them by status', async () => {
    const { fleet, names } = await fleetOf(three)
    expect(names()).toEqual(['node-9', 'node-10', 'rack-b'])
    expect(Object.fromEntries(fleet.counts.value)).toEqual({ Free: 2, InUse: 1 })
    expect(fleet.total.value).toBe(3)
    expect(fleet.isListed.value).toBe(true)
  })

  it('changes one signal and no list for an event about a known machine', async () => {
    const { fleet, frames } = await fleetOf(three)
    const changes = { own: 0, other: 0, shown: 0 }
    effect(() => {
      fleet.machine(uuid(1))?.value
      changes.own += 1
    })
    effect(() => {
      fleet.machine(uuid(2))?.value
      changes.other += 1
    })
    effect(() => {
      fleet.shown.value
      changes.shown += 1
    })
    fleet.event(machineEvent('update', machineBody({ Uuid: uuid(1), Name: 'node-10', Stage: 'deploy' })))
    expect(fleet.machine(uuid(1))?.value.Stage).toBe('deploy')
    expect(changes).toEqual({ own: 2, other: 1, shown: 1 })
    expect(frames).toHaveLength(0)
  })

  it('orders once for many machines that come at once', async () => {
    const { fleet, frames, paint, names } = await fleetOf([])
    for (let number = 50; number > 0; number -= 1) {
      fleet.event(machineEvent('create', machineBody({ Uuid: uuid(number), Name: `n${number}` })))
    }
    expect(frames).toHaveLength(1)
    paint()
    expect(names()).toEqual(Array.from({ length: 50 }, (_, index) => `n${index + 1}`))
  })

  it('keeps what comes while it lists, and applies it to the list', async () => {
    let answer: (machines: readonly MachineSummary[]) => void = () => {}
    const { fleet, paint, names } = makeFleet(
      () =>
        new Promise((resolve) => {
          answer = resolve
        }),
    )
    const listed = fleet.list()
    fleet.event(machineEvent('update', machineBody({ Uuid: uuid(1), Name: 'newer' }), 7))
    fleet.event(machineEvent('delete', machineBody({ Uuid: uuid(2) }), 8))
    answer(three.slice(0, 2))
    await listed
    paint()
    expect(names()).toEqual(['newer'])
  })

  it('removes on a second list what is gone', async () => {
    let machines = three
    const { fleet, paint, names } = makeFleet(async () => machines)
    await fleet.list()
    machines = three.slice(1)
    await fleet.list()
    paint()
    expect(names()).toEqual(['node-9', 'rack-b'])
    expect(Object.fromEntries(fleet.counts.value)).toEqual({ Free: 1, InUse: 1 })
  })

  it('is not set back by events that a resumed stream repeats', async () => {
    const { fleet } = await fleetOf(three)
    const body = machineBody({ Uuid: uuid(1), Name: 'node-10' })
    fleet.event(machineEvent('update', { ...body, Stage: 'new' }, 20))
    fleet.event(machineEvent('update', { ...body, Stage: 'old' }, 19))
    expect(fleet.machine(uuid(1))?.value.Stage).toBe('new')
  })

  it('ignores events whose object is no machine, or another one', async () => {
    const { fleet } = await fleetOf(three)
    for (const object of [undefined, null, 7, [], {}, { Uuid: 3 }, machineBody({ Uuid: uuid(9) })]) {
      fleet.event({ Type: 'machines', Action: 'update', Key: uuid(1), Time: '', Revision: 3, Object: object })
    }
    expect(fleet.machine(uuid(1))?.value.Name).toBe('node-10')
    expect(fleet.total.value).toBe(3)
  })

  it('filters by words and by status, and follows machines into and out of the filter', async () => {
    const { fleet, paint, names } = await fleetOf(three)
    fleet.setFilter({ text: '  NODE 9 ', status: '' })
    paint()
    expect(names()).toEqual(['node-9'])
    fleet.setFilter({ text: '10.0.0.7', status: '' })
    paint()
    expect(names()).toEqual(['rack-b'])
    fleet.setFilter({ text: '', status: 'InUse' })
    paint()
    expect(names()).toEqual(['node-9'])
    fleet.event(
      machineEvent('update', machineBody({ Uuid: uuid(3), Name: 'rack-b', PoolStatus: 'InUse' }), 2),
    )
    fleet.event(machineEvent('update', machineBody({ Uuid: uuid(2), Name: 'node-9' }), 3))
    paint()
    expect(names()).toEqual(['rack-b'])
    fleet.setFilter(NO_FILTER)
    paint()
    expect(names()).toHaveLength(3)
  })

  it('never keeps the secret of a machine or its params', async () => {
    const kept = machine({ Secret: 'planted-secret', Params: { password: 'planted-secret' } })
    expect(JSON.stringify(kept)).not.toContain('planted-secret')
  })

  it('agrees with a plain list after any history', () => {
    const step = fc.record({
      action: fc.constantFrom('create' as const, 'update' as const, 'delete' as const),
      number: fc.integer({ min: 1, max: 6 }),
      name: fc.constantFrom('aa', 'bb', 'cc', 'dd'),
      status: fc.constantFrom('Free' as const, 'InUse' as const, 'HoldBuild' as const),
      paints: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.constantFrom('', 'Free'), (steps, status) => {
        const { fleet, paint } = makeFleet()
        fleet.setFilter({ text: '', status })
        const plain = new Map<string, MachineSummary>()
        for (const [index, { action, number, name, status: PoolStatus, paints }] of steps.entries()) {
          const body = machineBody({ Uuid: uuid(number), Name: name, PoolStatus })
          fleet.event(machineEvent(action, body, index + 1))
          if (action === 'delete') plain.delete(body.Uuid)
          else plain.set(body.Uuid, machine(body))
          if (paints) paint()
        }
        paint()
        const wanted = [...plain.values()].filter((one) => status === '' || one.PoolStatus === status)
        const keys = wanted
          .sort((a, b) => (a.Name + a.Uuid < b.Name + b.Uuid ? -1 : 1))
          .map(({ Uuid }) => Uuid)
        expect(fleet.shown.value).toEqual(keys)
        for (const [key, count] of fleet.counts.value) {
          expect(count).toBe([...plain.values()].filter((one) => one.PoolStatus === key).length)
        }
        expect(fleet.total.value).toBe(plain.size)
      }),
    )
  })
})
