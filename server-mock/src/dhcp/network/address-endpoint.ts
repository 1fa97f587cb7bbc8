import type { Socket } from 'node:dgram'
import type { Destination } from '../destination.ts'
import { UNSPECIFIED } from '../ipv4.ts'
import { closeDatagram, openDatagram, sendDatagram } from './datagram.ts'
import { BindError, type Endpoint, type OnMessage } from './network.ts'

const LIMITED_BROADCAST = '255.255.255.255'

/**
 * Listens on a local address with plain sockets. Clients without an address are reached by broadcast, which
 * leaves by the interface of its source address: for `0.0.0.0` a further socket is bound to each source used.
 */
export async function openAddress(address: string, port: number, onMessage: OnMessage): Promise<Endpoint> {
  const wildcard = address === UNSPECIFIED
  const main = await openDatagram({ address, port, reuse: wildcard }, onMessage).catch((error: unknown) => {
    throw new BindError(`${address}:${port}`, error)
  })
  main.setBroadcast(true)
  const bound = main.address().port
  const senders = new Map<string, Promise<Socket>>()

  const senderFrom = async (source: string): Promise<Socket> => {
    if (!wildcard || source === UNSPECIFIED) return main
    let sender = senders.get(source)
    if (sender === undefined) {
      sender = openDatagram({ address: source, port: bound, reuse: true }, onMessage)
      senders.set(source, sender)
      sender.then(
        (socket) => socket.setBroadcast(true),
        () => senders.delete(source),
      )
    }
    return sender
  }

  return {
    port: bound,
    send: async (message: Uint8Array, to: Destination, source: string) => {
      const peer = to.kind === 'unicast' ? to : { address: LIMITED_BROADCAST, port: to.port }
      await sendDatagram(await senderFrom(source), message, peer)
    },
    close: async () => {
      const open = await Promise.allSettled(senders.values())
      const sockets = open.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))
      await Promise.all([main, ...sockets].map(closeDatagram))
    },
  }
}
