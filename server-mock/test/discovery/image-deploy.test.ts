import { createHash, randomBytes } from 'node:crypto'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import { afterEach, describe, expect, it } from 'vitest'
import { missingPrograms, type RoomDisk, ScriptRoom, type Serve } from './script-room.ts'

const sha256 = (data: Buffer): string => createHash('sha256').update(data).digest('hex')
const MIB = 1024 * 1024
const raw = Buffer.concat([randomBytes(MIB + 77_777), Buffer.alloc(MIB), randomBytes(500_001)])
const image = zstdCompressSync(raw)

type Options = {
  serve?: Serve
  converted?: Serve
  params?: JsonObject
  disks?: RoomDisk[]
}
type Result = {
  code: number
  log: string
  disk: Buffer
  ranges: (string | undefined)[]
  params: Record<string, JsonValue>
  phases: ScriptRoom['phases']
}

const open: ScriptRoom[] = []
afterEach(() => {
  for (const room of open.splice(0)) room.close()
})

/** Answers like a file server that knows ranges. */
const whole =
  (data: Buffer, headers: Record<string, string> = {}): Serve =>
  (request, response) => {
    const match = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '')
    const start = Number(match?.[1] ?? 0)
    const part = data.subarray(start, match?.[2] ? Number(match[2]) + 1 : data.length)
    const range = { 'Content-Range': `bytes ${start}-${start + part.length - 1}/${data.length}` }
    response.writeHead(match ? 206 : 200, {
      'Content-Length': part.length,
      ...headers,
      ...(match ? range : {}),
    })
    response.end(part)
  }

const deploy = async (options: Options = {}): Promise<Result> => {
  const disks = options.disks ?? [{ name: 'disk', size: 8 * MIB }]
  const room = await ScriptRoom.create(disks, options.converted)
  open.push(room)
  const ranges: (string | undefined)[] = []
  const serve = options.serve ?? whole(image)
  const url = await room.serve((request, response, count) => {
    ranges.push(request.headers.range)
    serve(request, response, count)
  })
  room.render('image-deploy', {
    'image-deploy/image-url': `${url}/image`,
    'image-deploy/image-sha256': sha256(image),
    ...options.params,
  })
  const { code, log } = await room.run('write')
  const { params, phases } = room
  return { code, log, disk: room.disk(disks[0]?.name ?? ''), ranges, params, phases }
}

const written = (result: Result): boolean => result.disk.subarray(0, raw.length).equals(raw)
const bootable = (result: Result): boolean => !result.disk.subarray(0, MIB).every((byte) => byte === 0)

