import { describe, expect, it } from 'vitest'
import type { BootAnswer } from '../../src/dhcp/boot/boot-answer.ts'
import { type DhcpClient, discoverPacket, rebootPacket, renewPacket } from '../../src/dhcp/client.ts'
import { readClientMessage } from '../../src/dhcp/client-message.ts'
import { encodePacket } from '../../src/dhcp/codec/encode-packet.ts'
import type { DhcpPacket } from '../../src/dhcp/codec/packet.ts'
import type { Peer } from '../../src/dhcp/destination.ts'
import { OptionSource } from '../../src/dhcp/effective-options.ts'
import { type ExchangePorts, exchange } from '../../src/dhcp/exchange.ts'
import type { OptionRecord, SubnetRecord } from '../../src/dhcp/records.ts'
import { LeaseStrategy } from '../../src/dhcp/strategy/lease-strategy.ts'
import { MemoryLeaseStore } from '../../src/dhcp/strategy/memory-lease-store.ts'
import { lease, mac, reservation, START, subnet } from './strategy/bench-of-leases.ts'

const nobody = { address: '0.0.0.0', port: 68 }
const none: BootAnswer = { kind: 'none', reason: 'machine-boots-from-disk' }
const loader: BootAnswer = {
  kind: 'boot',
  reason: 'pxe-loader',
  file: 'a.efi',
  nextServer: '',
  options: new Map(),
}
const direct: DhcpClient = { mac: mac(1), stage: 'pxe-bios', transactionId: 1 }

async function ask(
  packet: DhcpPacket,
  {
    of = {},
    from = nobody,
    boot = none,
    ports = {},
    store = new MemoryLeaseStore({ subnets: [subnet(of)] }),
  }: {
    of?: Partial<SubnetRecord>
    from?: Peer
    boot?: BootAnswer
    ports?: Partial<ExchangePorts>
    store?: MemoryLeaseStore
  } = {},
) {
  const own = new Set(['192.0.2.1', '10.0.0.1'])
  const arrival = { interface: 'br0', addresses: ['192.0.2.1', '10.0.0.1'], own, from }
  const message = readClientMessage(encodePacket(packet).bytes, arrival, 67)
  if ('reason' in message) throw new Error(message.detail)
  const result = await exchange(message, {
    strategy: new LeaseStrategy({ store, now: () => START }),
    bootFor: async () => boot,
    options: new OptionSource((text) => text),
    mayAllocate: () => true,
    staticAddress: '',
    forceStatic: false,
    clientPort: 68,
    ...ports,
  })
  const { reply } = result
  if (reply === undefined) throw new Error(result.decision.reason)
  return reply
}

const withOptions = (packet: DhcpPacket, ...entries: [number, Uint8Array][]) => ({
  ...packet,
  options: new Map([...packet.options, ...entries]),
})
const configured = (...Options: OptionRecord[]) => ({ of: { Options } })

describe('where a reply goes', () => {
  const held = () => new MemoryLeaseStore({ subnets: [subnet()], leases: [lease()] })
  const hardwareAddress = Uint8Array.of(0x52, 0x54, 0, 0, 0, 1)

  it.each([
    [
      'no address yet',
      discoverPacket(direct),
      { kind: 'hardware', address: '10.0.0.10', hardwareAddress, port: 68 },
    ],
    ['wants broadcasts', { ...discoverPacket(direct), broadcast: true }, { kind: 'broadcast', port: 68 }],
    ['renews', renewPacket(direct, '10.0.0.10'), { kind: 'unicast', address: '10.0.0.10', port: 68 }],
    [
      'behind a relay',
      { ...discoverPacket(direct), relayAddress: '10.0.0.3' },
      { kind: 'unicast', address: '10.0.0.3', port: 67 },
    ],
    ['refused', rebootPacket(direct, '10.0.0.99'), { kind: 'broadcast', port: 68 }],
    [
      'refused behind a relay',
      { ...rebootPacket(direct, '10.0.0.99'), relayAddress: '10.0.0.3' },
      { kind: 'unicast', address: '10.0.0.3', port: 67 },
    ],
  ])('%s', async (_name, packet, destination) => {
    const reply = await ask(packet, { store: held() })
    expect(reply.destination).toEqual(destination)
  })

  it('follows a relay to its own port, by link selection (RFC 8357, RFC 3527)', async () => {
    const packet = discoverPacket({ ...direct, relay: { address: '10.99.0.3', link: '10.0.0.3' } })
    const reply = await ask(packet, { from: { address: '10.99.0.3', port: 40_000 } })
    expect(reply.destination).toEqual({ kind: 'unicast', address: '10.99.0.3', port: 40_000 })
    expect(reply.packet.yourAddress).toBe('10.0.0.10')
  })

  it.each([
    ['broadcast when it has no address', {}, nobody, { kind: 'broadcast', port: 68 }],
    [
      'to the sender',
      {},
      { address: '10.0.0.77', port: 68 },
      { kind: 'unicast', address: '10.0.0.77', port: 68 },
    ],
    [
      'broadcast when it wants that',
      { broadcast: true },
      { address: '10.0.0.77', port: 68 },
      { kind: 'broadcast', port: 68 },
    ],
    [
      'to its relay',
      { relayAddress: '10.0.0.3' },
      { address: '10.0.0.3', port: 67 },
      { kind: 'unicast', address: '10.0.0.3', port: 67 },
    ],
  ])('ProxyDHCP %s', async (_name, changes, from, destination) => {
    const reply = await ask(
      { ...discoverPacket(direct), ...changes },
      { of: { Proxy: true }, from, boot: loader },
    )
    expect(reply.destination).toEqual(destination)
  })
})

