import { spawnSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { TftpReadError, tftpRead } from '../../src/tftp/client.ts'
import { decodeTftp, encodeTftp } from '../../src/tftp/packet.ts'
import { TftpServer, type TftpSettings } from '../../src/tftp/server.ts'
import type { TftpEvent } from '../../src/tftp/tftp-event.ts'
import { spawnTool } from './spawn-tool.ts'

const HOST = '127.0.0.1'
const running: TftpServer[] = []

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop()
})

const large = Buffer.from(Uint8Array.from({ length: 1_000_000 }, (_, at) => (at * 31 + (at >> 9)) & 255))
const files: ReadonlyMap<string, Uint8Array> = new Map([
  ['large', large],
  ['dir/small', Buffer.from('hello')],
  ['exact', large.subarray(0, 1024)],
  ['empty', new Uint8Array(0)],
])

async function serve(settings: TftpSettings = {}) {
  const events: TftpEvent[] = []
  const server = new TftpServer(
    { addresses: [HOST], port: 0, ...settings },
    {
      open: async (name) => {
        if (name === 'broken') throw new Error('EACCES')
        const bytes = files.get(name)
        if (bytes === undefined) return undefined
        return { size: bytes.length, read: async (offset, length) => bytes.subarray(offset, offset + length) }
      },
      onEvent: (event) => events.push(event),
    },
  )
  await server.start()
  running.push(server)
  return { server, events, port: server.listening()[0]?.port ?? 0 }
}

/** Sends raw bytes and gives the answers that come within a moment. */
async function talk(port: number, ...messages: Uint8Array[]): Promise<ReturnType<typeof decodeTftp>[]> {
  const socket = createSocket('udp4')
  socket.bind(0, HOST)
  await once(socket, 'listening')
  const answers: ReturnType<typeof decodeTftp>[] = []
  socket.on('message', (bytes) => answers.push(decodeTftp(bytes)))
  for (const message of messages) socket.send(message, port, HOST)
  await new Promise((resolve) => setTimeout(resolve, 100))
  socket.close()
  return answers
}

const request = (name: string, mode = 'octet', options: Record<string, string> = {}) =>
  encodeTftp({ kind: 'read', name, mode, options: new Map(Object.entries(options)) })

