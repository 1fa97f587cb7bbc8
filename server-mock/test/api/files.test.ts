import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Client } from '@metalwright/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildTar } from '../boot/archive/tar-builder.ts'
import { openCall, rawCall } from './raw-call.ts'
import { startTestServer, type TestServer } from './test-server.ts'

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex')
const BYTES = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7) % 251))

let server: TestServer
let tree: string
beforeAll(async () => {
  server = await startTestServer()
  tree = join(server.folder, 'tftpboot')
})
afterAll(() => server.close())

const call = (method: string, path: string, body?: Buffer | string, headers?: Record<string, string>) =>
  rawCall(server, method, path, body, headers)
const brief = async (answer: ReturnType<typeof call>) => {
  const { status, json } = await answer
  const { Messages, Model } = json() as { Messages: string[]; Model: string }
  return [status, Model, ...Messages]
}
/** Names left behind of uploads that failed. */
const leftovers = async () =>
  (await readdir(tree, { recursive: true })).filter(
    (name) => name.endsWith('.part') || /staged\/.*\//.test(name),
  )

describe('a file is uploaded', () => {
  it('with parents, size and digest', async () => {
    const answer = await call('POST', '/files/images/debian/disk.raw', BYTES)
    expect([answer.status, answer.json(), answer.headers['x-drp-sha256sum']]).toEqual([
      201,
      { Path: 'images/debian/disk.raw', Size: BYTES.length },
      sha256(BYTES),
    ])
    expect((await readFile(join(tree, 'files/images/debian/disk.raw'))).equals(BYTES)).toBe(true)
    expect((await call('GET', '/files')).json()).toEqual(['images/'])
    expect((await call('GET', '/files?path=images/debian')).json()).toEqual(['disk.raw'])
    expect((await call('GET', '/files?path=missing')).status).toBe(404)
    expect((await call('GET', '/files?path=../isos')).status).toBe(404)
  })

  it('over one that is there, and empty', async () => {
    await call('POST', '/files/again', 'first')
    expect((await call('POST', '/files/again', '')).json()).toEqual({ Path: 'again', Size: 0 })
    const answer = await call('GET', '/files/again')
    expect([answer.status, answer.body.length, answer.headers['content-length']]).toEqual([200, 0, '0'])
  })

  it('as the part `file` of a form, whatever else is in it', async () => {
    const form = new FormData()
    form.set('name', 'ignored')
    form.set('file', new Blob([BYTES]), '../../evil.sh')
    const encoded = new Response(form)
    const type = encoded.headers.get('content-type') ?? ''
    const body = Buffer.from(await encoded.arrayBuffer())
    const answer = await call('POST', '/files/form.bin', body, { 'content-type': type })
    expect([answer.status, answer.json(), answer.headers['x-drp-sha256sum']]).toEqual([
      201,
      { Path: 'form.bin', Size: BYTES.length },
      sha256(BYTES),
    ])
    // Cut short within the file.
    const cut = call('POST', '/files/cut.bin', body.subarray(0, body.length / 2), { 'content-type': type })
    expect((await cut).status).toBe(400)
    expect((await call('GET', '/files/cut.bin')).status).toBe(404)
    const other = new FormData()
    other.set('other', new Blob(['x']), 'x')
    const none = new Response(other)
    const noneType = { 'content-type': none.headers.get('content-type') ?? '' }
    const missing = call('POST', '/files/none', Buffer.from(await none.arrayBuffer()), noneType)
    expect(await brief(missing)).toEqual([400, 'files', 'Missing upload body'])
    const noBoundary = call('POST', '/files/none', 'x', { 'content-type': 'multipart/form-data' })
    expect((await noBoundary).status).toBe(400)
    expect(await leftovers()).toEqual([])
  })

  it('when its digest is what was announced', async () => {
    const headers = { 'x-drp-sha256sum': sha256('right').toUpperCase() }
    expect((await call('POST', '/files/checked', 'right', headers)).status).toBe(201)
    expect(await brief(call('POST', '/files/checked', 'wrong', headers))).toEqual([
      400,
      'files',
      `SHA256 bad. actual: ${sha256('wrong')} expected: ${sha256('right')}`,
    ])
    expect((await call('GET', '/files/checked')).body.toString()).toBe('right')
    expect((await call('POST', '/files/checked', 'x', { 'x-drp-sha256sum': 'abc' })).status).toBe(400)
    expect(await leftovers()).toEqual([])
  })

  it('only as long as nobody else uploads the same one', async () => {
    const headers = { 'content-type': 'application/octet-stream', 'content-length': '6' }
    const slow = openCall(server, 'POST', '/files/busy', headers)
    slow.request.write('abc')
    await expect.poll(() => readdir(join(tree, 'files'))).toContain('.busy.part')
    expect(await brief(call('POST', '/files/busy', 'other'))).toEqual([
      409,
      'files',
      'File already uploading',
    ])
    // It is not shown, and cannot be had or removed, while it comes.
    expect((await call('GET', '/files')).json()).not.toContain('.busy.part')
    for (const method of ['GET', 'DELETE', 'POST']) {
      const body = method === 'POST' ? 'x' : undefined
      expect((await call(method, '/files/.busy.part', body)).status).toBeGreaterThanOrEqual(400)
    }
    slow.request.end('def')
    expect((await slow.answer).status).toBe(201)
    expect((await call('POST', '/files/busy', 'other')).status).toBe(201)
  })

  it('not when it breaks off', async () => {
    const headers = { 'content-type': 'application/octet-stream', 'content-length': '600' }
    const broken = openCall(server, 'POST', '/files/broken', headers)
    broken.request.write('abc')
    await expect.poll(() => readdir(join(tree, 'files'))).toContain('.broken.part')
    broken.request.destroy()
    await expect.poll(leftovers).toEqual([])
    expect((await call('GET', '/files/broken')).status).toBe(404)
    expect((await call('POST', '/files/broken', 'whole')).status).toBe(201)
  })
})

