import { afterEach, describe, expect, it } from 'vitest'
import { bootFile } from '../../src/dhcp/boot/boot-file.ts'
import {
  type DhcpClient,
  declinePacket,
  discoverPacket,
  rebootPacket,
  releasePacket,
  renewPacket,
  selectPacket,
} from '../../src/dhcp/client.ts'
import { DhcpRelay, DhcpTimeout } from '../../src/dhcp/client-exchange.ts'
import { encodePacket } from '../../src/dhcp/codec/encode-packet.ts'
import { typeOf } from '../../src/dhcp/codec/message-type.ts'
import { option } from '../../src/dhcp/codec/option-code.ts'
import type { DhcpPacket } from '../../src/dhcp/codec/packet.ts'
import type { DhcpEvent } from '../../src/dhcp/dhcp-event.ts'
import { closeDatagram, openDatagram, sendDatagram } from '../../src/dhcp/network/datagram.ts'
import type { Network, OnMessage } from '../../src/dhcp/network/network.ts'
import { systemNetwork } from '../../src/dhcp/network/system-network.ts'
import type { PacketServer } from '../../src/dhcp/packet-server.ts'
import { createDhcpServer, type DhcpPorts, type DhcpSettings } from '../../src/dhcp/server.ts'
import { MemoryLeaseStore } from '../../src/dhcp/strategy/memory-lease-store.ts'
import { lease, mac, reservation, subnet } from './strategy/bench-of-leases.ts'

const HOST = '127.0.0.1'
const open: { stop(): Promise<void> }[] = []

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.stop()
})

interface Lab {
  readonly server: PacketServer
  readonly relay: DhcpRelay
  readonly store: MemoryLeaseStore
  readonly events: DhcpEvent[]
  readonly port: number
  client(n: number, changes?: Partial<DhcpClient>): DhcpClient
}

async function lab(
  store = new MemoryLeaseStore({ subnets: [subnet()] }),
  ports: Partial<DhcpPorts> = {},
  settings: Partial<DhcpSettings> = {},
): Promise<Lab> {
  const events: DhcpEvent[] = []
  const server = createDhcpServer(
    { listen: { kind: 'address', address: HOST }, port: 0, ...settings },
    {
      network: await systemNetwork(),
      store,
      bootFor: async (request) =>
        bootFile(request, { httpUrl: 'http://10.0.0.1:8091', tftpAddress: '10.0.0.1' }),
      onEvent: (event) => events.push(event),
      ...ports,
    },
  )
  await server.start()
  open.push(server)
  const port = server.listening()[0]?.port ?? 0
  const relay = await DhcpRelay.open(HOST, { address: HOST, port })
  open.push({ stop: () => relay.close() })
  const client = (n: number, changes: Partial<DhcpClient> = {}): DhcpClient => ({
    mac: mac(n),
    stage: 'pxe-uefi',
    transactionId: 1000 + n,
    relay: { address: HOST, link: '10.0.0.2' },
    ...changes,
  })
  return { server, relay, store, events, port, client }
}

const text = (packet: DhcpPacket, code: number) => Buffer.from(packet.options.get(code) ?? []).toString()
const bytes = (packet: DhcpPacket, code: number) => [...(packet.options.get(code) ?? [])]

