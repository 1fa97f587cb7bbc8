import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Client } from '../../src/client.ts'
import type { FileStore } from '../../src/collections/index.ts'
import { NotFoundError } from '../../src/transport/index.ts'
import { FakeClock } from '../fake/fake-clock.ts'
import { type Call, FakeServer, failure, type Reply } from '../fake/fake-server.ts'

let server: FakeServer
let client: Client
let files: FileStore
let lab: string

beforeEach(async () => {
  server = await FakeServer.start()
  const ports = { clock: new FakeClock(), random: () => 0.5 }
  client = new Client({ endpoint: server.url, token: 'token', requestTimeoutMs: 2000 }, ports)
  files = client.files
  lab = await mkdtemp(join(tmpdir(), 'metalwright-files-'))
})

afterEach(async () => {
  await client.close()
  await server.close()
  await rm(lab, { recursive: true, force: true })
})

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex')
const BYTES = Buffer.from(Array.from({ length: 1_000_000 }, (_, index) => (index * 7) % 251))

async function* twoChunks() {
  yield Buffer.from('hello ')
  yield Buffer.from('world')
}

describe('upload', () => {
  const received: Call[] = []
  beforeEach(() => {
    received.length = 0
    server.on('POST /files/*', (call) => {
      received.push(call)
      const headers = { 'x-drp-sha256sum': sha256(call.body) }
      return { status: 201, json: { Path: 'a', Size: call.body.length }, headers }
    })
  })

  it('sends text, bytes, files and streams', async () => {
    const file = join(lab, 'source')
    await writeFile(file, BYTES)
    for (const [source, bytes] of [
      ['text', 'text'],
      [BYTES, BYTES],
      [{ file }, BYTES],
      [() => createReadStream(file), BYTES],
      [twoChunks, 'hello world'],
      [Readable.from([Buffer.from('once')]), 'once'],
      ['', ''],
    ] as const) {
      const stored = await files.upload('a', source)
      expect(stored).toEqual({ Path: 'a', Size: bytes.length, Sha256: sha256(bytes) })
      expect(received.at(-1)?.body.equals(Buffer.from(bytes))).toBe(true)
      expect(received.at(-1)?.headers['content-type']).toBe('application/octet-stream')
    }
    expect(received.map(({ headers }) => headers['content-length'])).toEqual([
      '4',
      '1000000',
      '1000000',
      undefined,
      undefined,
      undefined,
      '0',
    ])
  })

  it('tells how far it is, and announces size and digest where they are known', async () => {
    const file = join(lab, 'source')
    await writeFile(file, BYTES)
    const steps: [number, number | undefined][] = []
    const onProgress = (...step: [number, number | undefined]) => void steps.push(step)
    await files.upload('a', { file }, { onProgress, sha256: sha256(BYTES) })
    expect(steps.at(-1)).toEqual([BYTES.length, BYTES.length])
    expect(steps.length).toBeGreaterThan(2)
    expect([...steps].sort(([a], [b]) => a - b)).toEqual(steps)
    await files.upload('a', twoChunks, { size: 11 })
    expect(received.map(({ headers }) => [headers['content-length'], headers['x-drp-sha256sum']])).toEqual([
      ['1000000', sha256(BYTES)],
      ['11', undefined],
    ])
  })

  it('is repeated when the bytes can be had again, and not when they cannot', async () => {
    let cuts = 2
    server.gate = () => (cuts-- > 0 ? 'cut' : undefined)
    expect(await files.upload('a', twoChunks)).toMatchObject({ Size: 11 })
    cuts = 1
    await expect(files.upload('a', twoChunks())).rejects.toMatchObject({ code: 'connection_lost' })
    expect(received.length).toBe(1)
  })

  it('never completes a body that has another digest than it should', async () => {
    for (const source of [twoChunks, 'hello']) {
      const upload = files.upload('a', source, { sha256: sha256('other') })
      await expect(upload).rejects.toMatchObject({ code: 'digest_mismatch' })
    }
    expect(received).toEqual([])
  })

  it('finds out that the server has stored something else', async () => {
    server.on('POST /files/*', () => ({
      status: 201,
      json: { Path: 'a', Size: 4 },
      headers: { 'x-drp-sha256sum': sha256('bits') },
    }))
    await expect(files.upload('a', 'text')).rejects.toMatchObject({ code: 'digest_mismatch' })
    // DRP 3.11 tells no digest.
    server.on('POST /files/*', () => ({ status: 201, json: { Path: 'a', Size: 4 } }))
    expect(await files.upload('a', 'text')).toEqual({ Path: 'a', Size: 4, Sha256: sha256('text') })
  })

  it('asks for unpacking, and says when the server cannot', async () => {
    await files.upload('folder', 'tar', { explode: true })
    expect(received[0]?.query.get('explode')).toBe('true')
    server.on('POST /files/*', () => ({ status: 201, json: { Path: 'a', Size: 4 } }))
    await expect(files.upload('folder', 'tar', { explode: true })).rejects.toMatchObject({
      code: 'not_supported',
    })
  })

  it('names a file that cannot be read, and a stream that fails', async () => {
    for (const file of [join(lab, 'missing'), lab]) {
      await expect(files.upload('a', { file })).rejects.toMatchObject({ code: 'unreadable_file' })
    }
    const broken = async function* () {
      yield Buffer.from('x')
      throw new Error('the tape tore')
    }
    await expect(files.upload('a', broken())).rejects.toMatchObject({
      cause: expect.objectContaining({ message: 'the tape tore' }),
    })
    expect(received).toEqual([])
  })

  it('ends when it is aborted', async () => {
    const abort = new AbortController()
    const endless = async function* () {
      for (;;) {
        yield Buffer.alloc(1000)
        abort.abort(new Error('enough'))
      }
    }
    await expect(files.upload('a', endless, { signal: abort.signal })).rejects.toThrow('enough')
  })
})

