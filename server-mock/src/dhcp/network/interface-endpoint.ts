import type { Destination, Peer } from '../destination.ts'
import { closeDatagram, openDatagram, sendDatagram } from './datagram.ts'
import type { LinuxSockets } from './linux-sockets.ts'
import { BindError, type Endpoint, type NetworkInterface, type OnMessage } from './network.ts'
import { udpFrame } from './udp-frame.ts'

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
  const fail = (error: unknown) => {
    throw new BindError(`interface ${on.name}, port ${port}`, error)
  }
  let fd = -1
  const socket = await Promise.resolve()
    .then(() => {
      fd = sockets.udpOnInterface(on.name, port)
      return openDatagram({ fd }, onMessage)
    })
    .catch(fail)
  let closed = false
  // Half the cost of a send through the event loop, which is for when the socket's buffer is full.
  const send = (message: Uint8Array, to: Peer): Promise<void> => {
    try {
      if (closed) return Promise.resolve()
      sockets.sendTo(fd, message, to.address, to.port)
      return Promise.resolve()
    } catch {
      return sendDatagram(socket, message, to)
    }
  }
  const bound = socket.address().port
  const frames = openFrames(sockets)

  return {
    port: bound,
    send: async (message: Uint8Array, to: Destination, source: string) => {
      if (to.kind === 'unicast') return send(message, to)
      // Frames need a link whose addresses fit sockaddr_ll.
      if (to.kind === 'hardware' && frames !== undefined && to.hardwareAddress.length === 6) {
        const packet = udpFrame({ address: source, port: bound }, to, message)
        return sockets.sendFrame(frames, packet, on.index, to.hardwareAddress)
      }
      return send(message, { address: '255.255.255.255', port: to.port })
    },
    close: async () => {
      closed = true
      if (frames !== undefined) sockets.close(frames)
      await closeDatagram(socket)
    },
  }
}

/** Needs CAP_NET_RAW; without it replies to new clients are broadcast. */
function openFrames(sockets: LinuxSockets): number | undefined {
  try {
    return sockets.frameSender()
  } catch {
    return undefined
  }
}
