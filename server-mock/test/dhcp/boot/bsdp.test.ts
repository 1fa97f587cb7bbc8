import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BootAnswer } from '../../../src/dhcp/boot/boot-answer.ts'
import { isMac, readBsdp } from '../../../src/dhcp/boot/bsdp.ts'
import { readClientMessage } from '../../../src/dhcp/client-message.ts'
import { encodePacket } from '../../../src/dhcp/codec/encode-packet.ts'
import type { DhcpPacket } from '../../../src/dhcp/codec/packet.ts'
import { OptionSource } from '../../../src/dhcp/effective-options.ts'
import { exchange } from '../../../src/dhcp/exchange.ts'
import type { SubnetRecord } from '../../../src/dhcp/records.ts'
import { LeaseStrategy } from '../../../src/dhcp/strategy/lease-strategy.ts'
import { MemoryLeaseStore } from '../../../src/dhcp/strategy/memory-lease-store.ts'
import { expectedMessage } from '../fixtures/captured.ts'
import { reservation, START, subnet } from '../strategy/bench-of-leases.ts'

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
const ascii = (text: string) => Buffer.from(text).toString('hex')
const MAC_CLASS = 'AAPLBSDPC/i386/iMac12,2'
const image: BootAnswer = {
  kind: 'boot',
  reason: 'netboot-image',
  file: 'macos/booter',
  nextServer: '10.0.0.1',
  title: 'macos-install',
  options: new Map([[17, Buffer.from('http://10.0.0.1/NetInstall.dmg')]]),
}

/** A message of the client 52:54:00:77:00:01 at 10.0.0.20. */
function message(type: number, options: Readonly<Record<number, string>>, ciaddr = '10.0.0.20'): DhcpPacket {
  return {
    op: 'request',
    hardwareType: 1,
    hardwareAddress: bytes('525400770001'),
    hops: 0,
    transactionId: 0x01020304,
    seconds: 0,
    broadcast: false,
    clientAddress: ciaddr,
    yourAddress: '0.0.0.0',
    serverAddress: '0.0.0.0',
    relayAddress: '0.0.0.0',
    serverName: '',
    file: '',
    options: new Map([
      [53, Uint8Array.of(type)],
      ...Object.entries(options).map(([code, hex]): [number, Uint8Array] => [Number(code), bytes(hex)]),
    ]),
  }
}

async function ask(
  packet: DhcpPacket,
  { of = {}, boot = image }: { of?: Partial<SubnetRecord>; boot?: BootAnswer } = {},
  reservations = [reservation({ Addr: '10.0.0.77', Token: '52:54:00:77:00:02' })],
) {
  const own = new Set(['10.0.0.1'])
  const arrival = { interface: 'br0', addresses: ['10.0.0.1'], own, from: { address: '10.0.0.20', port: 68 } }
  const read = readClientMessage(encodePacket(packet).bytes, arrival, 67)
  if ('reason' in read) throw new Error(read.detail)
  const store = new MemoryLeaseStore({ subnets: [subnet(of)], reservations })
  const done = await exchange(read, {
    strategy: new LeaseStrategy({ store, now: () => START }),
    bootFor: async () => boot,
    options: new OptionSource((value) => value),
    mayAllocate: () => true,
    staticAddress: '',
    forceStatic: false,
    clientPort: 68,
  })
  const wire = (reply: typeof done.reply) =>
    reply === undefined
      ? undefined
      : { bytes: Buffer.from(encodePacket(reply.packet).bytes).toString('hex'), to: reply.destination }
  return { first: wire(done.reply), second: wire(done.second) }
}

const INFORM = 8
const header = { xid: '01020304', flags: '0000', ciaddr: '0a000014', yiaddr: '00000000' } as const
const SERVER = '3604 0a000001'
const CLASS = `3c09 ${ascii('AAPLBSDPC')}`
const FILES = { sname: '10.0.0.1', file: 'macos/booter', siaddr: '0a000001' }
const ROOT = `111e ${ascii('http://10.0.0.1/NetInstall.dmg')}`

