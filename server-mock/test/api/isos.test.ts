import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { access, lstat, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BootEnv, Event, JsonValue, Machine } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { buildIso, folder, type Tree } from '../boot/archive/iso-builder.ts'
import { openCall, rawCall } from './raw-call.ts'
import { startTestServer, type TestServer } from './test-server.ts'

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex')

/** An image with a kernel; the text makes it another image. */
function iso(text: string, more: Tree = {}): Buffer {
  const pxeboot = folder({
    vmlinuz: Buffer.from(`kernel ${text}`),
    'initrd.img': Buffer.from(`initrd ${text}`),
  })
  const tree = { '.treeinfo': Buffer.from(text), images: folder({ pxeboot }), ...more }
  return buildIso(tree, { rockRidge: true })
}

let server: TestServer
let tree: string
beforeAll(async () => {
  server = await startTestServer()
  tree = join(server.folder, 'tftpboot')
})
afterAll(() => server.close())

const call = (method: string, path: string, body?: Buffer | string, headers?: Record<string, string>) =>
  rawCall(server, method, path, body, headers)
const upload = async (name: string, image: Buffer) => {
  expect((await call('POST', `/isos/${name}`, image)).status).toBe(201)
}

/** Creates a bootenv that boots from an image. */
async function bootEnv(
  Name: string,
  os: { readonly [field: string]: JsonValue },
  more: object = {},
): Promise<BootEnv> {
  return (await server.json('POST', '/bootenvs', {
    Name,
    OS: { Name, ...os },
    Kernel: 'images/pxeboot/vmlinuz',
    Initrds: ['images/pxeboot/initrd.img'],
    Templates: [{ Name: 'pxelinux', Path: `pxelinux.cfg/${Name}`, Contents: 'x' }],
    ...JSON.parse(JSON.stringify(more)),
  })) as BootEnv
}

const errors = async (name: string) => {
  const { Available, Errors } = (await server.json('GET', `/bootenvs/${name}`)) as BootEnv
  expect(Available).toBe(Errors.length === 0)
  return Errors
}
const settled = (name: string, expected: unknown) =>
  expect.poll(() => errors(name), { timeout: 5000 }).toEqual(expected)
const edit = (name: string, path: string, value: JsonValue) =>
  server.json('PATCH', `/bootenvs/${name}`, [{ op: 'replace', path, value }])

/** What a machine gets at a path of the file server. */
const served = (path: string) =>
  new Promise<string>((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: server.server.ports.static, path }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve(`${response.statusCode} ${Buffer.concat(chunks).toString()}`))
    })
    asked.on('error', reject)
    asked.end()
  })

describe('ISO images', () => {
  it('are uploaded, listed, loaded, described and deleted', async () => {
    const bytes = Buffer.from('0123456789')
    const answer = await call('POST', '/isos/plain.iso', bytes)
    expect([answer.status, answer.json(), answer.headers['x-drp-sha256sum']]).toEqual([
      201,
      { Path: 'plain.iso', Size: 10 },
      sha256(bytes),
    ])
    expect((await call('GET', '/isos')).json()).toEqual(['plain.iso'])
    const part = await call('GET', '/isos/plain.iso', undefined, { range: 'bytes=2-4' })
    expect([part.status, part.body.toString()]).toEqual([206, '234'])
    const head = await call('HEAD', '/isos/plain.iso')
    expect([head.headers['content-length'], head.headers['x-drp-sha256sum']]).toEqual(['10', sha256(bytes)])
    expect(await served('/isos/plain.iso')).toBe('200 0123456789')
    expect((await call('DELETE', '/isos/plain.iso')).status).toBe(204)
    for (const method of ['GET', 'HEAD', 'DELETE']) {
      expect((await call(method, '/isos/plain.iso')).status).toBe(404)
    }
    expect((await call('DELETE', '/isos/plain.iso')).json()).toMatchObject({ Messages: ['no such iso'] })
  })

  it('are refused as DRP does', async () => {
    expect((await call('POST', '/isos/a', 'x', { 'content-type': 'text/plain' })).json()).toMatchObject({
      Code: 415,
      Messages: ['Invalid content type text/plain,', 'Want application/octet-stream or multipart/form-data'],
    })
    const empty = openCall(server, 'POST', '/isos/a', { 'content-type': 'application/octet-stream' })
    empty.request.useChunkedEncodingByDefault = false
    empty.request.removeHeader('transfer-encoding')
    empty.request.end()
    expect((await empty.answer).json()).toMatchObject({ Code: 400, Messages: ['Missing request body'] })
    for (const path of ['/isos/..', '/isos/%2e%2e%2fevil', '/isos/a%2fb', '/isos/.a.part', '/isos/a%5cb']) {
      for (const method of ['POST', 'DELETE', 'GET']) {
        const answer = await call(method, path, method === 'POST' ? 'x' : undefined)
        expect([path, answer.status >= 400]).toEqual([path, true])
      }
    }
    const headers = { 'content-type': 'application/octet-stream', 'content-length': '6' }
    const slow = openCall(server, 'POST', '/isos/busy', headers)
    slow.request.write('abc')
    await expect.poll(() => readdir(join(tree, 'isos'))).toContain('.busy.part')
    expect((await call('POST', '/isos/busy', 'x')).json()).toMatchObject({
      Code: 409,
      Messages: ['Already uploading'],
    })
    slow.request.end('def')
    expect((await slow.answer).status).toBe(201)
  })
})

