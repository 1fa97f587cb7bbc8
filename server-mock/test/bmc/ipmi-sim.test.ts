import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BmcNetworks } from '../../src/bmc/address.ts'
import { BmcControl } from '../../src/bmc/control.ts'
import { openDrivers } from '../../src/bmc/drivers.ts'
import { BMC_LIMITS } from '../../src/bmc/limits.ts'
import type { BmcOperation } from '../../src/bmc/operation.ts'
import { readTarget } from '../../src/bmc/target.ts'
import { realClock } from './clocks.ts'
import { hasIpmiSim, type IpmiSim, startIpmiSim } from './ipmi-sim.ts'

const never = new AbortController().signal

/** The room against a BMC that is not ours: real ipmitool, real RMCP+. */
describe.skipIf(!hasIpmiSim)('a BMC of OpenIPMI (apt-get install openipmi ipmitool)', () => {
  let folder: string
  let sim: IpmiSim
  let control: BmcControl
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'metalwright-chassis-'))
    sim = await startIpmiSim(`#!/bin/sh
cd ${folder}
echo "$*" >> calls
verb=$1; shift
if [ $verb = get ]; then
  for what; do echo "$what:$(cat $what 2> /dev/null || echo 0)"; done
else
  while [ $# -gt 1 ]; do echo $2 > $1; shift 2; done
fi
`)
    const limits = { ...BMC_LIMITS, gapMs: 10, pollMs: 20, settleMs: 10_000 }
    const open = openDrivers({
      ...{ limits, clock: realClock, networks: new BmcNetworks(['127.0.0.0/8']), resolve: async () => [] },
      ...{ ipmitool: 'ipmitool', path: process.env['PATH'] ?? '' },
    })
    control = new BmcControl({ open, limits, clock: realClock })
  })
  afterAll(async () => {
    await sim?.close()
    await rm(folder, { recursive: true, force: true })
  })

  const run = async (operation: BmcOperation, password = sim.password) => {
    const values = {
      'ipmi/address': '127.0.0.1',
      'ipmi/port': sim.port,
      'ipmi/username': sim.username,
      'ipmi/password': password,
    }
    return (await control.run({ target: readTarget('m', values), operation, signal: never })).answer
  }
  const state = async (what: string) => (await readFile(join(folder, what), 'utf8')).trim()

  it('switches a machine on, off and on again, shuts it down and resets it', async () => {
    expect(await run({ kind: 'status' })).toEqual({ power: 'off' })
    expect(await run({ kind: 'power', change: 'on' })).toEqual({ power: 'on' })
    expect(await state('power')).toBe('1')
    expect(await run({ kind: 'power', change: 'reset' })).toEqual({ power: 'on' })
    expect(await state('reset')).toBe('1')
    expect(await run({ kind: 'power', change: 'shutdown' })).toEqual({ power: 'on' })
    expect(await state('shutdown')).toBe('1')
    // A power-on that is asked for behind a power-off meets a machine that is off.
    const both = [run({ kind: 'power', change: 'off' }), run({ kind: 'power', change: 'on' })]
    expect(await Promise.all(both)).toEqual([{ power: 'off' }, { power: 'on' }])
    expect(await state('power')).toBe('1')
  })

  it('chooses the boot device, lets the light blink and says what it is', async () => {
    expect(await run({ kind: 'boot', choice: { device: 'pxe', persistent: false } })).toEqual({})
    expect(await state('boot')).toBe('pxe')
    await run({ kind: 'boot', choice: { device: 'disk', persistent: true } })
    expect(await state('boot')).toBe('default')
    await run({ kind: 'identify', seconds: 15 })
    expect(await state('identify')).toMatch(/^15/)
    expect(await run({ kind: 'info' })).toEqual({
      facts: { vendor: 'MontaVista Software, Inc.', model: '', firmware: '9.08' },
    })
  })

  it('is asked once with a wrong password, and never again with the same', async () => {
    await expect(run({ kind: 'status' }, 'wrong')).rejects.toMatchObject({
      code: 'bmc_credentials_refused',
      message: expect.stringContaining('RAKP 2 HMAC is invalid'),
    })
    await expect(run({ kind: 'status' }, 'wrong')).rejects.toThrow('they are not sent again')
    expect(await run({ kind: 'status' })).toMatchObject({ power: expect.any(String) })
  })
})
