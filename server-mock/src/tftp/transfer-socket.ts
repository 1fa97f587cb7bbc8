import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import type { TftpPeer } from './tftp-event.ts'

/**
 * A socket of its own for one transfer (its port is the transfer id, RFC 1350 §4), on the local address that
 * was asked. Connected: the kernel drops what others send to it, and says when the peer's port is closed.
 */
export async function openTransferSocket(
  address: string,
  peer: TftpPeer,
  onMessage: (message: Uint8Array) => void,
  onUnreachable: () => void,
): Promise<Socket> {
  const socket = createSocket('udp4')
  try {
    const listening = once(socket, 'listening')
    socket.bind({ address, port: 0, exclusive: true })
    await listening
    const connected = once(socket, 'connect')
    socket.connect(peer.port, peer.address)
    await connected
  } catch (error) {
    socket.close()
    throw error
  }
  socket.on('message', onMessage)
  socket.on('error', onUnreachable)
  return socket
}