describe('Apple boot server discovery', () => {
  it('lists the one image of the machine, on the port the Mac names', async () => {
    const { first } = await ask(message(INFORM, { 60: ascii(MAC_CLASS), 43: '0101 01 0202 0101 0502 03e1' }))
    const name = ascii('macos-install')
    const list = `2b21 0101 01 0402 8000 0704 81000001 0912 81000001 0d ${name}`
    expect(first?.to).toEqual({ kind: 'unicast', address: '10.0.0.20', port: 993 })
    expect(first?.bytes).toBe(
      expectedMessage({ ...header, siaddr: '0a000001', options: `3501 05 ${SERVER} ${CLASS} ${list}` }),
    )
  })

  it('confirms the image that is selected, with its files', async () => {
    const vendor = '0101 02 0202 0101 0304 0a000001 0804 81000001'
    const { first } = await ask(message(INFORM, { 60: ascii(MAC_CLASS), 43: vendor }))
    const options = `3501 05 ${SERVER} ${CLASS} 2b09 0101 02 0804 81000001 ${ROOT}`
    expect(first?.bytes).toBe(expectedMessage({ ...header, ...FILES, options }))
    expect(first?.to).toEqual({ kind: 'unicast', address: '10.0.0.20', port: 68 })
  })

  it.each([
    ['selects another image', '0101 02 0304 0a000001 0804 81000002', {}],
    ['selects another server', '0101 02 0304 0a000002 0804 81000001', {}],
    ['wants the answer at a port anybody can open', '0101 01 0502 1f90', {}],
    ['tells of a failure', '0101 03', {}],
    ['boots from its disk', '0101 01', { boot: { kind: 'none', reason: 'not-a-boot-client' } as const }],
    ['is on a disabled network', '0101 01', { of: { Enabled: false } }],
  ])('keeps quiet when the Mac %s', async (_name, vendor, site) => {
    expect((await ask(message(INFORM, { 60: ascii(MAC_CLASS), 43: vendor }), site)).first).toBeUndefined()
  })

  it('answers beside another DHCP server too', async () => {
    const packet = message(INFORM, { 60: ascii(MAC_CLASS), 43: '0101 01' })
    expect((await ask(packet, { of: { Proxy: true } })).first).toBeDefined()
  })

  it('offers an address first and then the image', async () => {
    const discover = message(1, { 60: ascii(MAC_CLASS), 55: '01 03 11 2b 3c' }, '0.0.0.0')
    const { first, second } = await ask(discover)
    expect(first?.bytes.slice(32, 40)).toBe('0a00000a')
    const options = `3501 02 ${SERVER} ${CLASS} 2b09 0101 02 0804 81000001 ${ROOT}`
    expect(second?.bytes).toBe(expectedMessage({ ...header, ciaddr: '00000000', ...FILES, options }))
    expect(second?.to).toEqual(first?.to)
    expect(
      (await ask(discover, { boot: { kind: 'none', reason: 'not-a-boot-client' } })).second,
    ).toBeUndefined()
  })

  it('reads any bytes as a request or as nothing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 255 }), (vendor) => {
        const packet = message(INFORM, { 60: ascii(MAC_CLASS), 43: Buffer.from(vendor).toString('hex') })
        expect(isMac(packet)).toBe(true)
        const read = readBsdp(packet)
        if (read !== undefined) expect(['list', 'select']).toContain(read.kind)
      }),
    )
  })
})

describe('INFORM', () => {
  const configured = { of: { Options: [{ Code: 6, Value: '10.0.0.53' }] } }

  it('tells the options of the network, and neither address nor times (RFC 2131 §4.3.5)', async () => {
    const { first } = await ask(message(INFORM, { 55: '01 06 33' }), configured)
    const options = `3501 05 ${SERVER} 0104 ffffff00 0604 0a000035`
    expect(first?.bytes).toBe(expectedMessage({ ...header, siaddr: '00000000', options }))
    expect(first?.to).toEqual({ kind: 'unicast', address: '10.0.0.20', port: 68 })
  })

  it.each([
    ['without an address', '0.0.0.0', {}],
    ['from a network that is not ours', '192.0.2.9', {}],
    ['where another server serves', '10.0.0.20', { Proxy: true }],
    ['where it has no reservation and only those are served', '10.0.0.20', { OnlyReservations: true }],
    ['on a disabled network', '10.0.0.20', { Enabled: false }],
  ])('is not answered %s', async (_name, ciaddr, of) => {
    expect((await ask(message(INFORM, {}, ciaddr), { of })).first).toBeUndefined()
  })
})
