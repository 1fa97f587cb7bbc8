import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TftpReadError, tftpRead } from '../../src/tftp/client.ts'
import { decodeTftp, encodeTftp } from '../../src/tftp/packet.ts'
import {
  clientSocket,
  files,
  HOST,
  large,
  manners,
  request,
  startSite,
  type TftpSite,
  talk,
} from './tftp-site.ts'

describe.each(manners)('TFTP, transfers $name', (manner) => {
  let site: TftpSite
  beforeAll(async () => {
    site = await startSite(manner)
  })
  afterAll(() => site.stop())
  const ended = () => site.events.filter(({ kind }) => kind === 'ended')

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
    const before = ended().length
    const { bytes } = await tftpRead(HOST, site.port, name, options)
    const expected = files.get(name.replace('/dir\\', 'dir/')) ?? Buffer.from('?')
    expect(Buffer.from(bytes).equals(expected)).toBe(true)
    await expect.poll(() => ended().slice(before)).toMatchObject([{ end: 'complete', dropped: 0 }])
  })

  it('repeat what is lost', async () => {
    const before = ended().length
    let count = 0
    const loses = () => ++count % 40 === 0
    const options = { blksize: 1468, windowsize: 4, timeout: 50, loses }
    const { bytes } = await tftpRead(HOST, site.port, 'large', options)
    expect(Buffer.from(bytes).equals(large)).toBe(true)
    await expect.poll(() => ended().length).toBe(before + 1)
    expect(ended().at(-1)).not.toMatchObject({ repeated: 0 })
  })

  it('answer a question for the size, which is then broken off', async () => {
    expect((await tftpRead(HOST, site.port, 'large', { sizeOnly: true })).size).toBe(large.length)
    await expect.poll(() => ended().at(-1)).toMatchObject({ end: 'aborted' })
  })

  it('serve fifty clients at once', async () => {
    const read = () => tftpRead(HOST, site.port, 'exact', { blksize: 512 })
    const results = await Promise.all(Array.from({ length: 50 }, read))
    expect(results.every(({ bytes }) => Buffer.from(bytes).equals(large.subarray(0, 1024)))).toBe(true)
  })

  it('answer a repeated request once, with one small message', async () => {
    const started = () => site.events.filter(({ kind }) => kind === 'started').length
    const before = started()
    const ask = request('large', 'octet', { blksize: '1468', windowsize: '16' })
    const answers = await talk(site.port, 1, ask, ask, ask)
    expect(answers.map(({ kind }) => kind)).toEqual(['options'])
    const plain = await talk(site.port, 1, request('large'), request('large'))
    expect(plain.map(({ kind }) => kind)).toEqual(['data'])
    expect(started()).toBe(before + 2)
  })

  it('serve one file after another to the same port', async () => {
    const socket = await clientSocket()
    const names = ['exact', 'dir/small', 'empty', 'dir/small', 'exact']
    const got: string[] = []
    const asked = () => got.length
    // Like any client it asks again after a while; what was lost on the way is none of this test.
    const ask = () => socket.send(request(names[asked()] ?? ''), site.port, HOST)
    const again = setInterval(ask, 1500)
    const done = new Promise<void>((resolve) => {
      socket.on('message', (message, from) => {
        const packet = decodeTftp(message)
        if (packet.kind !== 'data') return
        socket.send(encodeTftp({ kind: 'ack', block: packet.block }), from.port, HOST)
        if (packet.bytes.length === 512) return
        got.push(`${packet.block} ${packet.bytes.length}`)
        if (asked() === names.length) resolve()
        else ask()
      })
    })
    ask()
    await done
    clearInterval(again)
    socket.close()
    expect(got).toEqual(['3 0', '1 5', '1 0', '1 5', '3 0'])
  })

  it('answer from the port that was asked only when that is wanted', async () => {
    const socket = await clientSocket()
    const answer = once(socket, 'message')
    socket.send(request('dir/small'), site.port, HOST)
    const [, from] = await answer
    socket.close()
    expect(from.port === site.port).toBe(manner.singlePort)
  })

  it('stop in the middle of transfers', async () => {
    const { port, events, stop } = await startSite(manner)
    const reading = tftpRead(HOST, port, 'large').catch((error: unknown) => error)
    await expect.poll(() => events.at(-1), { interval: 1 }).toMatchObject({ kind: 'started' })
    await stop()
    expect(await reading).toBeInstanceOf(TftpReadError)
    expect(events.at(-1)).toMatchObject({ kind: 'ended', end: 'aborted' })
  })
})
