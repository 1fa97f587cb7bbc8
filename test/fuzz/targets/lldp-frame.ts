import fc from 'fast-check'
import { LldpError, parseLldp } from '../../../server-mock/src/inventory/lldp.ts'
import { binary, type FuzzTarget } from '../fuzz-target.ts'

const HEAD = '0180c200000e0cc47a0000ff'
const CHASSIS = '020704001122334455'
const PORT = '0403057377'
const TTL = '06020078'

const element = fc
  .tuple(fc.constantFrom(1, 2, 4, 5, 6, 7, 8, 9, 127), fc.uint8Array({ maxLength: 40 }))
  .map(([type, value]) => Buffer.concat([Buffer.from([type << 1, value.length]), value]))

/** LLDP frames as a switch sends them: read or refused, and what is told is clean and bounded. */
export const lldpFrame: FuzzTarget = {
  name: 'lldp-frame',
  pieces: binary(
    '\x88\xcc',
    '\x81\x00\x00\x05',
    '\x02\x07\x04',
    '\x04\x03\x05',
    '\x06\x02\x00\x78',
    '\xfe\x06\x00\x80\xc2\x01',
    '\x00\x00',
  ),
  inputs: fc
    .tuple(fc.constantFrom('', '81000005', '88a80005'), fc.array(element, { maxLength: 8 }))
    .map(([tag, more]) =>
      Buffer.concat([
        Buffer.from(`${HEAD}${tag}88cc${CHASSIS}${PORT}${TTL}`, 'hex'),
        ...more,
        Buffer.from([0, 0]),
      ]),
    ),
  run: (input) => {
    try {
      const neighbour = parseLldp(input)
      for (const [name, value] of Object.entries(neighbour)) {
        if (typeof value !== 'string') continue
        if (value.length > 1024) throw new Error(`${name} has ${value.length} characters`)
        if (/[\p{Cc}\p{Cf}{}]/u.test(value)) throw new Error(`${name} is not clean`)
      }
      const { vlan, managementAddress } = neighbour
      return `${neighbour.chassisIdType} ${neighbour.portIdType} ${vlan !== null} ${managementAddress !== ''}`
    } catch (error) {
      if (error instanceof LldpError) return error.message.replaceAll(/\d+/g, 'n')
      throw error
    }
  },
}
