import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import type { Peer } from '../destination.ts'
import type { OnMessage } from './network.ts'

/** How a socket gets its port: by address, or as a descriptor that is bound already. */
export type DatagramBinding =
  | { readonly address: string; readonly port: number; readonly reuse: boolean }
  | { readonly fd: number }

/**
 * Receive buffer asked for, bytes; the system caps it. The usual one overflows when a few hundred machines
 * are powered on together.
 */
const RECEIVE_BUFFER = 4 * 1024 * 1024

/**
 * Opens a UDP socket in Node's event loop; rejects with the system error. `behind` is called after each message, to
 * read those behind it.
 */
export async function openDatagram(
  binding: DatagramBinding,
  onMessage: OnMessage,
  behind: () => void = () => {},
): Promise<Socket> {
  const reuseAddr = 'reuse' in binding && binding.reuse
  const socket = createSocket({ type: 'udp4', reuseAddr })
  socket.on('message', (message, { address, port }) => {
    onMessage(message, { address, port })
    behind()
  })
  try {
    const listening = once(socket, 'listening')
    if ('fd' in binding) socket.bind({ fd: binding.fd })
    else socket.bind({ address: binding.address, port: binding.port, exclusive: true })
    await listening
    if ('address' in binding) socket.setRecvBufferSize(RECEIVE_BUFFER)
  } catch (error) {
    socket.close()
    throw error
  }
  // A later error (an ICMP answer to something sent) concerns one datagram, never the socket.
  socket.on('error', () => {})
  return socket
}

/** Sends one datagram; rejects with the system error. */
export function sendDatagram(socket: Socket, message: Uint8Array, to: Peer): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.send(message, to.port, to.address, (error) => (error ? reject(error) : resolve()))
  })
}

/** Closes a socket, also one that is closed already. */
export function closeDatagram(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    try {
      socket.close(() => resolve())
    } catch {
      resolve()
    }
  })
}