describe('TFTP server and client', () => {
  it.each([
    ['large', {}],
    ['large', { blksize: 1468 }],
    ['large', { blksize: 1468, windowsize: 4 }],
    ['large', { blksize: 65464, windowsize: 64 }],
    ['large', { windowsize: 16 }],
    ['/dir\\small', { blksize: 1024 }],
    ['exact', { blksize: 512, windowsize: 2 }],
    ['exact', {}],
    ['empty', { blksize: 1468, windowsize: 16 }],
  ])('carry %s with %j', async (name, options) => {
    const { port, events } = await serve()
    const { bytes } = await tftpRead(HOST, port, name, options)
    expect(Buffer.from(bytes).equals(files.get(name.replace('/dir\\', 'dir/')) ?? Buffer.from('?'))).toBe(
      true,
    )
    await expect.poll(() => events.at(-1)).toMatchObject({ kind: 'ended', end: 'complete' })
  })

  it('answer a question for the size, which is then broken off', async () => {
    const { port, events } = await serve()
    expect((await tftpRead(HOST, port, 'large', { sizeOnly: true })).size).toBe(1_000_000)
    await expect.poll(() => events.at(-1)).toMatchObject({ kind: 'ended', end: 'aborted' })
  })

  it('say at once that there is no such file', async () => {
    const { port } = await serve()
    const error = await tftpRead(HOST, port, 'autoexec.ipxe').catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(TftpReadError)
    expect(error).toMatchObject({ code: 'tftp-refused', notFound: true })
  })

  it('serve a hundred clients at once', async () => {
    const { port } = await serve({ mostPerPeer: 1000 })
    const results = await Promise.all(
      Array.from({ length: 100 }, () => tftpRead(HOST, port, 'dir/small', { blksize: 512 })),
    )
    expect(results.every(({ bytes }) => Buffer.from(bytes).toString() === 'hello')).toBe(true)
  })

  it.each([
    ['a write', encodeTftp({ kind: 'write', name: 'x', mode: 'octet', options: new Map() }), 'read-only', 2],
    ['mode mail', request('large', 'mail'), 'bad-mode', 4],
    ['mode netascii', request('large', 'netascii'), 'bad-mode', 4],
    ['a way out', request('../../etc/passwd'), 'bad-name', 2],
    ['a hidden way out', request('%2e%2e/etc/passwd'), 'not-found', 1],
    ['a file that cannot be opened', request('broken'), 'failed', 0],
    ['an unknown opcode', Uint8Array.of(0, 77, 1, 0), 'malformed', 4],
    ['nothing', new Uint8Array(0), 'malformed', 4],
  ])('refuse %s', async (_name, message, reason, code) => {
    const { port, events } = await serve()
    expect(await talk(port, message)).toMatchObject([{ kind: 'error', code }])
    expect(events.at(-1)).toMatchObject({ kind: 'refused', reason })
  })

  it('answer neither errors nor stray acknowledgements', async () => {
    const { port } = await serve()
    expect(
      await talk(
        port,
        encodeTftp({ kind: 'error', code: 0, message: 'x' }),
        encodeTftp({ kind: 'ack', block: 1 }),
      ),
    ).toEqual([])
  })

  it('answer a repeated request once, with one small message', async () => {
    const { port, events } = await serve()
    const ask = request('large', 'octet', { blksize: '1468', windowsize: '16' })
    const answers = await talk(port, ask, ask, ask)
    expect(answers.map(({ kind }) => kind)).toEqual(['options'])
    const plain = await talk(port, request('large'), request('large'))
    expect(plain.map(({ kind }) => kind)).toEqual(['data'])
    expect(events.filter(({ kind }) => kind === 'started')).toHaveLength(2)
  })

  it('bound transfers per peer and forget those whose peer is gone', async () => {
    const { port, events } = await serve({ mostPerPeer: 2 })
    const ended = () => events.filter(({ kind }) => kind === 'ended').length
    const refused = () => events.flatMap((event) => (event.kind === 'refused' ? event.reason : []))
    await Promise.all([1, 2, 3].map(() => talk(port, request('large', 'octet', { windowsize: '4' }))))
    expect(refused()).toEqual(['busy'])
    // The sockets are closed: the next repeat finds nobody, and the places are free again.
    await expect.poll(ended, { timeout: 5000 }).toBe(2)
    expect((await tftpRead(HOST, port, 'dir/small')).bytes.length).toBe(5)
  })

  it('stop in the middle of transfers', async () => {
    const { server, port } = await serve()
    const reading = tftpRead(HOST, port, 'large').catch((error: unknown) => error)
    await new Promise((resolve) => setTimeout(resolve, 5))
    await server.stop()
    expect(await reading).toBeInstanceOf(TftpReadError)
  })
})

const atftp = spawnSync('atftp', ['--version']).error === undefined
const tftp = spawnSync('tftp', ['-V']).error === undefined

describe('other implementations', () => {
  it.skipIf(!atftp).each([
    [512, 1],
    [1428, 1],
    [1428, 8],
  ])(
    'atftp (apt-get install atftp) reads with block size %i and window %i',
    async (blockSize, windowSize) => {
      const { port } = await serve()
      const directory = await mkdtemp(join(tmpdir(), 'tftp-'))
      try {
        const target = join(directory, 'large')
        const window = windowSize === 1 ? [] : ['--option', `windowsize ${windowSize}`]
        await spawnTool('atftp', [
          '--option',
          `blksize ${blockSize}`,
          ...window,
          '-g',
          '-r',
          'large',
          '-l',
          target,
          HOST,
          String(port),
        ])
        expect((await readFile(target)).equals(large)).toBe(true)
      } finally {
        await rm(directory, { recursive: true })
      }
    },
  )

  it.skipIf(!tftp)('tftp-hpa (apt-get install tftp-hpa) reads in octet mode', async () => {
    const { port } = await serve()
    const directory = await mkdtemp(join(tmpdir(), 'tftp-'))
    try {
      const target = join(directory, 'large')
      await spawnTool('tftp', ['-m', 'binary', HOST, String(port), '-c', 'get', 'large', target])
      expect((await readFile(target)).equals(large)).toBe(true)
    } finally {
      await rm(directory, { recursive: true })
    }
  })
})
