import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { request as requestSecurely } from 'node:https'
import { join } from 'node:path'
import type { Machine } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../api/test-server.ts'

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

describe('the files that machines load', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer({ secureStaticPort: 0 })
    const tree = join(server.folder, 'tftpboot')
    await writeFile(join(server.folder, 'secret'), 'outside')
    await mkdir(join(tree, 'demo'), { recursive: true })
    await writeFile(join(tree, 'demo', 'vmlinuz'), '0123456789')
    await symlink('../../secret', join(tree, 'demo', 'link'))
    await writeFile(join(tree, 'demo', 'vmlinuz.gz'), 'compressed')
    await writeFile(join(tree, 'demo', '.treeinfo'), 'hidden, but asked for')
    await writeFile(join(tree, 'demo', '.upload.part'), 'outside')
    await writeFile(join(tree, '.metalwright', 'record'), 'outside')
    await symlink('../.metalwright/record', join(tree, 'demo', 'own-link'))
  })
  afterAll(() => server.close())

  /** Sends the path as it is: no client library may tidy it up. */
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET', secure = false) =>
    new Promise<Answer>((resolve, reject) => {
      const { ports } = server.server
      const port = secure ? ports.secureStatic : ports.static
      const call = (secure ? requestSecurely : request)(
        { host: '127.0.0.1', port, path, headers, method, rejectUnauthorized: false },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text: Buffer.concat(chunks).toString(),
            }),
          )
        },
      )
      call.on('error', reject)
      call.end()
    })

  it('come whole, in ranges, or not at all when they are known', async () => {
    const whole = await get('/demo/vmlinuz')
    expect([whole.status, whole.text, whole.headers['content-length']]).toEqual([200, '0123456789', '10'])
    expect(await get('/demo/vmlinuz', { range: 'bytes=2-4' })).toMatchObject({
      status: 206,
      text: '234',
      headers: { 'content-range': 'bytes 2-4/10' },
    })
    expect((await get('/demo/vmlinuz', { range: 'bytes=-3' })).text).toBe('789')
    expect((await get('/demo/vmlinuz', { range: 'bytes=7-' })).text).toBe('789')
    expect((await get('/demo/vmlinuz', { range: 'bytes=10-' })).status).toBe(416)
    expect((await get('/demo/vmlinuz', { range: 'bytes=0-1,3-4' })).text).toBe('0123456789')
    const tag = String(whole.headers['etag'])
    expect((await get('/demo/vmlinuz', { 'if-none-match': tag })).status).toBe(304)
    expect((await get('/demo/vmlinuz', { range: 'bytes=2-4', 'if-range': '"old"' })).text).toBe('0123456789')
    expect((await get('/demo/vmlinuz', { range: 'bytes=2-4', 'if-range': tag })).text).toBe('234')
    expect((await get('/demo/vmlinuz', { range: 'bytes=2-4', 'if-match': '"old"' })).status).toBe(412)
    expect(await get('/demo/vmlinuz', { range: 'bytes=2-4' }, 'HEAD')).toMatchObject({
      status: 200,
      text: '',
      headers: { 'content-length': '10' },
    })
    expect((await get('/demo/vmlinuz', {}, 'POST')).status).toBe(405)
    // Installers look for such files in the trees of their discs.
    expect((await get('/demo/.treeinfo')).text).toBe('hidden, but asked for')
  })

  it('come compressed when that is asked for and they lie so beside the plain ones', async () => {
    const plain = await get('/demo/vmlinuz')
    expect([plain.headers['content-encoding'], plain.headers['vary']]).toEqual([undefined, 'Accept-Encoding'])
    const coded = await get('/demo/vmlinuz', { 'accept-encoding': 'gzip, deflate' })
    expect([coded.text, coded.headers['content-encoding'], coded.headers['vary']]).toEqual([
      'compressed',
      'gzip',
      'Accept-Encoding',
    ])
    expect(coded.headers['etag']).not.toBe(plain.headers['etag'])
    expect((await get('/demo/vmlinuz', { 'accept-encoding': 'br' })).text).toBe('0123456789')
    expect((await get('/demo/vmlinuz.gz', { 'accept-encoding': 'gzip' })).headers['content-encoding']).toBe(
      undefined,
    )
  })

  it('come by HTTPS, too, where that has a port, which is told', async () => {
    expect((await get('/demo/vmlinuz', { range: 'bytes=2-4' }, 'GET', true)).text).toBe('234')
    expect((await get('/../secret', {}, 'GET', true)).status).toBe(404)
    expect((await get('/demo/nothing', {}, 'GET', true)).status).toBe(404)
    expect(await server.json('GET', '/info')).toMatchObject({
      secure_prov_enabled: true,
      secure_file_port: server.server.ports.secureStatic,
    })
  })

  it.each([
    '/../secret',
    '/demo/../../secret',
    '/%2e%2e/secret',
    '/demo/%2e%2e/%2e%2e/secret',
    '/demo/%252e%252e/%252e%252e/secret',
    '/demo/..%2f..%2fsecret',
    '/demo/..%5c..%5csecret',
    '/demo/link',
    '/demo/own-link',
    '/.metalwright/record',
    '/demo/%2e%2e/.metalwright/record',
    '/demo/.upload.part',
    '/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
    '/demo/..%c0%afsecret',
    '/..%5c..%5csecret',
    '//../secret',
    '/demo/vmlinuz%00.txt',
    '/demo/%ff',
    '/demo',
    '/',
  ])('%s leads nowhere', async (path) => {
    const answer = await get(path)
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.text).not.toContain('outside')
  })

  it('are rendered for each machine while it is in the bootenv that has them', async () => {
    await server.json('POST', '/bootenvs', {
      Name: 'demo',
      OS: { Name: 'demo' },
      Kernel: 'vmlinuz',
      Templates: [
        {
          Name: 'ipxe',
          Path: '{{.Machine.MacAddr}}.ipxe',
          Contents: 'kernel {{.Env.PathFor "http" .Env.Kernel}} {{.BootParams}}',
        },
        { Name: 'seed', Path: '{{.Machine.Path}}/seed', Contents: '{{.Machine.Name}} {{.Param "colour"}}' },
      ],
      BootParams: 'name={{.Machine.ShortName}}',
    })
    const machine = (await server.json('POST', '/machines', {
      Name: 'web.example.com',
      BootEnv: 'demo',
      HardwareAddrs: ['52:54:00:00:00:09', '52:54:00:00:00:0a'],
      Params: { colour: 'red' },
    })) as Machine
    const port = server.server.ports.static
    for (const mac of machine.HardwareAddrs) {
      expect((await get(`/${mac}.ipxe`)).text).toBe(`kernel http://127.0.0.1:${port}/demo/vmlinuz name=web`)
    }
    const seed = `/machines/${machine.Uuid}/seed`
    expect((await get(seed)).text).toBe('web.example.com red')
    await server.json('POST', `/machines/${machine.Uuid}/params/colour`, 'blue')
    expect((await get(seed)).text).toBe('web.example.com blue')
    await server.json('PATCH', `/machines/${machine.Uuid}`, [
      { op: 'replace', path: '/BootEnv', value: 'local' },
    ])
    expect((await get(seed)).status).toBe(404)
    expect((await get('/52:54:00:00:00:09.ipxe')).text).toMatch(/sanboot/)
    await server.json('DELETE', `/machines/${machine.Uuid}`)
    expect((await get('/52:54:00:00:00:09.ipxe')).status).toBe(404)
  })

  it('say why when they cannot be rendered', async () => {
    const bootEnv = {
      Name: 'faulty',
      OS: { Name: 'faulty' },
      Templates: [
        { Name: 'seed', Path: 'machines/{{.Machine.UUID}}/faulty', Contents: '{{.Param "missing/one"}}' },
      ],
    }
    await server.json('POST', '/bootenvs', bootEnv)
    const machine = (await server.json('POST', '/machines', {
      Name: 'faulty.example.com',
      BootEnv: 'faulty',
    })) as Machine
    const answer = await get(`/machines/${machine.Uuid}/faulty`)
    expect([answer.status, answer.text]).toEqual([
      500,
      expect.stringMatching(/No such machine parameter missing\/one/),
    ])
    expect(answer.text).not.toMatch(/\n\s+at /)
  })

  it('can be uploaded, and appear whole or not at all', async () => {
    const headers = { 'content-type': 'application/octet-stream' }
    const upload = await server.call('POST', '/files/images/a.raw', undefined, { raw: 'abc', headers })
    expect([upload.status, JSON.parse(upload.text)]).toEqual([201, { Path: 'images/a.raw', Size: 3 }])
    expect((await get('/files/images/a.raw')).text).toBe('abc')
    expect(await server.json('GET', '/files?path=images')).toEqual(['a.raw'])
    expect(await server.json('GET', '/files')).toEqual(['images/'])
    for (const path of [
      '/files/../secret',
      '/files/images/.x.part',
      '/files/.metalwright/x',
      '/files/images/%2e%2e/x',
    ]) {
      const refused = await server.call('POST', path, undefined, { raw: 'x', headers })
      expect([path, refused.status >= 400]).toEqual([path, true])
    }
    expect((await server.call('DELETE', '/files/images/a.raw')).status).toBe(204)
    expect((await get('/files/images/a.raw')).status).toBe(404)
  })
})