describe('a bootenv with an ISO', () => {
  it('says where to get it, is unpacked when it comes, and then serves machines', async () => {
    const events: Event[] = []
    const socket = new WebSocket(`wss://127.0.0.1:${server.server.ports.api}/api/v3/ws`, {
      rejectUnauthorized: false,
      headers: { authorization: `Basic ${Buffer.from('rocketskates:r0cketsk8ts').toString('base64')}` },
    })
    socket.on('message', (data) => events.push(JSON.parse(String(data))))
    await once(socket, 'open')
    socket.send('register bootenvs.*.demo-7-install')
    await expect.poll(() => events.length).toBe(1)

    const image = iso('demo 7')
    const os = {
      Name: 'demo-7',
      IsoFile: 'demo-7.iso',
      IsoSha256: sha256(image),
      IsoUrl: 'http://a/demo-7.iso',
    }
    await bootEnv('demo-7-install', os)
    expect(await errors('demo-7-install')).toEqual([
      'Explode ISO: iso does not exist: isos/demo-7.iso',
      'You can download the required ISO from http://a/demo-7.iso',
    ])
    const machine = (await server.json('POST', '/machines', {
      Name: 'web.example.com',
      BootEnv: 'demo-7-install',
    })) as Machine
    expect(machine.Available).toBe(false)

    await upload('demo-7.iso', image)
    await settled('demo-7-install', [])
    expect(await served('/demo-7/install/images/pxeboot/vmlinuz')).toBe('200 kernel demo 7')
    expect(await served('/demo-7/install/.treeinfo')).toBe('200 demo 7')
    expect(await readdir(join(tree, '.metalwright/staged'), { recursive: true })).toHaveLength(1)
    await expect
      .poll(async () => ((await server.json('GET', `/machines/${machine.Uuid}`)) as Machine).Available)
      .toBe(true)

    const told = events.slice(1).map(({ Action, Object: object }) => [Action, (object as BootEnv).Errors])
    expect(told).toEqual([
      ['create', expect.any(Array)],
      ['save', ['Exploding ISO: isos/demo-7.iso']],
      ['save', []],
    ])
    socket.terminate()
  })

  it('that was there before it', async () => {
    await upload('early.iso', iso('early'))
    await bootEnv('early', { IsoFile: 'early.iso' })
    await settled('early', [])
    expect(await served('/early/images/pxeboot/vmlinuz')).toBe('200 kernel early')
  })

  it('that is another than it should be', async () => {
    await upload('digest.iso', iso('wrong'))
    await bootEnv('digest', { IsoFile: 'digest.iso', IsoSha256: sha256(iso('right')).toUpperCase() })
    const bad = `SHA256 bad. actual: ${sha256(iso('wrong'))} expected: ${sha256(iso('right'))}`
    await settled('digest', [bad])
    await upload('digest.iso', iso('right'))
    await settled('digest', [])
  })

  it('that is none, or damaged, until a good one comes', async () => {
    await bootEnv('broken', { IsoFile: 'broken.iso' })
    await upload('broken.iso', Buffer.from('<html>404</html>'))
    await settled('broken', [
      expect.stringMatching(/^Explode ISO: isos\/broken.iso: it is no ISO 9660 image/),
    ])
    const image = iso('broken', { big: Buffer.alloc(100_000) })
    await upload('broken.iso', image.subarray(0, 60_000))
    await settled('broken', [expect.stringMatching(/^Explode ISO: isos\/broken.iso: .*cut short/)])
    expect(await served('/broken/.treeinfo')).toMatch(/^404/)
    await upload('broken.iso', image)
    await settled('broken', [])
    expect(await served('/broken/.treeinfo')).toBe('200 broken')
  })

  it('that has no such kernel', async () => {
    await upload('bare.iso', iso('bare'))
    await bootEnv(
      'bare',
      { IsoFile: 'bare.iso' },
      { Kernel: 'linux', Initrds: ['../x', 'images/pxeboot/initrd.img'] },
    )
    await settled('bare', [
      'bootenv: bare: missing kernel linux (bare/linux)',
      'bootenv: bare: missing initrd ../x (bare/../x)',
    ])
    await edit('bare', '/Initrds', [])
    await edit('bare', '/Kernel', 'images/pxeboot/vmlinuz')
    expect(await errors('bare')).toEqual([])
  })

  it('is unpacked anew when the image changes, and keeps its files when the image goes', async () => {
    await upload('moving.iso', iso('first', { old: Buffer.from('x') }))
    await bootEnv('moving', { IsoFile: 'moving.iso' })
    await settled('moving', [])
    await upload('moving.iso', iso('second'))
    await expect.poll(() => served('/moving/.treeinfo'), { timeout: 5000 }).toBe('200 second')
    await settled('moving', [])
    expect(await served('/moving/old')).toMatch(/^404/)
    expect((await call('DELETE', '/isos/moving.iso')).status).toBe(204)
    await edit('moving', '/Description', 'looked at again')
    expect(await errors('moving')).toEqual([])
    await rm(join(tree, 'moving'), { recursive: true })
    await edit('moving', '/Description', 'and again')
    expect(await errors('moving')).toEqual(['Explode ISO: iso does not exist: isos/moving.iso'])
  })

  it('that comes with a content pack', async () => {
    const env = { Name: 'packed', OS: { Name: 'packed', IsoFile: 'packed.iso' } }
    const meta = { Name: 'pack', Version: 'v1.0.0' }
    await server.json('POST', '/contents', { meta, sections: { bootenvs: { packed: env } } })
    await settled('packed', ['Explode ISO: iso does not exist: isos/packed.iso'])
    await upload('packed.iso', iso('packed'))
    await settled('packed', [])
    expect(await served('/packed/.treeinfo')).toBe('200 packed')
  })

  it('for each architecture', async () => {
    const arch = { IsoFile: 'arm.iso', Kernel: 'images/pxeboot/vmlinuz' }
    await bootEnv('arches-install', {
      Name: 'arches',
      IsoFile: 'amd.iso',
      SupportedArchitectures: { aarch64: arch },
    })
    await upload('amd.iso', iso('amd'))
    await settled('arches-install', ['Explode ISO: iso does not exist: isos/arm.iso'])
    await upload('arm.iso', iso('arm'))
    await settled('arches-install', [])
    expect(await served('/arches/install/.treeinfo')).toBe('200 amd')
    expect(await served('/arches/arm64/install/.treeinfo')).toBe('200 arm')
  })

  it('does not lose the folders of others that lie in its own', async () => {
    await upload('inner.iso', iso('inner'))
    await upload('outer.iso', iso('outer'))
    await bootEnv('nested-install', { Name: 'nested', IsoFile: 'inner.iso' })
    await settled('nested-install', [])
    await bootEnv('nested', { IsoFile: 'outer.iso' })
    await settled('nested', [])
    expect(await served('/nested/install/.treeinfo')).toBe('200 inner')
    expect(await served('/nested/.treeinfo')).toBe('200 outer')
    await upload('outer.iso', iso('clash', { install: folder({}) }))
    await settled('nested', [expect.stringMatching(/its folder install is taken/)])
    expect(await served('/nested/.treeinfo')).toBe('200 outer')
  })

  it('never takes the place of files that came from no image', async () => {
    await mkdir(join(tree, 'manual'))
    await writeFile(join(tree, 'manual/precious'), 'x')
    await upload('manual.iso', iso('manual'))
    await bootEnv('manual', { IsoFile: 'manual.iso' })
    await settled('manual', [expect.stringMatching(/holds files that came from no ISO \(precious\)/)])
    expect(await readdir(join(tree, 'manual'))).toEqual(['precious'])
    await rm(join(tree, 'manual/precious'))
    await edit('manual', '/Description', 'moved away')
    await settled('manual', [])
  })

  it('does not fight with another one for a folder', async () => {
    await upload('one.iso', iso('one'))
    await upload('two.iso', iso('two'))
    await bootEnv('rival-a', { Name: 'rival', IsoFile: 'one.iso' })
    await settled('rival-a', [])
    await bootEnv('rival-b', { Name: 'rival', IsoFile: 'two.iso' })
    await settled('rival-b', [
      expect.stringMatching(/folder rival has the files of one.iso for bootenv rival-a/),
    ])
    expect(await errors('rival-a')).toEqual([])
    expect(await served('/rival/.treeinfo')).toBe('200 one')
    await edit('rival-a', '/OS/Name', 'rival-a')
    await settled('rival-a', [])
    await settled('rival-b', [])
    expect(await served('/rival/.treeinfo')).toBe('200 two')
  })

  it.each([
    [{ Name: '../evil', IsoFile: 'early.iso' }, /"..\/evil" cannot be a folder/],
    [{ Name: 'files', IsoFile: 'early.iso' }, /"files" cannot be a folder/],
    [{ Name: 'a/../../elsewhere', IsoFile: 'early.iso' }, /cannot be a folder/],
    [{ Name: '.metalwright', IsoFile: 'early.iso' }, /cannot be a folder/],
    [{ Name: 'sound', IsoFile: '../../secret' }, /"..\/..\/secret" cannot be the name of an ISO/],
  ])('cannot lead out of the tree: %j', async (os, reason) => {
    const name = `evil-${os.Name.replaceAll(/[^a-z]/g, '')}`
    await bootEnv(name, os)
    expect(await errors(name)).toEqual([expect.stringMatching(reason)])
    await expect(access(join(server.folder, 'evil'))).rejects.toThrow()
  })
})