describe('an upload is refused', () => {
  it.each<[string, string, Record<string, string>, (number | string)[]]>([
    ['for a folder', '/files/folder/', {}, [403, 'files', 'Cannot upload a directory']],
    [
      'of another type',
      '/files/a',
      { 'content-type': 'text/plain' },
      [400, 'files', 'Want content-type application/octet-stream, not text/plain'],
    ],
  ])('%s', async (_name, path, headers, expected) => {
    expect(await brief(call('POST', path, 'x', headers))).toEqual(expected)
  })

  it('without a body', async () => {
    const { request, answer } = openCall(server, 'POST', '/files/a', {
      'content-type': 'application/octet-stream',
    })
    request.removeHeader('transfer-encoding')
    request.useChunkedEncodingByDefault = false
    request.end()
    expect((await answer).json()).toMatchObject({ Code: 400, Messages: ['Missing upload body'] })
  })

  it('where a file is in the way of a folder, or a folder of a file', async () => {
    await call('POST', '/files/plain', 'x')
    await mkdir(join(tree, 'files/taken/inside'), { recursive: true })
    expect(await brief(call('POST', '/files/plain/below', 'x'))).toEqual([
      409,
      'files',
      'Cannot create directory plain/below',
    ])
    expect(await brief(call('POST', '/files/taken', 'x'))).toEqual([
      409,
      'files',
      'Unable to upload',
      expect.stringMatching(/^[^/]*(files\/taken|way)[^/]*$/),
    ])
    expect(await leftovers()).toEqual([])
  })

  it.each([
    '/files/../evil',
    '/files/%2e%2e/evil',
    '/files/a/%2e%2e/%2e%2e/evil',
    '/files/..%2fevil',
    '/files/%2e%2e%2f%2e%2e%2fevil',
    '/files/a%5c..%5cevil',
    '/files/nul%00',
    '/files/.metalwright/digests/x',
    '/files/out/evil',
    `/files/${'x'.repeat(300)}`,
  ])('to %s', async (path) => {
    const outside = join(server.folder, 'outside')
    await mkdir(outside, { recursive: true })
    await rm(join(tree, 'files/out'), { force: true })
    await symlink(outside, join(tree, 'files/out'))
    for (const suffix of ['', '?explode=true']) {
      const answer = await call('POST', `${path}${suffix}`, buildTar([{ path: 'evil', body: 'x' }]))
      expect(answer.status).toBeGreaterThanOrEqual(400)
    }
    expect(await readdir(outside)).toEqual([])
    expect(await readdir(server.folder)).not.toContain('evil')
    expect(await readdir(tree)).not.toContain('evil')
  })
})

