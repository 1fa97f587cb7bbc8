import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RehearsedBmc, simulatedSwitch } from '../../src/rehearsal/bmc/index.ts'
import { SimulatedMachine } from '../../src/rehearsal/simulated/index.ts'
import { runRedfish, testControl } from './redfish-bench.ts'

describe('a simulated machine with a BMC', () => {
  let machine: SimulatedMachine
  let bmc: RehearsedBmc
  beforeAll(async () => {
    // Nobody serves addresses there: its firmware goes on asking.
    const dhcp = { host: '127.0.0.1', port: 1, linkAddress: '10.77.0.1' }
    machine = new SimulatedMachine({ mac: '52:54:00:00:00:01', dhcp })
    const credentials = { username: 'root', password: 'calvin "$(x)"' }
    bmc = await RehearsedBmc.start({ machine: simulatedSwitch(machine), ...credentials })
  })
  afterAll(async () => {
    await machine?.powerOff()
    await bmc?.close()
  })

  it('is switched on, reset and off', async () => {
    const control = testControl()
    const change = async (what: 'on' | 'off' | 'reset') =>
      (await runRedfish(control, bmc, { kind: 'power', change: what })).answer
    expect(await change('on')).toEqual({ power: 'on' })
    await expect.poll(() => machine.bootCount, { timeout: 10_000 }).toBe(1)
    expect(await change('reset')).toEqual({ power: 'on' })
    await expect.poll(() => machine.bootCount, { timeout: 10_000 }).toBe(2)
    expect(await change('off')).toEqual({ power: 'off' })
    expect(machine.state).toBe('off')
  })
})