describe('a server that starts again', () => {
  it('does not unpack again what is there, and what a crash has left is gone', async () => {
    const baseRoot = await mkdtemp(join(tmpdir(), 'metalwright-isos-'))
    const settings = { baseRoot, store: 'sqlite' } as const
    const first = await startTestServer(settings)
    await rawCall(first, 'POST', '/isos/again.iso', iso('again'))
    await first.json('POST', '/bootenvs', { Name: 'again', OS: { Name: 'again', IsoFile: 'again.iso' } })
    const available = async (at: TestServer) =>
      ((await at.json('GET', '/bootenvs/again')) as BootEnv).Available
    await expect.poll(() => available(first)).toBe(true)
    await first.close()
    const made = join(baseRoot, 'tftpboot/again')
    const before = await lstat(made)
    const [host = ''] = await readdir(join(baseRoot, 'tftpboot/.metalwright/staged'))
    await mkdir(join(baseRoot, 'tftpboot/.metalwright/staged', host, 'half-done/made'), { recursive: true })

    const second = await startTestServer(settings)
    expect(await available(second)).toBe(true)
    await rawCall(second, 'POST', '/isos/other.iso', 'x')
    expect((await lstat(made)).ino).toBe(before.ino)
    expect(await readFile(join(made, '.again.rebar_canary'), 'utf8')).toBe(`${sha256(iso('again'))}\n`)
    await second.close()
    const left = await readdir(join(baseRoot, 'tftpboot/.metalwright/staged'), { recursive: true })
    expect(left.filter((name) => name.includes('half-done'))).toEqual([])
    await rm(baseRoot, { recursive: true })
  })
})
