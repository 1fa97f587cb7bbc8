import { afterEach, describe, expect, it } from 'vitest'
import { loadLibc } from '../../src/libc/libc.ts'
import { type SocketAddress, UdpSockets } from '../../src/libc/udp-sockets.ts'
import { clientSocket } from '../tftp/tftp-site.ts'

const HOST = '127.0.0.1'
const own: SocketAddress = { address: HOST, port: 0 }

describe.skipIf(process.platform !== 'linux')('connected UDP sockets', async () => {
  const sockets = new UdpSockets(await loadLibc())
  const open: number[] = []
  const buffer = new Uint8Array(2000)
  afterEach(() => {
    for (const descriptor of open.splice(0)) sockets.close(descriptor)
  })

  const connected = (local: SocketAddress, peer: SocketAddress, shared = false) => {
    const descriptor = sockets.connected(local, peer, shared)
    open.push(descriptor)
    return descriptor
  }

  it('send and receive, and say when there is nothing', async () => {
    const peer = await clientSocket()
    const got: { readonly text: string; readonly port: number }[] = []
    peer.on('message', (message, { port }) => got.push({ text: message.toString(), port }))
    const socket = connected(own, { address: HOST, port: peer.address().port })
    expect(sockets.receive(socket, buffer)).toBe('none')
    expect(sockets.send(socket, Buffer.from('hello'))).toBe('sent')
    await expect.poll(() => got).toHaveLength(1)
    peer.send('answer', got[0]?.port, HOST)
    let size: number | string = 'none'
    await expect
      .poll(() => {
        size = sockets.receive(socket, buffer)
        return size
      })
      .not.toBe('none')
    expect(Buffer.from(buffer.subarray(0, Number(size))).toString()).toBe('answer')
    peer.close()
  })

  it('have the kernel cut what is sent at once', async () => {
    const peer = await clientSocket()
    const got: string[] = []
    peer.on('message', (message) => got.push(message.toString()))
    const socket = connected(own, { address: HOST, port: peer.address().port })
    expect(sockets.segment(socket, 4)).toBe(true)
    expect(sockets.send(socket, Buffer.from('aaaabbbbcccc'))).toBe('sent')
    expect(sockets.send(socket, Buffer.from('ddddee'))).toBe('sent')
    expect(sockets.segment(socket, 0)).toBe(true)
    expect(sockets.send(socket, Buffer.from('ffffff'))).toBe('sent')
    await expect.poll(() => got).toEqual(['aaaa', 'bbbb', 'cccc', 'dddd', 'ee', 'ffffff'])
    peer.close()
  })

  it('say that the kernel cannot cut so many', async () => {
    const peer = await clientSocket()
    const socket = connected(own, { address: HOST, port: peer.address().port })
    sockets.segment(socket, 1)
    expect(sockets.send(socket, new Uint8Array(2000))).toBe('unfit')
    peer.close()
  })

  it('say when nobody listens there', async () => {
    const peer = await clientSocket()
    const socket = connected(own, { address: HOST, port: peer.address().port })
    await new Promise<void>((resolve) => peer.close(() => resolve()))
    sockets.send(socket, Buffer.from('to nobody'))
    await expect.poll(() => sockets.receive(socket, buffer)).toBe('refused')
    sockets.send(socket, Buffer.from('to nobody'))
    await expect.poll(() => sockets.send(socket, Buffer.from('to nobody'))).toBe('refused')
  })

  it('share a port: each has what its peer sends', async () => {
    const [one, two] = [await clientSocket(), await clientSocket()]
    const peers = [one, two].map((client) => ({ address: HOST, port: client.address().port }))
    const [first = own, second = own] = peers
    // The first finds a free port, which the second shares.
    const port = await new Promise<number>((resolve) => {
      one.once('message', (_message, from) => resolve(from.port))
      sockets.send(connected(own, first, true), Buffer.from('?'))
    })
    const socket = connected({ address: HOST, port }, second, true)
    two.send('mine', port, HOST)
    one.send('not mine', port, HOST)
    await expect.poll(() => sockets.receiveFrom(socket, buffer)).toEqual({ size: 4, from: second })
    expect(sockets.receive(socket, buffer)).toBe('none')
    expect(() => sockets.connected({ address: HOST, port }, second, false)).toThrow(/EADDRINUSE/)
    one.close()
    two.close()
  })
})
