import { afterEach, describe, expect, it } from 'vitest'
import { TftpReadError, tftpRead } from '../../src/tftp/client.ts'
import { encodeTftp } from '../../src/tftp/packet.ts'
import { TftpServer, type TftpSettings } from '../../src/tftp/server.ts'
import { HOST, request, startSite, type TftpSite, talk } from './tftp-site.ts'

const sites: TftpSite[] = []

afterEach(async () => {
  for (const site of sites.splice(0)) await site.stop()
})

async function serve(settings?: TftpSettings): Promise<TftpSite> {
  const site = await startSite({ inThread: false, singlePort: false }, settings)
  sites.push(site)
  return site
}

describe('TFTP server', () => {
  it('says at once that there is no such file', async () => {
    const { port } = await serve()
    const error = await tftpRead(HOST, port, 'autoexec.ipxe').catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(TftpReadError)
    expect(error).toMatchObject({ code: 'tftp-refused', notFound: true })
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
  ])('refuses %s', async (_name, message, reason, code) => {
    const { port, events } = await serve()
    expect(await talk(port, 1, message)).toMatchObject([{ kind: 'error', code }])
    expect(events.at(-1)).toMatchObject({ kind: 'refused', reason })
  })

  it('answers neither errors nor stray acknowledgements', async () => {
    const { port, events } = await serve()
    const error = encodeTftp({ kind: 'error', code: 0, message: 'x' })
    expect(await talk(port, 0, error, encodeTftp({ kind: 'ack', block: 1 }))).toEqual([])
    expect(events.slice(-2)).toMatchObject([{ reason: 'not-a-request' }, { reason: 'not-a-request' }])
  })

  it('bounds transfers per peer and forgets those whose peer is gone', async () => {
    const { port, events } = await serve({ mostPerPeer: 2 })
    const ended = () => events.filter(({ kind }) => kind === 'ended').length
    const refused = () => events.flatMap((event) => (event.kind === 'refused' ? event.reason : []))
    await Promise.all([1, 2, 3].map(() => talk(port, 0, request('large', 'octet', { windowsize: '4' }))))
    expect(refused()).toEqual(['busy'])
    // The sockets are closed: the next repeat finds nobody, and the places are free again.
    await expect.poll(ended, { timeout: 5000 }).toBe(2)
    expect((await tftpRead(HOST, port, 'dir/small')).bytes.length).toBe(5)
  })

  it('runs transfers in the event loop where it cannot have a thread', async () => {
    const server = new TftpServer(
      { addresses: [HOST], port: 0 },
      {
        openRunner: () => Promise.reject(new Error('no koffi here')),
        open: async () => ({ file: { kind: 'bytes', bytes: Buffer.from('hello') } }),
      },
    )
    await server.start()
    const { bytes } = await tftpRead(HOST, server.listening()[0]?.port ?? 0, 'any')
    await server.stop()
    expect(Buffer.from(bytes).toString()).toBe('hello')
  })
})
