import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import type { TftpPeer } from './tftp-event.ts'

/**
 * A socket for one transfer on the local address that was asked: with port 0 on a port of its own, which is the
 * transfer id (RFC 1350 §4), else on that port beside others. Connected: the kernel drops what others send to it,
 * and says when the peer's port is closed. Only what came before it was connected can be from somebody else.
 */
export async function openTransferSocket(
  local: TftpPeer,
  peer: TftpPeer,
  onMessage: (message: Uint8Array, from: TftpPeer) => void,
  onUnreachable: () => void,
): Promise<Socket> {
  const shared = local.port !== 0
  const socket = createSocket({ type: 'udp4', reuseAddr: shared })
  try {
    socket.on('message', (message, { address, port }) => onMessage(message, { address, port }))
    const listening = once(socket, 'listening')
    socket.bind({ ...local, exclusive: true })
    await listening
    const connected = once(socket, 'connect')
    socket.connect(peer.port, peer.address)
    await connected
  } catch (error) {
    socket.close()
    throw error
  }
  socket.on('error', onUnreachable)
  return socket
}
