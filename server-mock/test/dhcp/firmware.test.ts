import { describe, expect, it } from 'vitest'
import { bootFile } from '../../src/dhcp/boot/boot-file.ts'
import { readClientMessage } from '../../src/dhcp/client-message.ts'
import { encodePacket } from '../../src/dhcp/codec/encode-packet.ts'
import { OptionSource } from '../../src/dhcp/effective-options.ts'
import { exchange } from '../../src/dhcp/exchange.ts'
import { LeaseStrategy } from '../../src/dhcp/strategy/lease-strategy.ts'
import { MemoryLeaseStore } from '../../src/dhcp/strategy/memory-lease-store.ts'
import { captured, type Expected, expectedMessage, type Firmware } from './fixtures/captured.ts'
import { START, subnet } from './strategy/bench-of-leases.ts'

/** A server at 10.77.0.1, as the firmware's messages were captured. */
function site(changes: Parameters<typeof subnet>[0] = {}) {
  const lab = subnet({
    Subnet: '10.77.0.0/24',
    ActiveStart: '10.77.0.50',
    ActiveEnd: '10.77.0.60',
    ActiveLeaseTime: 3600,
    Options: [
      { Code: 3, Value: '10.77.0.1' },
      { Code: 15, Value: 'lab' },
    ],
    ...changes,
  })
  const strategy = new LeaseStrategy({ store: new MemoryLeaseStore({ subnets: [lab] }), now: () => START })
  const arrival = {
    interface: 'br0',
    addresses: ['10.77.0.1'],
    own: new Set(['10.77.0.1']),
    from: { address: '0.0.0.0', port: 68 },
  }
  return async (bytes: Uint8Array) => {
    const message = readClientMessage(bytes, arrival, 67)
    if ('reason' in message) throw new Error(message.detail)
    const { reply } = await exchange(message, {
      strategy,
      bootFor: async (request) =>
        bootFile(request, { httpUrl: 'http://10.77.0.1:8091', tftpAddress: '10.77.0.1' }),
      options: new OptionSource((value) => value),
      mayAllocate: () => true,
      staticAddress: '',
      forceStatic: false,
      clientPort: 68,
    })
    if (reply === undefined) return undefined
    return { bytes: Buffer.from(encodePacket(reply.packet).bytes).toString('hex'), to: reply.destination }
  }
}

const UUID = '6111 0044454c4c420010358054b4c04f564432'
const TIMES = '3304 00000e10 3a04 00000708 3b04 00000a8c'
const SERVER = '3604 0a4d0001'
const pxe = `3c09 ${Buffer.from('PXEClient').toString('hex')} 2b04 060108ff`
const http = `3c0a ${Buffer.from('HTTPClient').toString('hex')}`
const script = 'http://10.77.0.1:8091/default.ipxe'
const ipxeOptions = `0104 ffffff00 0304 0a4d0001 0f03 6c6162 af03 b00101 ${UUID} 3d07 01525400770001`
const ovmfOptions = '0104 ffffff00 0304 0a4d0001 0f03 6c6162 1c04 0a4d00ff'

const answers: readonly (readonly [Firmware, Pick<Expected, 'xid' | 'flags' | 'file'>, string, string])[] = [
  ['bios-ipxe', { xid: '9f77a714', flags: '0000', file: script }, ipxeOptions, 'hardware'],
  ['uefi-ipxe', { xid: 'e6898d17', flags: '0000', file: script }, ipxeOptions, 'hardware'],
  [
    'uefi-pxe',
    { xid: '86f904ca', flags: '8000', file: 'ipxe.efi' },
    `${ovmfOptions} ${pxe} ${UUID}`,
    'broadcast',
  ],
  [
    'uefi-http',
    { xid: 'd6f1c69f', flags: '8000', file: 'http://10.77.0.1:8091/ipxe.efi' },
    `${ovmfOptions} ${http} ${UUID}`,
    'broadcast',
  ],
  [
    'arm64-pxe',
    { xid: '792b7f25', flags: '8000', file: 'ipxe-arm64.efi' },
    `${ovmfOptions} ${pxe} ${UUID}`,
    'broadcast',
  ],
  [
    'arm64-http',
    { xid: 'd756b462', flags: '8000', file: 'http://10.77.0.1:8091/ipxe-arm64.efi' },
    `${ovmfOptions} ${http} ${UUID}`,
    'broadcast',
  ],
]

