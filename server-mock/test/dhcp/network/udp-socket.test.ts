import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { closeDatagram, sendDatagram } from '../../../src/dhcp/network/datagram.ts'
import { loadLinuxSockets } from '../../../src/dhcp/network/linux-sockets.ts'
import { openUdp } from '../../../src/dhcp/network/udp-socket.ts'

const HOST = '127.0.0.1'
/** Absent where there is no koffi, or it is not Linux. */
const sockets = await loadLinuxSockets().catch(() => undefined)
const open: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

interface Received {
  readonly size: number
  readonly first: number | undefined
  readonly port: number
  readonly cut: boolean
}

async function lab(calls: typeof sockets) {
  const received: Received[] = []
  const socket = await openUdp(
    calls,
    { address: HOST, port: 0, shared: false },
    (message, { address, port }, cut = false) => {
      expect(address).toBe(HOST)
      received.push({ size: message.length, first: message[0], port, cut })
    },
  )
  open.push(() => socket.close())
  const peer = async () => {
    const plain = createSocket('udp4')
    const listening = once(plain, 'listening')
    plain.bind(0, HOST)
    await listening
    open.push(() => closeDatagram(plain))
    return plain
  }
  return { socket, received, peer }
}

describe.each([
  ['with many datagrams for each call (Linux, koffi)', sockets, sockets !== undefined],
  ['of Node alone', undefined, true],
])('UDP socket %s', (_name, calls, possible) => {
  it.skipIf(!possible)('receives everything that waits, from whomever, as it was sent', async () => {
    const { socket, received, peer } = await lab(calls)
    const to = { address: HOST, port: socket.port }
    const [one, other] = [await peer(), await peer()]
    const expected: Omit<Received, 'cut'>[] = []
    const sends: Promise<void>[] = []
    for (let n = 0; n < 150; n++) {
      const [from, size] = [n % 3 === 0 ? other : one, n % 5 === 0 ? 0 : n * 9]
      sends.push(sendDatagram(from, new Uint8Array(size).fill(n), to))
      expected.push({ size, first: size === 0 ? undefined : n, port: from.address().port })
    }
    await Promise.all(sends)
    await expect.poll(() => received.length, { timeout: 5000 }).toBe(150)
    const sorted = (list: readonly Omit<Received, 'cut'>[]) =>
      list.map(({ size, first, port }) => `${port} ${size} ${first}`).sort()
    expect(sorted(received)).toEqual(sorted(expected))
    expect(received.every(({ cut }) => !cut)).toBe(true)
  })

  it.skipIf(!possible)('sends many in order, and one that cannot be sent costs no other', async () => {
    const { socket, peer } = await lab(calls)
    const plain = await peer()
    const got: number[] = []
    plain.on('message', (message) => got.push(message[0] ?? -1))
    const to = { address: HOST, port: plain.address().port }
    const good = Array.from({ length: 100 }, (_, n) => socket.send(Uint8Array.of(n), to))
    const bad = socket.send(new Uint8Array(70_000), to)
    const more = Array.from({ length: 50 }, (_, n) => socket.send(Uint8Array.of(100 + n), to))
    await expect(bad).rejects.toThrow('EMSGSIZE')
    await Promise.all([...good, ...more])
    await expect.poll(() => got.length, { timeout: 5000 }).toBe(150)
    expect(got).toEqual(Array.from({ length: 150 }, (_, n) => n))
  })

  it.skipIf(!possible)('says that an address is taken', async () => {
    const { socket } = await lab(calls)
    const again = openUdp(calls, { address: HOST, port: socket.port, shared: false }, () => {})
    await expect(again).rejects.toThrow('EADDRINUSE')
  })
})

it.skipIf(sockets === undefined)(
  'tells a datagram larger than its place as cut, those around it not',
  async () => {
    if (sockets === undefined) return
    const { socket, received } = await lab(sockets)
    const sender = sockets.udpOnAddress(HOST, 0, false)
    const to = sockets.inetAddress(HOST, socket.port)
    // All wait before any is read. The first one is read by Node, which has room for any.
    const sizes = [5000, 20, 5000, 30, 4096, 4097]
    for (const size of sizes) sockets.sendTo(sender, new Uint8Array(size), to)
    sockets.close(sender)
    await expect.poll(() => received.length, { timeout: 5000 }).toBe(sizes.length)
    expect(received.map(({ size, cut }) => (cut ? 'cut' : size))).toEqual([5000, 20, 'cut', 30, 4096, 'cut'])
  },
)
