import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { Agent, type IncomingMessage, request, type Server } from 'node:http'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { FileBodies } from '../../src/boot/file-bodies.ts'
import { makeFileServer } from '../../src/boot/file-server.ts'
import { FileTree } from '../../src/boot/file-tree.ts'
import { openSendPump, type SendPump } from '../../src/boot/pump/send-pump.ts'

const SIZE = 8 * 1024 * 1024 + 13
const CONTENTS = Buffer.alloc(SIZE)
for (let at = 0; at + 4 <= SIZE; at += 4) CONTENTS.writeUInt32LE((at * 2654435761) >>> 0, at)
const REQUEST = 'GET /file HTTP/1.1\r\nHost: x\r\n'

const hasLibc = await import('koffi').then(
  () => process.platform === 'linux',
  () => false,
)

describe.skipIf(!hasLibc)('large files by the pump', () => {
  let folder: string
  let tree: FileTree
  let server: Server
  let bodies: FileBodies
  let pumped: { done: number; failed: number }
  const faults: string[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'metalwright-pump-'))
    tree = await FileTree.at(folder)
    await writeFile(join(folder, 'file'), CONTENTS)
    bodies = new FileBodies(async () => counted(await openSendPump()))
    server = makeFileServer({
      rendered: { read: async () => undefined },
      tree,
      bodies,
      addresses: (address) => ({ server: address, apiPort: 0, filePort: 0 }),
      onServed: () => {},
      onRefused: () => {},
      onError: (error) => faults.push(String(error)),
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterAll(async () => {
    server.closeAllConnections()
    server.close()
    await bodies.close()
    await rm(folder, { recursive: true, force: true })
  })
  beforeEach(() => {
    faults.length = 0
    pumped = { done: 0, failed: 0 }
  })

  /** The pump, and how often it was used. */
  const counted = (pump: SendPump): SendPump => ({
    send: (work) =>
      pump.send(work).then(
        () => void pumped.done++,
        (error: unknown) => {
          pumped.failed++
          throw error
        },
      ),
    close: () => pump.close(),
  })
  const port = () => {
    const address: AddressInfo | string | null = server.address()
    return typeof address === 'object' ? (address?.port ?? 0) : 0
  }
  const ask = (headers: Record<string, string> = {}, agent?: Agent, path = '/file') =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const call = request({ host: '127.0.0.1', port: port(), path, headers, agent: agent ?? false }, resolve)
      call.on('error', reject).end()
    })
  const digest = async (answer: IncomingMessage) => {
    const hash = createHash('sha256')
    for await (const chunk of answer) hash.update(chunk)
    return hash.digest('hex')
  }
  const expected = (from = 0, to = SIZE) =>
    createHash('sha256').update(CONTENTS.subarray(from, to)).digest('hex')
  /** Descriptors of this process that do not belong to its connections. */
  const open = () => readdirSync('/proc/self/fd').length

  it('arrive byte by byte, whole and in ranges', async () => {
    expect(await digest(await ask())).toBe(expected())
    const part = await ask({ range: 'bytes=1000001-7000000' })
    expect([part.statusCode, part.headers['content-length']]).toEqual([206, '6000000'])
    expect(await digest(part)).toBe(expected(1_000_001, 7_000_001))
    expect(await digest(await ask({ range: 'bytes=-300000' }))).toBe(expected(SIZE - 300_000))
    await expect.poll(() => pumped, { timeout: 20_000 }).toEqual({ done: 3, failed: 0 })
  })

  it('reach 50 clients at a time, several after each other on a connection, and leave nothing open', async () => {
    await digest(await ask())
    const before = open()
    const agent = new Agent({ keepAlive: true, maxSockets: 50 })
    for (let round = 0; round < 2; round++) {
      const all = Array.from({ length: 50 }, async (_, at) => {
        const from = at * 1000
        const range = `bytes=${from}-${from + 999_999}`
        return (await digest(await ask({ range }, agent))) === expected(from, from + 1_000_000)
      })
      expect(await Promise.all(all)).not.toContain(false)
    }
    await expect.poll(() => pumped, { timeout: 20_000 }).toEqual({ done: 101, failed: 0 })
    agent.destroy()
    await expect.poll(open, { timeout: 20_000 }).toBeLessThanOrEqual(before)
  })

  it('are followed on the connection by what was asked for meanwhile', async () => {
    const socket = connect(port(), '127.0.0.1')
    socket.write(`${REQUEST}\r\n${REQUEST}Range: bytes=5-9\r\n\r\nHEAD /file HTTP/1.1\r\nHost: x\r\n`)
    socket.write(`\r\n${REQUEST}Connection: close\r\n\r\n`)
    const chunks: Buffer[] = []
    for await (const chunk of socket) chunks.push(chunk)
    const all = Buffer.concat(chunks)
    const bodiesOf: Buffer[] = []
    for (let at = 0; at < all.length; ) {
      const end = all.indexOf('\r\n\r\n', at) + 4
      const head = all.subarray(at, end).toString()
      const isHead = bodiesOf.length === 2
      const length = isHead ? 0 : Number(/content-length: (\d+)/i.exec(head)?.[1])
      bodiesOf.push(all.subarray(end, end + length))
      at = end + length
    }
    expect(bodiesOf.map((body) => body.length)).toEqual([SIZE, 5, 0, SIZE])
    expect(bodiesOf[0]?.equals(CONTENTS)).toBe(true)
    expect(bodiesOf[1]?.equals(CONTENTS.subarray(5, 10))).toBe(true)
    expect(bodiesOf[3]?.equals(CONTENTS)).toBe(true)
  })

  it('stop when a client goes away, and do not fail the others', async () => {
    await digest(await ask())
    const before = open()
    const whole = Array.from({ length: 5 }, async () => digest(await ask()))
    const aborted = Array.from({ length: 20 }, async (_, at) => {
      const answer = await ask()
      answer.on('error', () => {})
      if (at % 2 === 0) await once(answer, 'data')
      answer.destroy()
    })
    await Promise.all(aborted)
    for (const one of whole) expect(await one).toBe(expected())
    await expect.poll(() => [open() <= before, faults], { timeout: 20_000 }).toEqual([true, []])
  })

  it('wait for a slow reader', async () => {
    const answer = await ask()
    answer.pause()
    await sleep(100)
    expect(pumped.done).toBe(0)
    // Others pass it meanwhile.
    expect(await digest(await ask())).toBe(expected())
    const hash = createHash('sha256')
    let chunks = 0
    for await (const chunk of answer) {
      hash.update(chunk)
      if (++chunks % 50 === 0) await sleep(1)
    }
    expect(hash.digest('hex')).toBe(expected())
  })

  it('that become shorter meanwhile break off: what came is not taken for all of it', async () => {
    const shrinking = join(folder, 'shrinking')
    await writeFile(shrinking, CONTENTS)
    // More than the buffers of a connection hold, so that the end is not on its way yet.
    await truncate(shrinking, 1024 ** 3)
    const answer = await ask({}, undefined, '/shrinking')
    await truncate(shrinking, 1000)
    await expect(digest(answer)).rejects.toThrow('aborted')
    await expect.poll(() => faults, { timeout: 20_000 }).toEqual([expect.stringMatching(/the file ends at/)])
  })
})

