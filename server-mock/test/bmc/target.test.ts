import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BmcFailure } from '../../src/bmc/bmc-failure.ts'
import { readTarget } from '../../src/bmc/target.ts'

const ipmi = { 'ipmi/address': '10.0.0.1', 'ipmi/username': 'admin', 'ipmi/password': 'secret' }

describe('how the power of a machine is reached', () => {
  it('is IPMI at its usual port where nobody says otherwise', () => {
    expect(readTarget('m', ipmi)).toEqual({
      kind: 'ipmi',
      access: { host: '10.0.0.1', port: 623, username: 'admin', password: 'secret' },
      firmware: undefined,
    })
  })

  it('is Redfish with what its certificate is known by', () => {
    const fingerprint = 'AB:'.repeat(31).concat('CD')
    const more = {
      'ipmi/mode': 'redfish',
      'ipmi/port': 8443,
      'ipmi/certificate-fingerprint': fingerprint,
      'ipmi/redfish-system': 'node2',
      'ipmi/boot-firmware': 'uefi',
    }
    expect(readTarget('m', { ...ipmi, ...more })).toMatchObject({
      kind: 'redfish',
      access: { port: 8443 },
      trust: { fingerprint: `${'ab'.repeat(31)}cd`, authority: undefined, first: false },
      system: 'node2',
      firmware: 'uefi',
    })
  })

  it('is a person, or nobody', () => {
    expect(readTarget('m', { 'ipmi/mode': 'manual', 'ipmi/address': 'rack 4' })).toEqual({
      kind: 'manual',
      machine: 'm',
      where: 'rack 4',
    })
    expect(readTarget('m', { ...ipmi, 'ipmi/mode': 'none' })).toEqual({ kind: 'none' })
  })

  it.each([
    ['no address', { 'ipmi/address': '' }, /ipmi\/address of the machine is not set; set the address/],
    ['an unknown mode', { 'ipmi/mode': 'telepathy' }, /"telepathy"; set ipmitool, redfish, manual or none/],
    ['a long password', { 'ipmi/password': 'x'.repeat(21) }, /more than 20 bytes/],
    ['a long name', { 'ipmi/username': 'x'.repeat(17) }, /more than 16 bytes/],
    ['a password of umlauts', { 'ipmi/password': 'ä'.repeat(11) }, /more than 20 bytes/],
    ['a NUL', { 'ipmi/password': 'a\0b' }, /line break or a NUL/],
    ['a line break', { 'ipmi/password': 'a\nb' }, /line break or a NUL/],
    ['a bad port', { 'ipmi/port': 70_000 }, /70000; set a number/],
    ['a port as text', { 'ipmi/port': '623' }, /"623"/],
    ['a name with a line break', { 'ipmi/username': 'a\r\nX: y' }, /control characters/],
    ['a colon in a name', { 'ipmi/mode': 'redfish', 'ipmi/username': 'a:b' }, /colon/],
    ['a wrong fingerprint', { 'ipmi/mode': 'redfish', 'ipmi/certificate-fingerprint': 'ab' }, /SHA-256/],
    ['a wrong authority', { 'ipmi/mode': 'redfish', 'ipmi/certificate-authority': 'me' }, /PEM/],
    ['a wrong firmware', { 'ipmi/boot-firmware': 'coreboot' }, /set bios or uefi/],
    ['a number as address', { 'ipmi/address': 167_772_161 }, /ipmi\/address of the machine is no text/],
  ])('is refused with %s', (_what, wrong, message) => {
    expect(() => readTarget('m', { ...ipmi, ...wrong })).toThrow(message)
  })

  it('is read from anything without another failure, and no failure tells the password', () => {
    const password = fc.string({ minLength: 8, maxLength: 40 })
    const values = fc.dictionary(
      fc.constantFrom('ipmi/address', 'ipmi/mode', 'ipmi/port', 'ipmi/username', '__proto__', 'constructor'),
      fc.jsonValue(),
    )
    fc.assert(
      fc.property(values, password, fc.constantFrom('ipmitool', 'redfish'), (all, secret, mode) => {
        const given = JSON.parse(JSON.stringify({ 'ipmi/mode': mode, ...all, 'ipmi/password': secret }))
        try {
          readTarget('m', given)
        } catch (error) {
          expect(error).toBeInstanceOf(BmcFailure)
          expect(String(error)).not.toContain(secret)
        }
      }),
    )
  })
})