describe('messages captured from firmware', () => {
  it.each(answers)('%s gets address and boot file, byte for byte', async (firmware, header, options, to) => {
    const answer = site()
    const [discover, request] = captured(firmware)
    const message = (type: string) =>
      expectedMessage({
        ...header,
        yiaddr: '0a4d0032',
        siaddr: '0a4d0001',
        sname: '10.77.0.1',
        options: `3501 ${type} ${SERVER} ${TIMES} ${options}`,
      })
    const offer = await answer(discover)
    expect([offer?.bytes, offer?.to.kind]).toEqual([message('02'), to])
    const ack = await answer(request)
    expect([ack?.bytes, ack?.to.kind]).toEqual([message('05'), to])
  })

  it('goes back through the relay it came by, with its option 82 unchanged and last', async () => {
    const answer = site({
      Subnet: '10.79.0.0/24',
      ActiveStart: '10.79.0.50',
      ActiveEnd: '10.79.0.60',
      Options: [{ Code: 3, Value: '10.79.0.254' }],
    })
    const [discover, request] = captured('uefi-relay')
    const message = (type: string) =>
      expectedMessage({
        xid: '63dfd209',
        flags: '8000',
        yiaddr: '0a4f0032',
        siaddr: '0a4d0001',
        giaddr: '0a4f00fe',
        sname: '10.77.0.1',
        file: 'ipxe.efi',
        options: `3501 ${type} ${SERVER} ${TIMES} 0104 ffffff00 0304 0a4f00fe 1c04 0a4f00ff ${pxe} ${UUID} 5206 010465746830`,
      })
    const to = { kind: 'unicast', address: '10.79.0.254', port: 67 }
    expect(await answer(discover)).toEqual({ bytes: message('02'), to })
    expect(await answer(request)).toEqual({ bytes: message('05'), to })
  })

  it.each(answers.map(([firmware, header]) => [firmware, header] as const))(
    '%s gets only the boot file beside another DHCP server, and nothing for its REQUEST to that one',
    async (firmware, header) => {
      const answer = site({ Proxy: true })
      const [discover, request] = captured(firmware)
      const offer = await answer(discover)
      // iPXE knows ProxyDHCP by the class; it alone sent an identifier.
      const identifier = firmware.endsWith('ipxe') ? ' 3d07 01525400770001' : ''
      const boot = firmware.endsWith('http') ? http : pxe
      const options = `3501 02 ${SERVER} ${boot} ${UUID}${identifier}`
      const bytes = { ...header, yiaddr: '00000000', siaddr: '0a4d0001', sname: '10.77.0.1', options }
      expect(offer).toEqual({ bytes: expectedMessage(bytes), to: { kind: 'broadcast', port: 68 } })
      expect(await answer(request)).toBeUndefined()
    },
  )

  it.each(answers.map(([firmware, header]) => [firmware, header] as const))(
    '%s is refused an address that nobody gave it, by broadcast, byte for byte',
    async (firmware, { xid }) => {
      const [, request] = captured(firmware)
      const identifier = firmware.endsWith('ipxe') ? ' 3d07 01525400770001' : ''
      const options = `3501 06 ${SERVER} 3808 ${Buffer.from('no-lease').toString('hex')}${identifier}`
      const bytes = { xid, flags: '8000', yiaddr: '00000000', siaddr: '00000000', options } as const
      expect(await site()(request)).toEqual({
        bytes: expectedMessage(bytes),
        to: { kind: 'broadcast', port: 68 },
      })
    },
  )

  it('has one lease through firmware, loader and system, whatever each calls itself', async () => {
    const answer = site()
    const addresses = []
    for (const firmware of ['uefi-pxe', 'uefi-ipxe', 'uefi-http', 'bios-ipxe'] as const) {
      for (const message of captured(firmware)) addresses.push((await answer(message))?.bytes.slice(32, 40))
    }
    expect(new Set(addresses)).toEqual(new Set(['0a4d0032']))
  })
})
