import type { Peer } from '../destination.ts'
import { formatAddress, parseAddress } from '../ipv4.ts'
import { closeDatagram, openDatagram, sendDatagram } from './datagram.ts'
import type { LinuxSockets } from './linux-sockets.ts'
import type { OnMessage } from './network.ts'
import { SendQueue } from './send-queue.ts'

/** What a UDP socket receives: everything of one interface, or what comes to one local address. */
export type UdpBinding =
  | { readonly interface: string; readonly port: number }
  /** `shared`: other sockets may be bound to the port, too. */
  | { readonly address: string; readonly port: number; readonly shared: boolean }

/** An open UDP socket that may send broadcasts. */
export interface UdpSocket {
  readonly port: number
  /** Sends a datagram; rejects with the system error. */
  send(message: Uint8Array, to: Peer): Promise<void>
  close(): Promise<void>
}

/**
 * Opens a UDP socket: one that reads and sends many datagrams at a time where the system's calls for that can be
 * had, else a plain one of Node's. Rejects with the system error.
 */
export async function openUdp(
  sockets: LinuxSockets | undefined,
  binding: UdpBinding,
  onMessage: OnMessage,
): Promise<UdpSocket> {
  if ('address' in binding && (sockets === undefined || parseAddress(binding.address) === undefined)) {
    return openPlain(binding, onMessage)
  }
  if (sockets === undefined) throw new Error('sockets bound to an interface need koffi')
  const fd =
    'address' in binding
      ? sockets.udpOnAddress(binding.address, binding.port, binding.shared)
      : sockets.udpOnInterface(binding.interface, binding.port)
  const socket = await openDatagram({ fd }, onMessage, makeDrain(sockets, fd, onMessage))
  const queue = new SendQueue<Peer>({
    send: (datagrams, from) => sockets.batches.send(fd, datagrams, from),
    peer: rememberLast((to) => sockets.inetAddress(to.address, to.port)),
    // The event loop waits where the socket's buffer is full.
    otherwise: (message, to) => sendDatagram(socket, message, to),
  })
  return {
    port: socket.address().port,
    send: (message, to) => queue.send(message, to),
    close: () => {
      // Node closes the descriptor, whose number may then be another file's.
      queue.close()
      return closeDatagram(socket)
    },
  }
}

async function openPlain(
  { address, port, shared }: { readonly address: string; readonly port: number; readonly shared: boolean },
  onMessage: OnMessage,
): Promise<UdpSocket> {
  const socket = await openDatagram({ address, port, reuse: shared }, onMessage)
  socket.setBroadcast(true)
  return {
    port: socket.address().port,
    send: (message, to) => sendDatagram(socket, message, to),
    close: () => closeDatagram(socket),
  }
}

/**
 * Reads what waits behind the datagram Node has just given, a good part of it at once. Only once for each turn of
 * the event loop, which has other work, too.
 */
function makeDrain(sockets: LinuxSockets, fd: number, onMessage: OnMessage): () => void {
  let drained = false
  let last: Peer = { address: '', port: 0 }
  let lastAddress = -1
  return () => {
    if (drained) return
    drained = true
    setImmediate(() => {
      drained = false
    })
    sockets.batches.receive(fd, (message, address, port) => {
      // Packets of one relay, and all of clients without an address, come from the same place.
      if (address !== lastAddress || port !== last.port) {
        lastAddress = address
        last = { address: formatAddress(address), port }
      }
      onMessage(message ?? new Uint8Array(0), last, message === undefined)
    })
  }
}

/** The same bytes again for the same peer as the last time. */
function rememberLast(make: (to: Peer) => Uint8Array): (to: Peer) => Uint8Array {
  let address = ''
  let port = -1
  let bytes: Uint8Array = new Uint8Array(0)
  return (to) => {
    if (to.address === address && to.port === port) return bytes
    address = to.address
    port = to.port
    bytes = make(to)
    return bytes
  }
}
