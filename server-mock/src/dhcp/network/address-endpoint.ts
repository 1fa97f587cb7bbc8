import type { Destination } from '../destination.ts'
import { UNSPECIFIED } from '../ipv4.ts'
import type { LinuxSockets } from './linux-sockets.ts'
import { BindError, type Endpoint, type OnMessage } from './network.ts'
import { openUdp, type UdpSocket } from './udp-socket.ts'

const LIMITED_BROADCAST = '255.255.255.255'

/**
 * Listens on a local address. Clients without an address are reached by broadcast, which leaves by the interface of
 * its source address: for `0.0.0.0` a further socket is bound to each source used. Without `sockets` it makes do
 * with what Node has.
 */
export async function openAddress(
  sockets: LinuxSockets | undefined,
  address: string,
  port: number,
  onMessage: OnMessage,
): Promise<Endpoint> {
  const wildcard = address === UNSPECIFIED
  const main = await openUdp(sockets, { address, port, shared: wildcard }, onMessage).catch(
    (error: unknown) => {
      throw new BindError(`${address}:${port}`, error)
    },
  )
  const senders = new Map<string, Promise<UdpSocket>>()

  const senderFrom = async (source: string): Promise<UdpSocket> => {
    let sender = senders.get(source)
    if (sender === undefined) {
      sender = openUdp(sockets, { address: source, port: main.port, shared: true }, onMessage)
      senders.set(source, sender)
      sender.catch(() => senders.delete(source))
    }
    return sender
  }

  return {
    port: main.port,
    send: (message: Uint8Array, to: Destination, source: string) => {
      const peer = to.kind === 'unicast' ? to : { address: LIMITED_BROADCAST, port: to.port }
      if (!wildcard || source === UNSPECIFIED) return main.send(message, peer)
      return senderFrom(source).then((sender) => sender.send(message, peer))
    },
    close: async () => {
      const open = await Promise.allSettled(senders.values())
      const others = open.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))
      await Promise.all([main, ...others].map((socket) => socket.close()))
    },
  }
}