describe('a file is downloaded', () => {
  beforeAll(() => call('POST', '/files/ten', '0123456789'))

  it('whole, in ranges, or not at all when it is known', async () => {
    const whole = await call('GET', '/files/ten')
    expect([whole.status, whole.body.toString(), whole.headers['content-type']]).toEqual([
      200,
      '0123456789',
      'application/octet-stream',
    ])
    expect(whole.headers['x-drp-sha256sum']).toBe(sha256('0123456789'))
    const get = (headers: Record<string, string>) => call('GET', '/files/ten', undefined, headers)
    const part = await get({ range: 'bytes=2-4' })
    expect([part.status, part.body.toString(), part.headers['content-range']]).toEqual([
      206,
      '234',
      'bytes 2-4/10',
    ])
    expect((await get({ range: 'bytes=-3' })).body.toString()).toBe('789')
    expect((await get({ range: 'bytes=0-1,3-4,6-7' })).body.toString()).toBe('0123456789')
    const beyond = await get({ range: 'bytes=10-' })
    expect([beyond.status, beyond.headers['content-range']]).toEqual([416, 'bytes */10'])
    const tag = String(whole.headers['etag'])
    expect((await get({ 'if-none-match': tag })).status).toBe(304)
    expect((await get({ range: 'bytes=2-4', 'if-range': tag })).status).toBe(206)
    expect((await get({ range: 'bytes=2-4', 'if-range': '"other"' })).status).toBe(200)
    expect((await call('GET', '/files/missing')).json()).toMatchObject({ Model: 'files', Key: 'missing' })
  })

  it('and described by HEAD, also when it was put there by hand or changed', async () => {
    const head = await call('HEAD', '/files/ten')
    expect([head.status, head.body.length, head.headers['content-length']]).toEqual([200, 0, '10'])
    expect(head.headers).toMatchObject({
      'x-drp-sha256sum': sha256('0123456789'),
      'content-type': 'application/octet-stream',
    })
    const file = join(tree, 'files/by-hand')
    await writeFile(file, 'first')
    const digest = async () => (await call('HEAD', '/files/by-hand')).headers['x-drp-sha256sum']
    expect((await call('GET', '/files/by-hand')).headers['x-drp-sha256sum']).toBeUndefined()
    expect(await digest()).toBe(sha256('first'))
    expect((await call('GET', '/files/by-hand')).headers['x-drp-sha256sum']).toBe(sha256('first'))
    // Same size and date, but another file.
    const { atime, mtime } = await stat(file)
    await rm(file)
    await writeFile(`${file}.new`, 'other')
    await writeFile(file, 'other')
    await utimes(file, atime, mtime)
    await rm(`${file}.new`)
    expect(await digest()).toBe(sha256('other'))
    expect((await call('HEAD', '/files/missing')).status).toBe(404)
  })

  it('by those who may', async () => {
    for (const method of ['GET', 'HEAD', 'POST', 'DELETE']) {
      const answer = await call(method, '/files/ten', undefined, { authorization: 'Basic eDp5' })
      expect([method, answer.status]).toEqual([method, 403])
    }
  })
})

describe('a file is deleted', () => {
  it('and an empty folder, and nothing else', async () => {
    await call('POST', '/files/gone/file', 'x')
    expect(await brief(call('DELETE', '/files/gone'))).toEqual([404, 'files', 'Unable to delete'])
    expect((await call('DELETE', '/files/gone/file')).status).toBe(204)
    expect((await call('DELETE', '/files/gone')).status).toBe(204)
    expect(await brief(call('DELETE', '/files/gone'))).toEqual([404, 'files', 'Unable to delete'])
    for (const path of ['/files/a%2f..%2f..%2fb', '/files/.metalwright']) {
      expect(await brief(call('DELETE', path))).toEqual([403, 'files', 'Cannot delete'])
    }
  })

  it('as a link, and not what it leads to', async () => {
    await call('POST', '/files/target', 'x')
    await symlink('target', join(tree, 'files/link'))
    expect((await call('DELETE', '/files/link')).status).toBe(204)
    expect((await call('GET', '/files/target')).status).toBe(200)
  })
})

