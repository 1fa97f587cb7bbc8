import { createHash, randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { systemPorts } from '../../../src/rehearsal/index.ts'
import { zstdFrameSize } from '../../../src/rehearsal/simulated/tasks/frame-size.ts'
import { download, readStart } from '../../../src/rehearsal/simulated/tasks/image-download.ts'
import { ImageSink } from '../../../src/rehearsal/simulated/tasks/image-sink.ts'

const ports = { ports: { ...systemPorts, sleep: async () => {} }, signal: new AbortController().signal }
let server: Server | undefined

afterEach(() => void server?.close())

/** Serves a body by ranges; each connection breaks after `piece` bytes. */
async function serve(body: Buffer, piece: number, ranges = true): Promise<URL> {
  server = createServer((request, response) => {
    const from = ranges ? Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0) : 0
    response.writeHead(ranges ? 206 : 200, {
      'content-length': body.length - from,
      ...(ranges ? { 'content-range': `bytes ${from}-${body.length - 1}/${body.length}` } : {}),
    })
    response.write(body.subarray(from, from + piece), () => {
      if (from + piece >= body.length) response.end()
      else response.destroy()
    })
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return new URL(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/image`)
}

describe('download of an image', () => {
  it('goes on where a broken connection left off', async () => {
    const body = randomBytes(100_000)
    const url = await serve(body, 30_000)
    const pieces: Buffer[] = []
    const log: string[] = []
    const take = async (chunk: Buffer) => pieces.push(chunk) > 0
    expect(await download(url, ports, (line) => log.push(line), take)).toBe(body.length)
    expect(Buffer.concat(pieces).equals(body)).toBe(true)
    expect(log).toHaveLength(3)
    expect(log[0]).toMatch(/^Download interrupted after 30000 bytes \(.*\); going on$/)
    expect(await readStart(url, ports)).toEqual({ bytes: body.subarray(0, 32), size: body.length })
  })

  it('is given up when the server cannot continue', async () => {
    const url = await serve(randomBytes(100_000), 30_000, false)
    expect(
      await download(
        url,
        ports,
        () => {},
        async () => true,
      ),
    ).toBe('the server cannot continue a download (status 200)')
  })
})

describe('an image', () => {
  const disk = Buffer.concat([randomBytes(200_000), Buffer.alloc(300_000)])
  it.each([
    ['raw.zst', zstdCompressSync(disk)],
    ['raw.gz', gzipSync(disk)],
    ['raw', disk],
  ] as const)('in the form %s is digested as it came and counted as it unpacks', async (type, file) => {
    const sink = new ImageSink(type)
    for (let at = 0; at < file.length; at += 10_000) await sink.take(file.subarray(at, at + 10_000))
    expect(await sink.finish()).toEqual({ sha256: createHash('sha256').update(file).digest('hex') })
    expect(sink.unpacked).toBe(disk.length)
  })

  it.each([
    ['cut short', zstdCompressSync(disk).subarray(0, 100_000)],
    ['something else', randomBytes(50_000)],
  ])('that is %s is digested to its end, and the fault is told', async (_, file) => {
    const sink = new ImageSink('raw.zst')
    for (let at = 0; at < file.length; at += 10_000) await sink.take(file.subarray(at, at + 10_000))
    const { sha256, unpackError } = await sink.finish()
    expect(sha256).toBe(createHash('sha256').update(file).digest('hex'))
    expect(unpackError).toBeTruthy()
  })
})

describe('size in the header of a zstd frame', () => {
  it.each([1, 255, 256, 65_791, 65_792, 1_000_000])('of %i bytes is read', (size) => {
    const frame = zstdCompressSync(Buffer.alloc(size, 7), { pledgedSrcSize: size })
    expect(zstdFrameSize(frame.subarray(0, 32))).toBe(size)
  })

  it('is 0 when it is not told, and nothing when there is no frame', () => {
    expect(zstdFrameSize(Buffer.from('28b52ffd0058', 'hex'))).toBe(0)
    expect(zstdFrameSize(Buffer.from('28b52ffd', 'hex'))).toBeUndefined()
    expect(zstdFrameSize(Buffer.from('28b52ffdc0', 'hex'))).toBeUndefined()
    expect(zstdFrameSize(gzipSync('x'))).toBeUndefined()
    expect(zstdFrameSize(Buffer.alloc(0))).toBeUndefined()
  })
})
