import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LldpError, parseLldp } from '../../src/inventory/lldp.ts'
import { bytes, lldpFrame, SWITCH } from './lldp-frame.ts'

const MANDATORY = SWITCH.slice(0, 3)

describe('parseLldp', () => {
  it('reads what a switch tells of its port', () => {
    expect(parseLldp(lldpFrame(SWITCH))).toEqual({
      chassisId: '00:11:22:33:44:55',
      chassisIdType: 'mac',
      portId: 'swp7',
      portIdType: 'interface',
      portDescription: 'rack 3 unit 12',
      systemName: 'leaf1',
      systemDescription: 'Debian GNU/Linux 12',
      managementAddress: '10.0.0.1',
      vlan: 100,
      ttl: 120,
    })
  })

  it('reads frames with VLAN tags, names of other kinds, and padding behind the end', () => {
    const frame = lldpFrame(
      [
        [1, bytes('05 02 20010db8000000000000000000000001')],
        [2, bytes('03 aabbccddeeff')],
        [3, bytes('0001')],
      ],
      '8100 0005 88a8 0006',
    )
    expect(parseLldp(Buffer.concat([frame, Buffer.alloc(40, 0xff)]))).toMatchObject({
      chassisId: '2001:db8::1',
      chassisIdType: 'address',
      portId: 'aa:bb:cc:dd:ee:ff',
      portIdType: 'mac',
      vlan: null,
      ttl: 1,
    })
  })

  it('cleans what a hostile neighbour tells', () => {
    const frame = lldpFrame([
      ...MANDATORY,
      [5, bytes('1b5b324aff00', '{{.Token}}\u202egpj\r\n')],
      [8, bytes('ff 01 0a')],
      [127, bytes('0080c2 01')],
    ])
    expect(parseLldp(frame)).toMatchObject({
      systemName: '[2J((.Token))gpj',
      managementAddress: '',
      vlan: null,
    })
  })

  it.each([
    ['empty', Buffer.alloc(0)],
    ['of another protocol', Buffer.from(lldpFrame(SWITCH).toString('hex').replace('88cc', '0800'), 'hex')],
    ['cut within an element', lldpFrame(SWITCH).subarray(0, 18)],
    ['with the port first', lldpFrame(SWITCH.slice(1))],
    ['with an empty chassis', lldpFrame([[1, ''], ...SWITCH.slice(1)])],
    ['huge', Buffer.alloc(9217)],
  ])('refuses a frame that is %s', (_, frame) => {
    expect(() => parseLldp(frame)).toThrow(LldpError)
  })

  it('reads or refuses anything, and never gives control characters or braces', () => {
    const element = fc.tuple(fc.nat({ max: 127 }), fc.uint8Array({ maxLength: 64 }))
    const frames = fc.oneof(
      fc.uint8Array({ maxLength: 600 }),
      fc.array(element, { maxLength: 12 }).map((more) => lldpFrame([...MANDATORY, ...more])),
      fc.nat({ max: 120 }).map((length) => lldpFrame(SWITCH).subarray(0, length)),
    )
    fc.assert(
      fc.property(frames, (frame) => {
        try {
          for (const value of Object.values(parseLldp(frame))) {
            if (typeof value === 'string') expect(value).not.toMatch(/[\p{Cc}{}]/u)
          }
        } catch (error) {
          expect(error).toBeInstanceOf(LldpError)
        }
      }),
      { numRuns: 500 },
    )
  })
})
