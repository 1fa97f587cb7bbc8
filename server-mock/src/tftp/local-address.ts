import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import type { TftpPeer } from './tftp-event.ts'

/**
 * Address of this machine from which the system sends to a peer; nothing is sent. Rejects when there is no way
 * to it.
 */
export async function localAddressTo(peer: TftpPeer): Promise<string> {
  const socket = createSocket('udp4')
  try {
    const connected = once(socket, 'connect')
    socket.connect(peer.port, peer.address)
    await connected
    return socket.address().address
  } finally {
    socket.close()
  }
}