describe('what a reply says', () => {
  it('comes from the address facing the client, unless one is forced', async () => {
    const usual = await ask(discoverPacket(direct))
    expect([usual.source, [...(usual.packet.options.get(54) ?? [])]]).toEqual(['10.0.0.1', [10, 0, 0, 1]])
    const forced = await ask(discoverPacket(direct), {
      ports: { staticAddress: '198.51.100.1', forceStatic: true },
    })
    expect([...(forced.packet.options.get(54) ?? [])]).toEqual([198, 51, 100, 1])
  })

  it('names the next server of subnet and reservation, and a configured TFTP name', async () => {
    const of = { NextServer: '10.0.0.2', Options: [{ Code: 66, Value: 'boot.example' }] }
    const boot = { ...loader, nextServer: '10.0.0.2' }
    const { packet } = await ask(discoverPacket(direct), { of, boot })
    expect([packet.serverAddress, packet.serverName, packet.file]).toEqual([
      '10.0.0.2',
      'boot.example',
      'a.efi',
    ])
    expect([packet.options.has(66), packet.options.has(67)]).toEqual([false, false])
    const reservations = [reservation({ NextServer: '10.0.0.3' })]
    const kept = await ask(discoverPacket(direct), {
      store: new MemoryLeaseStore({ subnets: [subnet(of)], reservations }),
    })
    expect(kept.packet.serverAddress).toBe('10.0.0.3')
  })

  it('puts a file name that is too long for its field into option 67', async () => {
    const file = `http://10.0.0.1/${'x'.repeat(150)}`
    const { packet } = await ask(discoverPacket(direct), { boot: { ...loader, file } })
    expect([packet.file, Buffer.from(packet.options.get(67) ?? []).toString()]).toEqual(['', file])
  })

  it('is complete for clients that list no wishes, and then offers no boot', async () => {
    const packet = discoverPacket(direct)
    const silent = { ...packet, options: new Map([...packet.options].filter(([code]) => code !== 55)) }
    const reply = await ask(silent, { ...configured({ Code: 44, Value: '10.0.0.9' }), boot: loader })
    expect([...reply.packet.options.keys()].toSorted((a, b) => a - b)).toEqual([
      1, 28, 44, 51, 53, 54, 58, 59,
    ])
    expect(reply.packet.file).toBe('')
  })

  it('never lets configured options contradict the protocol', async () => {
    const reserved = [50, 51, 52, 54, 55, 57, 58, 59, 61, 82].map((Code) => ({
      Code,
      Value: Code === 50 || Code === 54 ? '1.2.3.4' : '9',
    }))
    const wishes = withOptions(discoverPacket(direct), [
      55,
      Uint8Array.of(...reserved.map(({ Code }) => Code)),
    ])
    const { packet } = await ask(wishes, configured(...reserved, { Code: 53, Value: 'nak' }))
    expect([...packet.options.keys()].toSorted((a, b) => a - b)).toEqual([51, 53, 54, 58, 59])
    expect([...(packet.options.get(53) ?? [])]).toEqual([2])
  })

  it('gives a lease for ever endless renewal times', async () => {
    const { packet } = await ask(discoverPacket(direct), { of: { ActiveLeaseTime: 2 ** 33 } })
    for (const code of [51, 58, 59])
      expect([...(packet.options.get(code) ?? [])]).toEqual([255, 255, 255, 255])
  })

  it('keeps configured vendor options of a boot client', async () => {
    const boot = { ...loader, options: new Map([[43, Uint8Array.of(6, 1, 8, 255)]]) }
    const { packet } = await ask(discoverPacket(direct), {
      ...configured({ Code: 43, Value: '6,1,3,255' }),
      boot,
    })
    expect([...(packet.options.get(43) ?? [])]).toEqual([6, 1, 3, 255])
  })
})
