import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../api/test-server.ts'

/** Boot files that lie on a mirror: the file server reads them through. */
describe('boot files of a mirror', () => {
  let server: TestServer
  let mirror: Server
  const asked: string[] = []
  beforeAll(async () => {
    mirror = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`)
      if (request.url === '/moved/linux') {
        response.writeHead(302, { Location: '/debian/images/linux' }).end()
      } else if (request.url === '/debian/images/linux') {
        response.writeHead(200, { 'Content-Length': 6 }).end(request.method === 'HEAD' ? undefined : 'kernel')
      } else if (request.url === '/arm/linux') response.end('for arm64')
      else response.writeHead(404).end()
    })
    await new Promise<void>((resolve) => {
      mirror.listen(0, '127.0.0.1', () => resolve())
    })
    const address = mirror.address()
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
    server = await startTestServer()
    const common = { packageType: 'deb', repoType: 'apt', installSource: true, url: `${url}/debian` }
    await server.json('POST', '/profiles', {
      Name: 'mirrors',
      Params: {
        'package-repositories': [
          { ...common, tag: 'arm', os: ['demo-1'], arch: 'arm64', bootloc: `${url}/arm` },
          { ...common, tag: 'demo', os: ['demo-1'], bootloc: 'images' },
          { ...common, tag: 'moved', os: ['demo-2'], bootloc: `${url}/moved` },
          { ...common, tag: 'none', os: ['demo-3'] },
          { ...common, tag: 'file', os: ['demo-4'], bootloc: 'file:///etc' },
        ],
      },
    })
    for (const name of ['demo-1', 'demo-2', 'demo-3', 'demo-4']) {
      await server.json('POST', '/bootenvs', {
        Name: `${name}-install`,
        OS: {
          Name: name,
          SupportedArchitectures: { aarch64: { Kernel: 'linux', Initrds: [], BootParams: '' } },
        },
        Kernel: 'linux',
        Initrds: ['initrd.gz'],
        Templates: ['pxelinux', 'ipxe'].map((kind) => ({
          Name: kind,
          Path: `${kind}/${name}`,
          Contents: 'nothing',
        })),
      })
    }
  })
  afterAll(async () => {
    mirror.close()
    await server.close()
  })
  const get = (path: string, method = 'GET') =>
    fetch(`http://127.0.0.1:${server.server.ports.static}/${path}`, { method })

  it('come through the file server, by architecture, after redirections', async () => {
    expect(await (await get('demo-1/install/linux')).text()).toBe('kernel')
    expect(await (await get('demo-1/arm64/install/linux')).text()).toBe('for arm64')
    expect(await (await get('demo-2/install/linux')).text()).toBe('kernel')
    const head = await get('demo-1/install/linux', 'HEAD')
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '6'])
    expect(asked.at(-1)).toBe('HEAD /debian/images/linux')
  })

  it('say which mirror does not have them', async () => {
    const missing = await get('demo-1/install/initrd.gz')
    expect(missing.status).toBe(502)
    expect(await missing.text()).toMatch(/the mirror does not give http:.*initrd\.gz: it answers 404/)
  })

  it('are kernels and initrds of boot environments, and nothing else', async () => {
    const before = asked.length
    for (const path of [
      'demo-1/install/other',
      'demo-1/linux',
      'demo-3/install/linux',
      'demo-4/install/linux',
      'demo-1/install/images/../linux2',
    ]) {
      expect((await get(path)).status).toBe(404)
    }
    expect(asked).toHaveLength(before)
  })
})
