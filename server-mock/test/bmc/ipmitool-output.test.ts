import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BmcFailure } from '../../src/bmc/bmc-failure.ts'
import {
  failureOf,
  isUnknownSuite,
  readAcknowledgement,
  readInfo,
  readPower,
} from '../../src/bmc/ipmi/ipmitool-output.ts'

const SESSION = 'Error: Unable to establish IPMI v2 / RMCP+ session\n'
const failed = (stderr: string) => ({ status: 1, stdout: '', stderr })

describe('what ipmitool prints', () => {
  it('tells the power, beside whatever else is said', () => {
    expect(readPower('Chassis Power is on\n')).toBe('on')
    expect(readPower('Loading IANA PEN Registry...\nChassis Power is off\n')).toBe('off')
  })

  it.each(['', 'Chassis Power is', 'Chassis Power is onward', 'no, Chassis Power is on', 'on'])(
    'tells no power by %j',
    (text) => {
      expect(() => readPower(text)).toThrow(BmcFailure)
    },
  )

  it('acknowledges an order by the words for that order only', () => {
    readAcknowledgement('cycle', 'Chassis Power Control: Cycle\n')
    readAcknowledgement('boot', 'Set Boot Device to pxe\n')
    expect(() => readAcknowledgement('off', 'Chassis Power Control: Up/On\n')).toThrow(
      'ipmitool answered "Chassis Power Control: Up/On"; try `ipmitool` by hand',
    )
    expect(() => readAcknowledgement('boot', 'Set Boot Device to bios\n')).toThrow(BmcFailure)
  })

  it('names vendor, model and firmware, by the inventory where there is one', () => {
    const mc = [
      'Firmware Revision         : 9.08',
      'Manufacturer Name         : MontaVista Software, Inc.',
      'Product Name              : Unknown (0xF02)',
    ].join('\n')
    expect(readInfo(mc, '')).toEqual({ vendor: 'MontaVista Software, Inc.', model: '', firmware: '9.08' })
    const fru = ' Product Manufacturer  : Example Corp\n Product Name          : X-9: the \u001b[31mred\n'
    expect(readInfo(mc, fru)).toEqual({ vendor: 'Example Corp', model: 'X-9: the [31mred', firmware: '9.08' })
  })

  it.each([
    [`> RAKP 2 HMAC is invalid\n${SESSION}`, 'bmc_credentials_refused'],
    [`RAKP 2 message indicates an error : unauthorized name\n${SESSION}`, 'bmc_credentials_refused'],
    [`RAKP 4 message has invalid integrity check value\n${SESSION}`, 'bmc_credentials_refused'],
    ['Set Session Privilege Level to ADMINISTRATOR failed: Unknown (0x81)\n', 'bmc_forbidden'],
    [
      `Get Auth Capabilities error\nError issuing Get Channel Authentication Capabilities request\n${SESSION}`,
      'bmc_unreachable',
    ],
    [`Address lookup for x failed\nCould not open socket!\n${SESSION}`, 'bmc_unreachable'],
    [SESSION, 'bmc_unreachable'],
    ['Set Chassis Power Control to Up/On failed: Command not supported in present state\n', 'bmc_refused'],
    ['', 'bmc_refused'],
  ])('means by %j that it is %s', (stderr, code) => {
    const failure = failureOf(failed(stderr), 'bmc-1')
    expect(failure.code).toBe(code)
    expect(failure.message).toMatch(/^The BMC at bmc-1 .*; /)
  })

  it.each([
    'Error in open session response message : invalid authentication algorithm',
    'Error in open session response message : no matching cipher suite',
    'Error in open session response message : invalid integrity algorithm',
  ])('means by %j that another cipher suite is to be tried', (line) => {
    expect(isUnknownSuite(failed(`${line}\n\n${SESSION}`))).toBe(true)
    expect(isUnknownSuite(failed(`> RAKP 2 HMAC is invalid\n${SESSION}`))).toBe(false)
  })

  it('is taken for a power only as it stands, and made into one line of bounded length', () => {
    fc.assert(
      fc.property(
        fc.string({
          maxLength: 800,
          unit: fc.constantFrom(...'onfi:P \n\r\0\u001b\u2028ä', 'Chassis Power is on', 'Product Name :'),
        }),
        (text) => {
          if (!/^Chassis Power is (on|off)$/m.test(text)) expect(() => readPower(text)).toThrow(BmcFailure)
          const { message } = failureOf({ status: 1, stdout: text, stderr: text }, 'bmc')
          expect(message.length).toBeLessThan(600)
          expect(message).not.toMatch(/\p{Cc}/u)
          for (const value of Object.values(readInfo(text, text)))
            expect(value.length).toBeLessThanOrEqual(80)
        },
      ),
    )
  })
})