describe.skipIf(!hasLibc)('the pump', () => {
  let folder: string
  let tree: FileTree
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'metalwright-pump-'))
    tree = await FileTree.at(folder)
    await writeFile(join(folder, 'file'), '')
    await truncate(join(folder, 'file'), 1024 ** 3)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const openDescriptors = () => readdirSync('/proc/self/fd').length

  it('gives up who reads nothing, and lets go of everything when it is closed', async () => {
    const before = openDescriptors()
    for (const idle of [50, 600_000]) {
      let ended = false
      const bodies = new FileBodies(async () => {
        const pump = await openSendPump({ idle })
        const send: SendPump['send'] = (work) => pump.send(work).finally(() => (ended = true))
        return { send, close: () => pump.close() }
      })
      const server = makeFileServer({
        rendered: { read: async () => undefined },
        tree,
        bodies,
        addresses: (address) => ({ server: address, apiPort: 0, filePort: 0 }),
        onServed: () => {},
        onRefused: () => {},
        onError: () => {},
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const address = server.address()
      const socket = connect(typeof address === 'object' ? (address?.port ?? 0) : 0, '127.0.0.1')
      socket.on('error', () => {})
      socket.write(`${REQUEST}\r\n`)
      await once(socket, 'readable')
      if (idle > 1000) await bodies.close()
      await expect.poll(() => ended, { timeout: 20_000 }).toBe(true)
      socket.resume()
      await once(socket, 'close')
      expect(socket.bytesRead).toBeLessThan(1024 ** 3)
      server.close()
      await bodies.close()
    }
    await expect.poll(openDescriptors, { timeout: 20_000 }).toBeLessThanOrEqual(before)
  })

  it('ends its thread when there is nothing to do, and starts another when there is', async () => {
    const before = openDescriptors()
    const pump = await openSendPump({ linger: 1 })
    const opened = await (await tree.open('file'))?.opened()
    const listener = createServer((socket) => socket.resume()).listen(0, '127.0.0.1')
    await once(listener, 'listening')
    const address = listener.address()
    for (let round = 0; round < 2; round++) {
      const socket = connect(typeof address === 'object' ? (address?.port ?? 0) : 0, '127.0.0.1')
      await once(socket, 'connect')
      const descriptor: unknown = Reflect.get(Reflect.get(socket, '_handle'), 'fd')
      if (opened === undefined || typeof descriptor !== 'number') throw new Error('there is no descriptor')
      const idleOnes = openDescriptors()
      await pump.send({
        ...{ socket: descriptor, file: opened.descriptor, offset: 0, length: 10 * 1024 * 1024 },
        signal: new AbortController().signal,
      })
      await expect.poll(openDescriptors, { timeout: 20_000 }).toBeLessThanOrEqual(idleOnes)
      socket.destroy()
    }
    await pump.close()
    await opened?.close()
    listener.close()
    await expect.poll(openDescriptors, { timeout: 20_000 }).toBeLessThanOrEqual(before)
  })
})