/** Serves one file with ranges; answers break off where `breaks` says. */
function serveFile(bytes: Buffer, options: { digest?: string; tag?: string; breaks?: number[] } = {}) {
  const { breaks = [] } = options
  const headers = {
    ...(options.tag === undefined ? {} : { etag: options.tag }),
    ...(options.digest === undefined ? {} : { 'x-drp-sha256sum': options.digest }),
  }
  const asked: (string | undefined)[] = []
  server.on('HEAD /files/a', () => ({ headers: { ...headers, 'content-length': String(bytes.length) } }))
  server.on('GET /files/a', (call): Reply => {
    asked.push(call.headers.range)
    const start = Number(/^bytes=(\d+)-/.exec(call.headers.range ?? '')?.[1] ?? 0)
    const place = { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` }
    const status = call.headers.range === undefined ? 200 : 206
    const end = breaks.shift() ?? bytes.length
    return {
      takeOver: (response, socket) => {
        const length = String(bytes.length - start)
        response.writeHead(status, { ...headers, ...(status === 206 ? place : {}), 'content-length': length })
        response.write(bytes.subarray(start, end), () => {
          if (end === bytes.length) response.end()
          else setTimeout(() => socket.destroy(), 20)
        })
      },
    }
  })
  return asked
}

describe('stat', () => {
  it('tells size and digest', async () => {
    serveFile(BYTES, { digest: sha256(BYTES), tag: '"1"' })
    expect(await files.stat('a')).toEqual({ size: BYTES.length, sha256: sha256(BYTES), version: '"1"' })
    expect(await files.exists('a')).toBe(true)
    expect(await files.stat('b')).toBeUndefined()
    expect(await files.exists('b')).toBe(false)
  })

  it.each([404, 405])('asks for the first byte of a server that answers HEAD with %i', async (status) => {
    server.on('HEAD /files/*', () => ({ status }))
    server.on('GET /files/a', (call) => ({
      status: 206,
      text: 'x',
      headers: { 'content-range': `bytes 0-0/${call.headers.range === 'bytes=0-0' ? 4711 : 0}` },
    }))
    server.on('GET /files/whole', () => ({ text: '12345', headers: { 'content-length': '5' } }))
    server.on('GET /files/empty', () => failure(416, 'invalid range'))
    expect(await files.stat('a')).toMatchObject({ size: 4711, sha256: undefined })
    expect(await files.stat('whole')).toMatchObject({ size: 5 })
    expect(await files.stat('empty')).toMatchObject({ size: 0 })
    expect(await files.stat('missing')).toBeUndefined()
  })
})

describe('download', () => {
  it('gives a stream, from the start or from within', async () => {
    serveFile(Buffer.from('0123456789'))
    const text = async (start?: number) => {
      const chunks = await (await files.download('a', start === undefined ? {} : { start })).toArray()
      return Buffer.concat(chunks).toString()
    }
    expect([await text(), await text(4)]).toEqual(['0123456789', '456789'])
    server.on('GET /files/a', () => ({ text: '0123456789' }))
    await expect(files.download('a', { start: 4 })).rejects.toMatchObject({ code: 'not_supported' })
  })
})

describe('downloadTo', () => {
  const target = () => join(lab, 'target')

  it('writes a file when all of it has come', async () => {
    serveFile(BYTES, { digest: sha256(BYTES) })
    const steps: number[] = []
    const loaded = await files.downloadTo('a', target(), { onProgress: (done) => steps.push(done) })
    expect(loaded).toEqual({ size: BYTES.length, sha256: sha256(BYTES) })
    expect((await readFile(target())).equals(BYTES)).toBe(true)
    expect(steps.at(-1)).toBe(BYTES.length)
    expect(await readdir(lab)).toEqual(['target'])
  })

  it('goes on where the connection breaks', async () => {
    const asked = serveFile(BYTES, { tag: '"1"', breaks: [300_000, 700_000] })
    expect(await files.downloadTo('a', target())).toEqual({ size: BYTES.length, sha256: sha256(BYTES) })
    expect((await readFile(target())).equals(BYTES)).toBe(true)
    expect(asked).toEqual([undefined, 'bytes=300000-', 'bytes=700000-'])
    expect(server.calls.at(-1)?.headers).toMatchObject({ 'if-range': '"1"', 'accept-encoding': 'identity' })
  })

  it('goes on with what an earlier call has left, if a digest proves it', async () => {
    const asked = serveFile(BYTES, { digest: sha256(BYTES) })
    await writeFile(`${target()}.part`, BYTES.subarray(0, 900_000))
    await files.downloadTo('a', target())
    expect((await readFile(target())).equals(BYTES)).toBe(true)
    expect(asked).toEqual(['bytes=900000-'])

    // All of it was there already.
    await writeFile(`${target()}.part`, BYTES)
    await files.downloadTo('a', target())
    expect(asked.length).toBe(1)

    // What was left was something else.
    await writeFile(`${target()}.part`, Buffer.alloc(900_000))
    await expect(files.downloadTo('a', target())).rejects.toMatchObject({ code: 'digest_mismatch' })
    expect(await readdir(lab)).toEqual(['target'])
  })

  it('writes nothing that is wrong', async () => {
    serveFile(BYTES)
    const wrong = { sha256: sha256('other') }
    await expect(files.downloadTo('a', target(), wrong)).rejects.toMatchObject({ code: 'digest_mismatch' })
    expect(await readdir(lab)).toEqual([])
    const written: Buffer[] = []
    const stream = new Writable({
      write: (chunk, _encoding, done) => {
        written.push(chunk)
        done()
      },
    })
    await expect(files.downloadTo('a', stream, wrong)).rejects.toMatchObject({ code: 'digest_mismatch' })
    expect([stream.writableFinished, stream.destroyed]).toEqual([false, true])
    expect(Buffer.concat(written).length).toBeLessThan(BYTES.length)
  })

  it('notices that the file has changed', async () => {
    serveFile(BYTES, { tag: '"1"', breaks: [300_000] })
    const { onSleep } = { onSleep: () => void serveFile(BYTES.subarray(1)) }
    const clock = client.transport.clock
    if (clock instanceof FakeClock) clock.onSleep = onSleep
    await expect(files.downloadTo('a', target())).rejects.toMatchObject({ code: 'file_changed' })
    expect(await readdir(lab)).toEqual([])
  })

  it('gives up when no more comes', async () => {
    serveFile(BYTES, { breaks: Array.from({ length: 20 }, () => 300_000) })
    await expect(files.downloadTo('a', target())).rejects.toMatchObject({ code: 'connection_lost' })
    // What has come may be of use.
    expect(await readdir(lab)).toEqual(['target.part'])
  })

  it('writes to a stream, and an empty file', async () => {
    serveFile(Buffer.alloc(0))
    await files.downloadTo('a', target())
    expect(await readFile(target(), 'utf8')).toBe('')
    serveFile(Buffer.from('text'), { breaks: [2] })
    let text = ''
    const stream = new Writable({
      write: (chunk, _encoding, done) => {
        text += String(chunk)
        done()
      },
    })
    expect(await files.downloadTo('a', stream)).toEqual({ size: 4, sha256: sha256('text') })
    expect([text, stream.writableFinished]).toEqual(['text', true])
  })

  it('says that there is no such file', async () => {
    await expect(files.downloadTo('missing', target())).rejects.toThrow(NotFoundError)
    expect(await readdir(lab)).toEqual([])
  })

  it('ends when it is aborted', async () => {
    const abort = new AbortController()
    serveFile(BYTES, { breaks: [300_000] })
    const loading = files.downloadTo('a', target(), {
      signal: abort.signal,
      onProgress: () => abort.abort(new Error('enough')),
    })
    await expect(loading).rejects.toThrow('enough')
  })
})