describe.skipIf(missingPrograms.length > 0)('image deploy: writing', () => {
  it('writes the image, records the disk and reports the phase', async () => {
    const result = await deploy()
    expect(result.log).toContain('Written and verified')
    expect(result.code).toBe(0)
    expect(written(result)).toBe(true)
    expect(result.phases.map(({ name }) => name)).toEqual(['image'])
    expect(result.params['image-deploy/installed-disk']).toMatchObject({ serial: 'S1', bytes: 8 * MIB })
  })

  it.each([
    ['raw', raw],
    ['raw.gz', gzipSync(raw)],
  ])('takes %s', async (type, data) => {
    const params = {
      'image-deploy/image-type': type,
      'image-deploy/image-sha256': sha256(data).toUpperCase(),
    }
    const result = await deploy({ serve: whole(data), params })
    expect(result.log).toContain('Written and verified')
    expect(written(result)).toBe(true)
  })

  /** Sends 300,000 bytes of what it was asked for, then cuts the connection; `count` says in which replies. */
  const dropping =
    (
      drops: (count: number) => boolean,
      etag: (count: number) => Record<string, string> = () => ({}),
    ): Serve =>
    (request, response, count) => {
      if (!drops(count)) return whole(image, etag(count))(request, response, count)
      const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0)
      response.writeHead(206, {
        ...etag(count),
        'Content-Length': image.length - start,
        'Content-Range': `bytes ${start}-${image.length - 1}/${image.length}`,
      })
      response.write(image.subarray(start, start + 300_000), () => setTimeout(() => response.destroy(), 50))
    }

  it('goes on where a broken connection stopped, with the file it began with', async () => {
    const conditions: (string | undefined)[] = []
    const serve = dropping(
      (count) => count > 1 && count <= 4,
      () => ({ ETag: '"v1"' }),
    )
    const result = await deploy({
      serve: (request, response, count) => {
        conditions.push(request.headers['if-range'] as string | undefined)
        serve(request, response, count)
      },
    })
    expect(result.log).toContain('Download interrupted after 300000 bytes')
    expect(result.code).toBe(0)
    expect(written(result)).toBe(true)
    expect(result.ranges.slice(1)).toEqual(['bytes=0-', 'bytes=300000-', 'bytes=600000-', 'bytes=900000-'])
    expect(conditions.slice(1)).toEqual([undefined, '"v1"', '"v1"', '"v1"'])
  })

  it('goes on with a server that always sends the whole file', async () => {
    const result = await deploy({
      serve: (_, response, count) => {
        response.writeHead(200, { 'Content-Length': image.length, 'Last-Modified': 'yesterday' })
        if (count !== 2) response.end(image)
        else response.write(image.subarray(0, 300_000), () => setTimeout(() => response.destroy(), 50))
      },
    })
    expect(result.log).toContain('Download interrupted after 300000 bytes')
    expect(result.code).toBe(0)
    expect(written(result)).toBe(true)
  })

  it.each([
    ['its ETag', (count: number) => ({ ETag: `"v${count > 2 ? 2 : 1}"` })],
    ['its date', (count: number) => ({ 'Last-Modified': count > 2 ? 'today' : 'yesterday' })],
  ])('refuses a file that changed in between, as %s says', async (_, headers) => {
    const result = await deploy({ serve: dropping((count) => count === 2, headers) })
    expect(result.code).toBe(1)
    expect(result.log).toContain('the file changed while it was read')
    expect(bootable(result)).toBe(false)
    expect(result.params['image-deploy/refused']).toMatchObject({
      reason: expect.stringContaining('the file changed while it was read'),
    })
  })

  it('refuses another range than the one it asked for', async () => {
    const result = await deploy({
      serve: (request, response, count) => {
        if (count < 3) return dropping((one) => one === 2)(request, response, count)
        response.writeHead(206, { 'Content-Range': `bytes 0-${image.length - 1}/${image.length}` })
        response.end(image)
      },
    })
    expect(result.code).toBe(1)
    expect(result.log).toContain('wanted was 300000-')
    expect(bootable(result)).toBe(false)
  })

  const changed = Buffer.from(image)
  changed.writeUInt8(changed.readUInt8(500_000) ^ 0xff, 500_000)
  it.each([
    ['another file', zstdCompressSync(randomBytes(3 * MIB))],
    ['a file damaged on the way', changed],
    ['a longer file', Buffer.concat([image, Buffer.from('more')])],
    ['a shorter file', image.subarray(0, image.length - 1000)],
  ])('leaves nothing bootable of %s', async (_, data) => {
    const result = await deploy({ serve: whole(data) })
    expect(result.code).toBe(1)
    expect(result.log).toContain(`SHA-256 is ${sha256(data)}`)
    expect(result.log).toContain('Next step:')
    expect(bootable(result)).toBe(false)
    expect(result.phases).toEqual([])
  })

  it('refuses an error page, a missing file and another format before it touches the disk', async () => {
    const page = await deploy({ serve: whole(Buffer.from(`<html>${'x'.repeat(500)}`)) })
    expect(page.log).toContain('is not compressed by zstd')
    const none = await deploy({ serve: (_, response) => response.writeHead(404).end() })
    expect(none.log).toContain('cannot be read')
    for (const result of [page, none]) {
      expect(result.code).toBe(1)
      expect(result.disk.subarray(0, 8).toString()).toBe('old data')
    }
  })

  it('refuses a disk that is too small before it touches it, and when only writing shows it', async () => {
    const known = await deploy({ disks: [{ name: 'disk', size: 2 * MIB }] })
    expect(known.log).toContain(`no disk is large enough for the image (${raw.length} bytes)`)
    expect(known.disk.subarray(0, 8).toString()).toBe('old data')
    const packed = gzipSync(raw)
    const params = { 'image-deploy/image-type': 'raw.gz', 'image-deploy/image-sha256': sha256(packed) }
    const late = await deploy({ serve: whole(packed), params, disks: [{ name: 'disk', size: 2 * MIB }] })
    expect(late.code).toBe(1)
    expect(late.log).toContain('Next step:')
    expect(bootable(late)).toBe(false)
  })

  it('says on the machine why it refused, and what to do', async () => {
    const result = await deploy({ serve: (_, response) => response.writeHead(404).end() })
    expect(result.params['image-deploy/refused']).toMatchObject({
      reason: expect.stringContaining('Image not deployed: http'),
      nextStep: 'check the address and that the file is there',
      time: expect.stringMatching(/^20/),
    })
  })

  it('waits for the server to prepare a qcow2 image, and writes what it made', async () => {
    const result = await deploy({
      params: { 'image-deploy/image-type': 'qcow2', 'image-deploy/image-url': 'http://127.0.0.1:1/x.qcow2' },
      converted: (_, response, count) => {
        if (count === 1) return void response.writeHead(503).end()
        response.writeHead(count === 2 ? 202 : 404)
        response.end(
          JSON.stringify({
            State: 'converting',
            Done: 5 * MIB,
            Total: 9 * MIB,
            Messages: ['it is no qcow2'],
          }),
        )
      },
    })
    expect(result.log).toContain('The server prepares the image: converting, 5 of 9 MiB')
    expect(result.log).toContain('Image not deployed: it is no qcow2')
    expect(result.code).toBe(1)

    const room = await ScriptRoom.create([{ name: 'disk', size: 8 * MIB }], (_, response) =>
      response.end(
        JSON.stringify({ Url: url, Sha256: sha256(image), Format: 'raw.zst', DiskBytes: raw.length }),
      ),
    )
    open.push(room)
    const url = `${await room.serve(whole(image))}/made`
    room.render('image-deploy', {
      'image-deploy/image-type': 'qcow2',
      'image-deploy/image-file': 'x.qcow2',
      'image-deploy/image-sha256': '0'.repeat(64),
    })
    expect((await room.run('write')).log).toContain(`Image ${url} to`)
    expect(room.disk('disk').subarray(0, raw.length).equals(raw)).toBe(true)
  })

  it('measures the bare disk when it is asked to, and always what it took', async () => {
    const result = await deploy({ params: { 'image-deploy/measure': true } })
    expect(result.code).toBe(0)
    expect(written(result)).toBe(true)
    const detail = result.phases[0]?.detail ?? {}
    expect(detail).toMatchObject({ bytes: raw.length, downloaded: image.length })
    for (const name of ['plainMbPerSecond', 'mbPerSecond', 'peakMemoryKiB', 'leastMemoryLeftKiB']) {
      expect(detail[name], name).toBeGreaterThan(0)
    }
    expect((await deploy()).phases[0]?.detail).not.toHaveProperty('plainMbPerSecond')
  })

  it('never chooses between disks, and finds the one that is named', async () => {
    const disks = [
      { name: 'disk', size: 8 * MIB, serial: 'A' },
      { name: 'other', size: 9 * MIB, serial: 'B' },
    ]
    const open = await deploy({ disks })
    expect(open.code).toBe(1)
    expect(open.log).toMatch(/more than one disk could be meant.*serial A.*serial B/)
    const named = await deploy({ disks, params: { 'image-deploy/install-disk': 'A' } })
    expect(named.code).toBe(0)
    expect(written(named)).toBe(true)
    const twins = disks.map((disk) => ({ ...disk, serial: 'A' }))
    expect((await deploy({ disks: twins, params: { 'image-deploy/install-disk': 'A' } })).log).toContain(
      'more than one',
    )
  })
})
