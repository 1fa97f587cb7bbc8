import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { workOrderResource } from '../../../src/resources/machine-parts/work-order.ts'
import { fromJson } from '../../../src/values/plain.ts'
import { ObjectsDouble } from '../objects-double.ts'
import { ResourceCalls } from '../resource-calls.ts'

const machine = '6f0c1d5e-3c1f-4ef1-9f0e-0d7a53a3f6a1'
const config = { machine, blueprint: 'rotate', params: fromJson({ days: 90 }), profiles: ['certs'] }

/** A double of the API of DRP v4: this project's server has no work orders. */
describe('a work order', () => {
  let double: ObjectsDouble
  let calls: ResourceCalls
  let outcome = 'finished'
  beforeEach(async () => {
    outcome = 'finished'
    double = await ObjectsDouble.start({
      work_orders: {
        key: 'Uuid',
        onCreate: (order) => {
          Object.assign(order, { State: 'created', Status: '', CurrentJob: '' })
          setTimeout(() => Object.assign(order, { State: 'running', CurrentJob: 'job-1' }), 10)
          setTimeout(() => Object.assign(order, { State: outcome, Status: 'said by the server' }), 40)
        },
      },
    })
    calls = new ResourceCalls(workOrderResource, double.connection)
  })
  afterEach(() => double.close())
  const orders = () => [...double.of('work_orders').values()]

  it('is made, waited for, read and removed', async () => {
    const state = await calls.create(config)
    expect(orders()).toMatchObject([
      { Machine: machine, Blueprint: 'rotate', Params: { days: 90 }, Profiles: ['certs'] },
    ])
    expect(state.string('state')).toBe('finished')
    expect(state.string('job')).toBe('job-1')
    expect(state.string('id')).toBe(orders()[0]?.['Uuid'])
    expect((await calls.read())?.string('exit_state')).toBe('said by the server')
    await calls.delete()
    expect(orders()).toEqual([])
  })

  it('is left to itself when nobody wants to wait', async () => {
    const state = await calls.create({ ...config, wait: false })
    expect(state.string('state')).toBe('created')
    await expect.poll(async () => (await calls.read())?.string('state')).toBe('finished')
  })

  it('is a failure with its state when it fails, so that it is run again', async () => {
    outcome = 'failed'
    await expect(calls.create(config)).rejects.toThrow(/has ended as failed: said by the server/)
    expect(calls.state?.string('state')).toBe('failed')
  })

  it('is made once, even when the answer is lost', async () => {
    double.lostAnswers = 1
    await calls.create(config)
    expect(orders()).toHaveLength(1)
    expect(double.calls.filter((call) => call === 'POST work_orders')).toHaveLength(2)
  })

  it('is imported with what was asked for', async () => {
    const made = await calls.create(config)
    const other = new ResourceCalls(workOrderResource, double.connection)
    const state = await other.import(made.string('id') ?? '')
    expect(state?.json('params')).toEqual({ days: 90 })
    expect(state?.strings('profiles')).toEqual(['certs'])
    expect([state?.string('machine'), state?.string('blueprint')]).toEqual([machine, 'rotate'])
    await expect(other.import('nothing')).rejects.toThrow(/There is no such work order/)
  })

  it('is gone when somebody removed it', async () => {
    await calls.create(config)
    double.of('work_orders').clear()
    expect(await calls.read()).toBeNull()
  })

  it('is refused by a server that has none', async () => {
    const old = await ObjectsDouble.start({})
    const refused = new ResourceCalls(workOrderResource, old.connection).create(config)
    await expect(refused).rejects.toThrow(/runs version v4.0.0, which does not know work_orders/)
    expect(old.calls.some((call) => call.startsWith('POST'))).toBe(false)
    await old.close()
  })
})