describe('an archive is unpacked', () => {
  const archive = buildTar([
    { path: 'config/', type: 'Directory' },
    { path: 'config/a.yaml', body: 'new' },
    { path: 'config/b.yaml', body: 'b' },
    { path: 'current', type: 'SymbolicLink', target: 'config' },
  ])

  it('below the named folder, over what is there', async () => {
    await call('POST', '/files/site/config/a.yaml', 'old')
    await call('POST', '/files/site/config/kept.yaml', 'kept')
    const packed = gzipSync(archive)
    const headers = { 'x-drp-sha256sum': sha256(packed) }
    const answer = await call('POST', '/files/site?explode=true', packed, headers)
    expect([answer.status, answer.json(), answer.headers['x-drp-sha256sum']]).toEqual([
      201,
      { Path: 'site', Size: packed.length },
      sha256(packed),
    ])
    expect((await call('GET', '/files?path=site')).json()).toEqual(['config/', 'current'])
    expect((await call('GET', '/files?path=site/config')).json()).toEqual(['a.yaml', 'b.yaml', 'kept.yaml'])
    expect((await call('GET', '/files/site/current/a.yaml')).body.toString()).toBe('new')
    // The same once more, now over its own link.
    expect((await call('POST', '/files/site?explode=true', archive)).status).toBe(201)
  })

  it('or not at all', async () => {
    const evil = buildTar([
      { path: 'good', body: 'x' },
      { path: '../evil', body: 'x' },
    ])
    const refused = call('POST', '/files/fresh?explode=true', evil)
    expect(await brief(refused)).toEqual([
      400,
      'files',
      expect.stringMatching(/^Cannot explode fresh: "..\/evil"/),
    ])
    const wrong = call('POST', '/files/fresh?explode=true', archive, { 'x-drp-sha256sum': sha256('x') })
    expect(await brief(wrong)).toEqual([400, 'files', expect.stringMatching(/^SHA256 bad/)])
    await call('POST', '/files/clash/config', 'a file, not a folder')
    const clash = call('POST', '/files/clash?explode=true', archive)
    expect(await brief(clash)).toEqual([
      409,
      'files',
      'Unable to upload',
      expect.stringMatching(/^[^/]*(files\/taken|way)[^/]*$/),
    ])
    expect((await call('GET', '/files?path=fresh')).status).toBe(404)
    expect((await call('GET', '/files?path=clash')).json()).toEqual(['config'])
    expect(await leftovers()).toEqual([])
  })
})

describe('the SDK', () => {
  it('uploads, describes, unpacks and loads what the server has', async () => {
    const client = new Client({
      endpoint: `https://127.0.0.1:${server.server.ports.api}`,
      key: 'rocketskates:r0cketsk8ts',
      fingerprint: server.server.fingerprint,
    })
    const source = join(server.folder, 'source')
    await writeFile(source, BYTES)
    const digest = sha256(BYTES)
    const stored = await client.files.upload('sdk/disk.raw', { file: source }, { sha256: digest })
    expect(stored).toEqual({ Path: 'sdk/disk.raw', Size: BYTES.length, Sha256: digest })
    expect(await client.files.stat('sdk/disk.raw')).toMatchObject({ size: BYTES.length, sha256: digest })
    const archive = gzipSync(buildTar([{ path: 'inner/file', body: 'text' }]))
    await client.files.upload('sdk/tree', archive, { explode: true })
    expect(await client.files.list('sdk/tree')).toEqual(['inner/'])
    const target = join(server.folder, 'target')
    await writeFile(`${target}.part`, BYTES.subarray(0, 100_000))
    expect(await client.files.downloadTo('sdk/disk.raw', target)).toEqual({
      size: BYTES.length,
      sha256: digest,
    })
    expect((await readFile(target)).equals(BYTES)).toBe(true)
    const wrong = client.files.upload('sdk/wrong', twice(), { sha256: digest })
    await expect(wrong).rejects.toMatchObject({ code: 'digest_mismatch' })
    expect([await client.files.exists('sdk/wrong'), await client.isos.exists('none.iso')]).toEqual([
      false,
      false,
    ])
    await client.close()
  })
})

async function* twice() {
  yield Buffer.from('one')
  yield Buffer.from('two')
}