describe('DHCP server over loopback', () => {
  it('takes a machine from firmware through iPXE to its system on one address', async () => {
    const { relay, client } = await lab()
    const uuid = '33221100-5544-7766-8899-aabbccddeeff'
    const stages = ['pxe-uefi', 'ipxe-uefi', 'system'] as const
    const seen = []
    for (const [index, stage] of stages.entries()) {
      const machine = client(1, { stage, uuid, clientIdentifier: Uint8Array.of(index), transactionId: index })
      const offer = await relay.exchange(discoverPacket(machine))
      const ack = await relay.exchange(selectPacket(machine, offer))
      seen.push({ type: typeOf(ack), address: ack.yourAddress, file: ack.file, vendor: bytes(ack, 43) })
      expect(bytes(ack, 61)).toEqual([index])
      expect(text(ack, 97)).toBe(stage === 'system' ? '' : text(discoverPacket(machine), 97))
      expect(bytes(ack, 175)).toEqual(stage === 'ipxe-uefi' ? [0xb0, 1, 1] : [])
    }
    const given = { type: 'ack', address: '10.0.0.10' }
    expect(seen).toEqual([
      { ...given, file: 'ipxe.efi', vendor: [6, 1, 8, 255] },
      { ...given, file: 'http://10.0.0.1:8091/default.ipxe', vendor: [] },
      { ...given, file: '', vendor: [] },
    ])
  })

  it('answers with lease times, server address and only what was asked for', async () => {
    const options = [
      { Code: 3, Value: '10.0.0.254' },
      { Code: 15, Value: 'example.com' },
      { Code: 44, Value: '10.0.0.9' },
      { Code: 51, Value: '5' },
    ]
    const { relay, client } = await lab(new MemoryLeaseStore({ subnets: [subnet({ Options: options })] }))
    const offer = await relay.exchange(discoverPacket(client(1)))
    expect(offer).toMatchObject({
      op: 'reply',
      yourAddress: '10.0.0.10',
      serverAddress: '10.0.0.1',
      serverName: '10.0.0.1',
    })
    expect(bytes(offer, option.serverIdentifier)).toEqual([127, 0, 0, 1])
    expect([51, 58, 59].map((code) => Buffer.from(offer.options.get(code) ?? []).readUInt32BE())).toEqual([
      600, 300, 450,
    ])
    expect(bytes(offer, 1)).toEqual([255, 255, 255, 0])
    expect(text(offer, 15)).toBe('example.com')
    expect(offer.options.has(44)).toBe(false)
    expect([...offer.options.keys()].at(-1)).toBe(82)
    expect(bytes(offer, 82)).toEqual([5, 4, 10, 0, 0, 2, 19, 0])
  })

  it('renews, restarts, releases and declines', async () => {
    const { relay, client, store, events } = await lab()
    const machine = client(1)
    const offer = await relay.exchange(discoverPacket(machine))
    await relay.exchange(selectPacket(machine, offer))
    const renewed = await relay.exchange(renewPacket(machine, '10.0.0.10'))
    expect([typeOf(renewed), renewed.clientAddress]).toEqual(['ack', '10.0.0.10'])
    expect(typeOf(await relay.exchange(rebootPacket(machine, '10.0.0.10')))).toBe('ack')
    const refused = await relay.exchange(rebootPacket(machine, '10.0.0.77'))
    expect([typeOf(refused), refused.broadcast, refused.yourAddress]).toEqual(['nak', true, '0.0.0.0'])
    expect(text(refused, 56)).toBe('no-lease')

    const settled = async (state: string) => {
      await expect.poll(() => store.leases()[0]?.State).toBe(state)
    }
    await relay.send(releasePacket(machine, '10.0.0.10', HOST))
    await settled('EXPIRED')
    expect((await relay.exchange(discoverPacket(machine))).yourAddress).toBe('10.0.0.10')
    await relay.send(declinePacket(machine, '10.0.0.10', HOST))
    await settled('INVALID')
    expect((await relay.exchange(discoverPacket(machine))).yourAddress).toBe('10.0.0.11')
    expect(events.filter(({ kind }) => kind === 'failed')).toEqual([])
  })

  it('serves many clients at once, none twice', async () => {
    const large = subnet({ Subnet: '10.0.0.0/16', ActiveEnd: '10.0.255.254' })
    const { relay, client } = await lab(new MemoryLeaseStore({ subnets: [large] }))
    const addresses = await Promise.all(
      Array.from({ length: 300 }, async (_, n) => {
        const offer = await relay.exchange(discoverPacket(client(n)))
        const ack = await relay.exchange(selectPacket(client(n), offer))
        return typeOf(ack) === 'ack' ? ack.yourAddress : 'none'
      }),
    )
    expect(new Set(addresses).size).toBe(300)
    expect(addresses).not.toContain('none')
  })

  it('keeps quiet where it is not responsible', async () => {
    const { relay, client, events } = await lab(
      new MemoryLeaseStore({ subnets: [subnet()], leases: [lease({ Token: mac(2) })] }),
    )
    const quick = { wait: 150, tries: 1 }
    const elsewhere = client(1, { relay: { address: HOST, link: '10.7.0.1' } })
    await expect(relay.exchange(discoverPacket(elsewhere), quick)).rejects.toThrow(DhcpTimeout)
    await expect(relay.exchange(rebootPacket(elsewhere, '10.0.0.99'), quick)).rejects.toThrow(DhcpTimeout)
    const offer = await relay.exchange(discoverPacket(client(2)))
    const other = { ...offer, options: new Map([[54, Uint8Array.of(10, 9, 9, 9)]]) }
    await expect(relay.exchange(selectPacket(client(2), other), quick)).rejects.toThrow(DhcpTimeout)
    const reasons = events.flatMap((event) =>
      event.kind === 'decided' ? event.exchange.decision.reason : [],
    )
    expect(reasons).toEqual(['not-our-subnet', 'nothing-known', 'known-lease', 'other-server'])
  })

  it('never netboots a reservation with an empty boot file, nor an unmanaged subnet', async () => {
    const reservations = [reservation({ Options: [{ Code: 67, Value: '' }] })]
    const bootable = [
      { Code: 17, Value: '/root' },
      { Code: 43, Value: '1,1,1,255' },
      { Code: 60, Value: 'PXEClient' },
      { Code: 66, Value: 'tftp' },
      { Code: 67, Value: 'loader' },
    ]
    const subnets = [subnet({ Options: bootable })]
    const { relay, client } = await lab(new MemoryLeaseStore({ subnets, reservations }))
    const offer = await relay.exchange(discoverPacket(client(1)))
    expect([offer.yourAddress, offer.file, offer.serverName]).toEqual(['10.0.0.50', '', ''])
    expect([17, 43, 60, 66, 67].filter((code) => offer.options.has(code))).toEqual([])
    const plain = await lab(new MemoryLeaseStore({ subnets: [subnet({ Unmanaged: true })] }))
    expect((await plain.relay.exchange(discoverPacket(plain.client(2)))).file).toBe('')
  })

  it('gives only boot information in a proxy subnet', async () => {
    const { relay, client, store } = await lab(
      new MemoryLeaseStore({
        subnets: [subnet({ Proxy: true, Options: [{ Code: 3, Value: '10.0.0.254' }] })],
      }),
    )
    const offer = await relay.exchange(discoverPacket(client(1)))
    expect(offer).toMatchObject({ yourAddress: '0.0.0.0', file: 'ipxe.efi', serverAddress: '10.0.0.1' })
    expect(text(offer, 60)).toBe('PXEClient')
    expect(bytes(offer, 43)).toEqual([6, 1, 8, 255])
    expect([1, 3, 51, 58].map((code) => offer.options.has(code))).toEqual([false, false, false, false])
    await expect(
      relay.exchange(discoverPacket(client(2, { stage: 'system' })), { wait: 150, tries: 1 }),
    ).rejects.toThrow(DhcpTimeout)
    expect(store.leases()).toEqual([])
  })

  it('survives whatever is sent to its port and says what was wrong with it', async () => {
    const { relay, client, events, port } = await lab()
    const socket = await openDatagram({ address: HOST, port: 0, reuse: false }, () => {})
    open.push({ stop: () => closeDatagram(socket) })
    const good = discoverPacket(client(1))
    const broken: [Uint8Array, string][] = [
      [new Uint8Array(0), 'malformed'],
      [Uint8Array.of(1), 'malformed'],
      [encodePacket(good).bytes.subarray(0, 239), 'malformed'],
      [encodePacket({ ...good, op: 'reply' }).bytes, 'not-a-request'],
      [encodePacket({ ...good, options: new Map() }).bytes, 'bootp'],
      [encodePacket({ ...good, hardwareAddress: new Uint8Array(6) }).bytes, 'bad-hardware-address'],
      [encodePacket({ ...good, hardwareAddress: new Uint8Array(6).fill(255) }).bytes, 'bad-hardware-address'],
      [
        encodePacket({ ...good, hardwareAddress: Uint8Array.of(1, 2, 3, 4, 5, 6) }).bytes,
        'bad-hardware-address',
      ],
      [encodePacket({ ...good, relayAddress: '192.0.2.7' }).bytes, 'forged-relay'],
      [encodePacket({ ...good, relayAddress: '224.0.0.1' }).bytes, 'forged-relay'],
      [
        encodePacket({ ...good, options: new Map([...good.options, [82, Uint8Array.of(1, 9)]]) }).bytes,
        'malformed',
      ],
    ]
    for (const [message] of broken) await sendDatagram(socket, message, { address: HOST, port })
    expect(typeOf(await relay.exchange(good))).toBe('offer')
    const reasons = events.flatMap((event) => (event.kind === 'dropped' ? event.reason : []))
    expect(reasons).toEqual(broken.map(([, reason]) => reason))
  })

  it('counts datagrams larger than any message, and goes on', async () => {
    const events: DhcpEvent[] = []
    const receivers: OnMessage[] = []
    const sent: Uint8Array[] = []
    const store = new MemoryLeaseStore({ subnets: [subnet()] })
    const endpoint = {
      port: 67,
      send: async (message: Uint8Array) => {
        sent.push(message)
      },
      close: async () => {},
    }
    const network: Network = {
      interfaces: async () => [],
      open: async (_binding, onMessage) => {
        receivers.push(onMessage)
        return endpoint
      },
    }
    const { client, server } = await lab(store, { network, onEvent: (event) => events.push(event) })
    const from = { address: HOST, port: 67 }
    const message = encodePacket({ ...discoverPacket(client(1)), relayAddress: HOST }).bytes
    receivers[0]?.(new Uint8Array(0), from, true)
    receivers[0]?.(Buffer.concat([message, Buffer.alloc(4097 - message.length)]), from)
    receivers[0]?.(Buffer.concat([message, Buffer.alloc(4096 - message.length)]), from)
    await expect.poll(() => sent.length).toBe(1)
    await server.stop()
    const kinds = events.flatMap((event) => (event.kind === 'dropped' ? event.reason : event.kind))
    expect(kinds).toEqual(['listening', 'too-large', 'too-large', 'decided', 'closed'])
  })

  it('answers a client once while it is being decided, and bounds what one link may start', async () => {
    const gate = Promise.withResolvers<void>()
    const slow: Partial<DhcpPorts> = {
      bootFor: async () => {
        await gate.promise
        return { kind: 'none', reason: 'machine-boots-from-disk' }
      },
    }
    const { relay, client, events } = await lab(undefined, slow, { mostInFlight: 4 })
    const dropped = () => events.flatMap((event) => (event.kind === 'dropped' ? event.reason : []))
    const first = relay.exchange(discoverPacket(client(1)))
    await relay.send(discoverPacket(client(1)))
    const second = relay.exchange(discoverPacket(client(2)))
    await relay.send(discoverPacket(client(3)))
    await expect.poll(dropped).toEqual(['duplicate', 'overloaded'])
    gate.resolve()
    expect([(await first).file, (await second).yourAddress]).toEqual(['', '10.0.0.11'])
  })

  it('limits new clients of one link and leaves the known ones alone', async () => {
    const store = new MemoryLeaseStore({ subnets: [subnet()], leases: [lease()] })
    const { relay, client } = await lab(store, {}, { newClients: { burst: 2, perSecond: 0.001 } })
    const quick = { wait: 150, tries: 1 }
    const outcomes = []
    for (const n of [2, 3, 4, 1]) {
      outcomes.push(
        await relay.exchange(discoverPacket(client(n)), quick).then(
          (offer) => offer.yourAddress,
          () => 'none',
        ),
      )
    }
    expect(outcomes).toEqual(['10.0.0.11', '10.0.0.12', 'none', '10.0.0.10'])
  })

  it('reports a failing look-up and goes on', async () => {
    let fail = true
    const { relay, client, events } = await lab(undefined, {
      bootFor: async () => {
        if (fail) throw new Error('no such table')
        return { kind: 'none', reason: 'machine-boots-from-disk' }
      },
    })
    await expect(relay.exchange(discoverPacket(client(1)), { wait: 150, tries: 1 })).rejects.toThrow(
      DhcpTimeout,
    )
    fail = false
    expect(typeOf(await relay.exchange(discoverPacket(client(1))))).toBe('offer')
    expect(events.filter(({ kind }) => kind === 'failed')).toHaveLength(1)
  })

  it('frees its port when stopped', async () => {
    const { server, port } = await lab()
    await server.stop()
    const socket = await openDatagram({ address: HOST, port, reuse: false }, () => {})
    await closeDatagram(socket)
    expect(server.listening()).toEqual([])
  })
})
