import type { Destination } from '../destination.ts'
import type { LinuxSockets } from './linux-sockets.ts'
import { BindError, type Endpoint, type NetworkInterface, type OnMessage } from './network.ts'
import { SendQueue } from './send-queue.ts'
import { udpFrame } from './udp-frame.ts'
import { openUdp } from './udp-socket.ts'

/**
 * Listens on one interface: its socket says where a packet came from, and broadcasts leave there without a
 * route. Clients without an address get a frame to their hardware address.
 */
export async function openInterface(
  sockets: LinuxSockets,
  on: NetworkInterface,
  port: number,
  onMessage: OnMessage,
): Promise<Endpoint> {
  const socket = await openUdp(sockets, { interface: on.name, port }, onMessage).catch((error: unknown) => {
    throw new BindError(`interface ${on.name}, port ${port}`, error)
  })
  const frames = openFrames(sockets, on.index)

  return {
    port: socket.port,
    send: (message: Uint8Array, to: Destination, source: string) => {
      if (to.kind === 'unicast') return socket.send(message, to)
      // Frames need a link whose addresses fit sockaddr_ll.
      if (to.kind === 'hardware' && frames !== undefined && to.hardwareAddress.length === 6) {
        const packet = udpFrame({ address: source, port: socket.port }, to, message)
        return frames.queue.send(packet, to.hardwareAddress)
      }
      return socket.send(message, { address: '255.255.255.255', port: to.port })
    },
    close: async () => {
      frames?.queue.close()
      if (frames !== undefined) sockets.close(frames.fd)
      await socket.close()
    },
  }
}

interface Frames {
  readonly fd: number
  /** Goes to hardware addresses. */
  readonly queue: SendQueue<Uint8Array>
}

/** Needs CAP_NET_RAW; without it replies to new clients are broadcast. */
function openFrames(sockets: LinuxSockets, interfaceIndex: number): Frames | undefined {
  try {
    const fd = sockets.frameSender()
    const queue = new SendQueue<Uint8Array>({
      send: (datagrams, from) => sockets.batches.send(fd, datagrams, from),
      peer: (hardwareAddress) => sockets.linkAddress(interfaceIndex, hardwareAddress),
      otherwise: async (packet, hardwareAddress) =>
        sockets.sendTo(fd, packet, sockets.linkAddress(interfaceIndex, hardwareAddress)),
    })
    return { fd, queue }
  } catch {
    return undefined
  }
}
