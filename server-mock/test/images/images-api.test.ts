import { appendFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'
import type { Image, JsonObject, Machine } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { zstdFrameHeader } from '../../src/images/zstd-frame.ts'
import { rawCall } from '../api/raw-call.ts'
import { startTestServer, type TestServer } from '../api/test-server.ts'
import { imagesOf, RAW, sha256, until } from './images-of.ts'
import { buildQcow2 } from './qcow2-builder.ts'

/** Holds `DISK`: 3s, zeros, 4s, zeros. */
const QCOW2 = buildQcow2({ clusters: 5, patches: [{ at: 1024 + 16, value: 4n * 512n }] })
const DISK = Buffer.concat([Buffer.alloc(512, 3), Buffer.alloc(512), Buffer.alloc(512, 4), Buffer.alloc(512)])

let server: TestServer
let files: string
let images: ReturnType<typeof imagesOf>
beforeAll(async () => {
  server = await startTestServer()
  images = imagesOf(server)
  files = join(server.folder, 'tftpboot/files/images')
})
afterAll(() => server.close())

async function served(path: string): Promise<Buffer> {
  const answer = await fetch(`http://127.0.0.1:${server.server.ports.static}/${path}`)
  expect(answer.status).toBe(200)
  return Buffer.from(await answer.arrayBuffer())
}
describe('an image', () => {
  it('is uploaded, shown with what it is, and told apart from others by its bytes', async () => {
    const answer = await images.upload('debian/web', RAW, `?sha256=${sha256(RAW)}`)
    expect([answer.status, answer.headers['x-drp-sha256sum']]).toEqual([201, sha256(RAW)])
    expect(await images.get('debian/web')).toMatchObject({
      ...{ Name: 'debian/web', State: 'ready', Bytes: RAW.length, Sha256: sha256(RAW) },
      ...{ Format: 'raw', DiskBytes: RAW.length, UsedBy: [] },
    })
    expect(await served('files/images/debian/web')).toEqual(RAW)
  })

  it('of another digest is refused, and nothing of it stays', async () => {
    const answer = await images.upload('wrong.raw', RAW, `?sha256=${sha256(Buffer.from('other'))}`)
    expect(answer.status).toBe(400)
    expect(answer.body.toString()).toContain('SHA256 bad')
    expect((await server.call('GET', '/images/wrong.raw')).status).toBe(404)
    expect(await readdir(files)).not.toContain('wrong.raw')
    expect(await images.leftovers()).toEqual([])
  })

  it.each([
    '../outside',
    'a/../../outside',
    '.derived/x',
    '.hidden',
    'with space',
    '%2e%2e/outside',
    'a//b',
    'a/',
    'b%00c',
  ])('is not named %s', async (name) => {
    const { status } = await images.upload(name.replaceAll(' ', '%20'), RAW)
    expect([400, 403, 404]).toContain(status)
  })

  it('changes with its file, whoever changed it', async () => {
    await images.upload('changing.raw', RAW)
    const before = await images.get('changing.raw')
    await appendFile(join(files, 'changing.raw'), Buffer.alloc(512))
    const after = await images.done('changing.raw')
    expect(after.Bytes).toBe(RAW.length + 512)
    expect([before.Sha256, after.Sha256]).toEqual([
      sha256(RAW),
      sha256(Buffer.concat([RAW, Buffer.alloc(512)])),
    ])
    await rm(join(files, 'changing.raw'))
    expect((await server.call('GET', '/images/changing.raw')).status).toBe(404)
  })

  it('is found where somebody put it, by hand or by the files of DRP', async () => {
    await writeFile(join(files, 'by-hand.raw'), RAW)
    await rawCall(server, 'POST', '/files/images/by-files.qcow2', QCOW2)
    const all = await until(
      () => server.json('GET', '/images') as Promise<Image[]>,
      (listed) => listed.every(({ State }) => State === 'ready'),
    )
    const found = new Map(all.map((image) => [image.Name, image]))
    expect(found.get('by-hand.raw')?.Sha256).toBe(sha256(RAW))
    expect(found.get('by-files.qcow2')).toMatchObject({ Format: 'qcow2', DiskBytes: DISK.length })
    expect(found.get('by-files.qcow2')?.Derived?.DiskBytes).toBe(DISK.length)
    expect(all.map(({ Name }) => Name).filter((name) => name.includes('derived'))).toEqual([])
  })
})

describe('of a qcow2 image', () => {
  it('a raw disk is made, which says how large it is', async () => {
    await images.upload('disk.qcow2', QCOW2)
    const { Derived, State, Error: why } = await images.done('disk.qcow2')
    expect([State, why]).toEqual(['ready', ''])
    const made = await served(Derived?.Path ?? '')
    expect([made.length, sha256(made)]).toEqual([Derived?.Bytes, Derived?.Sha256])
    expect(zstdDecompressSync(made)).toEqual(DISK)
    expect(zstdFrameHeader(made)?.contentSize).toBe(DISK.length)
  })

  it('that cannot be read nothing is stored', async () => {
    const answer = await images.upload('backed.qcow2', buildQcow2({ patches: [{ at: 8, value: 4096n }] }))
    expect(answer.status).toBe(400)
    expect(answer.body.toString()).toMatch(/backing file.*qemu-img convert/)
    expect((await server.call('GET', '/images/backed.qcow2')).status).toBe(404)
    expect(await images.leftovers()).toEqual([])
  })

  it('that was put there and cannot be read the reason is told', async () => {
    const broken = buildQcow2({ patches: [{ at: 1024, value: 1n << 40n }] })
    await writeFile(join(files, 'broken.qcow2'), broken)
    const { State, Error: why } = await images.done('broken.qcow2')
    expect(State).toBe('failed')
    expect(why).toMatch(/the qcow2 image has a cluster at 1099511627776, behind its end; look at it with/)
    await server.call('DELETE', '/images/broken.qcow2')
  })

  it('the disk is made anew when somebody replaced or lost it', async () => {
    await images.upload('again.qcow2', QCOW2)
    const { Derived } = await images.done('again.qcow2')
    const file = join(server.folder, 'tftpboot', Derived?.Path ?? '')
    await writeFile(file, 'something else')
    expect((await images.done('again.qcow2')).Derived).toEqual(Derived)
    expect(zstdDecompressSync(await served(Derived?.Path ?? ''))).toEqual(DISK)
    await rm(file)
    expect((await images.done('again.qcow2')).Derived).toEqual(Derived)
    expect(zstdDecompressSync(await served(Derived?.Path ?? ''))).toEqual(DISK)
  })
})

describe('who uses an image', () => {
  it('is told, and keeps it from being deleted', async () => {
    await images.upload('used.raw', RAW)
    await server.json('POST', '/profiles', {
      Name: 'webs',
      Params: { 'image-deploy/image-file': 'used.raw' },
    })
    const machine = (await server.json('POST', '/machines', {
      Name: 'used.example.com',
      Params: { 'image-deploy/image-url': 'http://boot.example.com:8091/files/images/used.raw' },
    })) as Machine
    await server.json('POST', '/pools', {
      Id: 'webs',
      AllocateActions: { AddParameters: { 'image-deploy/image-file': 'used.raw' } },
    })
    const users = async () =>
      (await images.get('used.raw')).UsedBy.map(({ Prefix, Name }) => `${Prefix}:${Name}`).sort()
    expect(await users()).toEqual(['machines:used.example.com', 'pools:webs', 'profiles:webs'])
    const refused = await server.call('DELETE', '/images/used.raw')
    expect([refused.status, JSON.parse(refused.text)]).toMatchObject([409, { Type: 'StillInUseError' }])
    expect(refused.text).toContain('In use by profiles:webs')

    await server.json('DELETE', '/profiles/webs')
    await server.json('DELETE', '/pools/webs')
    await server.json('PATCH', `/machines/${machine.Uuid}`, [
      { op: 'remove', path: '/Params/image-deploy~1image-url' },
    ])
    expect(await users()).toEqual([])
    expect((await server.call('DELETE', '/images/used.raw')).status).toBe(204)
    expect((await server.call('DELETE', '/images/used.raw')).status).toBe(404)
  })

  it('does not keep it when it is forced; what was made of it goes too', async () => {
    await images.upload('forced.qcow2', Buffer.concat([QCOW2, Buffer.alloc(512, 7)]))
    const { Derived } = await images.done('forced.qcow2')
    await server.json('POST', '/profiles', {
      Name: 'forced',
      Params: { 'image-deploy/image-file': 'forced.qcow2' },
    })
    expect((await server.call('DELETE', '/images/forced.qcow2')).status).toBe(409)
    expect((await server.call('DELETE', '/images/forced.qcow2?force=true')).status).toBe(204)
    expect((await fetch(`http://127.0.0.1:${server.server.ports.static}/${Derived?.Path}`)).status).toBe(404)
    await server.json('DELETE', '/profiles/forced')
  })
})

describe('pruning', () => {
  it('lists by default, and removes what nobody uses and is old enough', async () => {
    for (const { Name } of (await server.json('GET', '/images')) as Image[]) await images.remove(Name)
    await images.upload('old.raw', RAW)
    await images.upload('kept.raw', RAW)
    await images.upload('one.qcow2', QCOW2)
    await images.upload('two.qcow2', QCOW2)
    await images.done('one.qcow2')
    const disk = (await images.done('two.qcow2')).Derived?.Bytes ?? 0
    await server.json('POST', '/profiles', {
      Name: 'keeps',
      Params: { 'image-deploy/image-file': 'kept.raw' },
    })
    const prune = async (body: JsonObject) => {
      const pruned = (await server.json('POST', '/images/prune', body)) as {
        Images: Image[]
        Bytes: number
      }
      return { ...pruned, names: pruned.Images.map(({ Name }) => Name) }
    }
    expect((await prune({})).names).toEqual([])
    const listed = await prune({ OlderThan: 0 })
    expect(listed.names).toEqual(['old.raw', 'one.qcow2', 'two.qcow2'])
    // The two have one disk between them.
    expect(listed.Bytes).toBe(RAW.length + 2 * QCOW2.length + disk)
    await images.get('old.raw')
    expect((await prune({ OlderThan: 0, DryRun: false })).names).toEqual(listed.names)
    expect((await server.json('GET', '/images')) as Image[]).toMatchObject([{ Name: 'kept.raw' }])
    expect(await readdir(join(files, '.derived'))).toEqual([])
  })
})
