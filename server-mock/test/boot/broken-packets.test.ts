import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { discoverPacket } from '../../src/dhcp/client.ts'
import { DhcpRelay } from '../../src/dhcp/client-exchange.ts'
import { encodePacket } from '../../src/dhcp/codec/encode-packet.ts'
import { tftpRead } from '../../src/tftp/client.ts'
import { encodeTftp } from '../../src/tftp/packet.ts'
import { startTestServer, type TestServer } from '../api/test-server.ts'

const HOST = '127.0.0.1'

describe('packets that are cut off, too large, or contradict themselves', () => {
  let server: TestServer
  let socket: Socket
  beforeAll(async () => {
    server = await startTestServer({ disableDhcp: false, disableTftp: false, metricsPort: 0 })
    socket = createSocket('udp4')
    socket.bind({ address: HOST, port: 0 })
    await once(socket, 'listening')
  })
  afterAll(async () => {
    socket.close()
    await server.close()
  })

  const send = (port: number, packets: readonly Uint8Array[]) =>
    Promise.all(
      packets.map(
        (packet) =>
          new Promise<void>((resolve, reject) =>
            socket.send(packet, port, HOST, (error) => (error ? reject(error) : resolve())),
          ),
      ),
    )
  /** Sum of a counter over its labels. */
  const counted = async (name: string): Promise<number> => {
    const text = await (await fetch(`http://${HOST}:${server.server.ports.metrics}/metrics`)).text()
    return text
      .split('\n')
      .filter((line) => line.startsWith(`${name}{`))
      .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0)
  }

  it('cost DHCP that packet only, and count', async () => {
    const good = discoverPacket({ mac: '52:54:00:00:00:01', stage: 'pxe-bios', transactionId: 1 })
    const { bytes } = encodePacket(good)
    const withOptions = (...options: number[]) =>
      Buffer.concat([bytes.subarray(0, 240), Uint8Array.from(options)])
    const broken = [
      ...[0, 1, 239].map((length) => bytes.subarray(0, length)),
      // Option 53 longer than what is left, no length at all, and of a length it cannot have.
      withOptions(53, 9, 1),
      withOptions(53),
      withOptions(53, 0, 255),
      // More than any message, a longer hardware address than there is room for, an answer sent to a server.
      Buffer.concat([bytes, Buffer.alloc(60_000, 77)]),
      Buffer.concat([bytes.subarray(0, 2), Uint8Array.of(17), bytes.subarray(3)]),
      Buffer.concat([Uint8Array.of(2), bytes.subarray(1)]),
    ]
    const before = await counted('metalwright_dhcp_dropped_total')
    await send(server.server.ports.dhcp, broken)
    await expect
      .poll(() => counted('metalwright_dhcp_dropped_total'), { timeout: 20_000 })
      .toBe(before + broken.length)

    await server.json('POST', '/subnets', {
      Name: 'lab',
      Enabled: true,
      Subnet: '10.9.0.0/24',
      ActiveStart: '10.9.0.10',
      ActiveEnd: '10.9.0.29',
    })
    const relay = await DhcpRelay.open(HOST, { address: HOST, port: server.server.ports.dhcp })
    const answer = await relay.exchange(
      discoverPacket({
        mac: '52:54:00:00:00:01',
        stage: 'pxe-bios',
        transactionId: 2,
        relay: { address: relay.address, link: '10.9.0.1' },
      }),
    )
    await relay.close()
    expect(answer.yourAddress).toBe('10.9.0.10')
  })

  it('cost TFTP that request only, and count', async () => {
    const ask = (options: readonly (readonly [string, string])[]) =>
      encodeTftp({ kind: 'read', name: 'default.ipxe', mode: 'octet', options: new Map(options) })
    const broken = [
      new Uint8Array(0),
      Uint8Array.of(0),
      Uint8Array.of(0, 1),
      // No end of the name, no mode, an opcode nobody has.
      Buffer.from('\0\x01default.ipxe', 'latin1'),
      Buffer.from('\0\x01default.ipxe\0', 'latin1'),
      Uint8Array.of(0, 99, 0, 0),
      // More than any request.
      Buffer.concat([ask([]), Buffer.alloc(60_000, 77)]),
    ]
    const before = await counted('metalwright_tftp_refused_total')
    await send(server.server.ports.tftp, broken)
    await expect
      .poll(() => counted('metalwright_tftp_refused_total'), { timeout: 20_000 })
      .toBe(before + broken.length)

    const { bytes } = await tftpRead(HOST, server.server.ports.tftp, 'default.ipxe')
    expect(Buffer.from(bytes).toString()).toMatch(/^#!ipxe/)
  })
})
