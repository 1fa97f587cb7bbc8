import type { JsonObject } from '@metalwright/sdk/models'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BmcFailure } from '../../src/bmc/bmc-failure.ts'
import { bootSettings, powerOf } from '../../src/bmc/redfish/computer-system.ts'

const once = { device: 'pxe', persistent: false } as const
const boot = (more: JsonObject) => ({ Boot: more })
const TARGETS = 'BootSourceOverrideTarget@Redfish.AllowableValues'

describe('a system behind a BMC', () => {
  it('is told the boot device by a word that it names', () => {
    expect(bootSettings(boot({ [TARGETS]: ['None', 'Pxe', 'Hdd'] }), once, undefined)).toEqual(
      boot({ BootSourceOverrideEnabled: 'Once', BootSourceOverrideTarget: 'Pxe' }),
    )
    expect(bootSettings(boot({ [TARGETS]: ['None', 'UefiHttp'] }), once, undefined)).toEqual(
      boot({ BootSourceOverrideEnabled: 'Once', BootSourceOverrideTarget: 'UefiHttp' }),
    )
    // One that names none is asked in the usual words.
    expect(bootSettings({}, { device: 'disk', persistent: true }, undefined)).toEqual(
      boot({ BootSourceOverrideEnabled: 'Continuous', BootSourceOverrideTarget: 'Hdd' }),
    )
  })

  it('is told the firmware where it has a word for it', () => {
    const modes = { 'BootSourceOverrideMode@Redfish.AllowableValues': ['UEFI'] }
    expect(bootSettings(boot(modes), once, 'uefi')).toMatchObject(boot({ BootSourceOverrideMode: 'UEFI' }))
    expect(bootSettings(boot(modes), once, 'bios')['Boot']).not.toHaveProperty('BootSourceOverrideMode')
    expect(bootSettings(boot({ BootSourceOverrideMode: 'UEFI' }), once, 'bios')).toMatchObject(
      boot({ BootSourceOverrideMode: 'Legacy' }),
    )
    expect(bootSettings({}, once, 'uefi')['Boot']).not.toHaveProperty('BootSourceOverrideMode')
  })

  it('is not told what it does not offer', () => {
    expect(() => bootSettings(boot({ [TARGETS]: ['None', 'Cd'] }), once, undefined)).toThrow(
      'The BMC does not offer booting from pxe over Redfish; it names None, Cd; use another action',
    )
    const times = { 'BootSourceOverrideEnabled@Redfish.AllowableValues': ['Disabled', 'Once'] }
    expect(() => bootSettings(boot(times), { device: 'pxe', persistent: true }, undefined)).toThrow(
      'does not offer the choice Continuous over Redfish; it names Disabled, Once',
    )
  })

  it('has the power that it had while that changes', () => {
    const states = ['On', 'PoweringOff', 'Off', 'PoweringOn', 'Paused', '']
    expect(states.map((PowerState) => powerOf({ PowerState }))).toEqual([
      ...['on', 'on', 'off', 'off', 'unknown', 'unknown'],
    ])
  })

  it('may be anything', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('Boot', 'PowerState'), fc.jsonValue()), (value) => {
        const system: JsonObject = JSON.parse(JSON.stringify(value))
        expect(['on', 'off', 'unknown']).toContain(powerOf(system))
        try {
          expect(bootSettings(system, once, 'uefi')).toHaveProperty('Boot.BootSourceOverrideTarget')
        } catch (error) {
          expect(error).toBeInstanceOf(BmcFailure)
        }
      }),
    )
  })
})
