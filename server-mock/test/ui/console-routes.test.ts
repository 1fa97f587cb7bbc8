import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { consoleRoutes } from '../../src/boot/console.ts'

let parent: string
let app: FastifyInstance

async function serve(folder: string): Promise<FastifyInstance> {
  const made = Fastify({ routerOptions: { maxParamLength: 1000, ignoreTrailingSlash: true } })
  await consoleRoutes(made, folder)
  return made
}

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'metalwright-console-'))
  const folder = join(parent, 'dist')
  await mkdir(join(folder, 'assets'), { recursive: true })
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>console</title>')
  await writeFile(join(folder, 'assets', 'index-abc.js'), 'export {}')
  await writeFile(join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  await writeFile(join(folder, '.sources'), 'digest')
  await writeFile(join(parent, 'secret.js'), 'planted-secret')
  app = await serve(folder)
})

afterAll(async () => {
  await app.close()
  await rm(parent, { recursive: true, force: true })
})

describe('routes of the console', () => {
  it('leads from the root and from /ui to /ui/', async () => {
    for (const url of ['/', '/ui', '/ui?x=1']) {
      const { statusCode, headers } = await app.inject(url)
      expect([url, statusCode, headers.location]).toEqual([url, 301, '/ui/'])
    }
  })

  it('serves the page with a strict policy, never from a cache without asking', async () => {
    const { statusCode, headers, body } = await app.inject({
      url: '/ui/',
      headers: { host: 'drp.example:8092' },
    })
    expect([statusCode, body]).toEqual([200, '<!doctype html><title>console</title>'])
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    const policy = String(headers['content-security-policy']).split('; ')
    expect(policy).toContain("default-src 'self'")
    expect(policy).toContain("connect-src 'self' ws://drp.example:8092")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy.join()).not.toMatch(/unsafe|\*|data:/)
  })

  it('lets no Host write into the policy', async () => {
    for (const host of ["x; script-src 'unsafe-inline'", 'a b', 'a,b', '*']) {
      const { headers } = await app.inject({ url: '/ui/', headers: { host } })
      expect(String(headers['content-security-policy'])).toContain("connect-src 'self'; ")
    }
  })

  it('serves assets for ever, by type', async () => {
    const script = await app.inject('/ui/assets/index-abc.js')
    expect(script.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    })
    expect((await app.inject('/ui/icon.svg')).headers).toMatchObject({
      'content-type': 'image/svg+xml',
      'cache-control': 'no-cache',
    })
    const head = await app.inject({ method: 'HEAD', url: '/ui/assets/index-abc.js' })
    expect([head.statusCode, head.body]).toEqual([200, ''])
  })

  it('serves nothing but what the build has written', async () => {
    const urls = [
      '/ui/../secret.js',
      '/ui/..%2fsecret.js',
      '/ui/%2e%2e/secret.js',
      '/ui/%252e%252e/secret.js',
      '/ui/assets/../../secret.js',
      '/ui/assets/..%5c..%5csecret.js',
      '/ui//etc/passwd',
      '/ui/.sources',
      '/ui/assets',
      '/ui/constructor',
      '/ui/index.html%00.js',
    ]
    for (const url of urls) {
      const { statusCode, body } = await app.inject(url)
      expect([url, statusCode >= 400 && statusCode < 500]).toEqual([url, true])
      expect(body).not.toContain('planted-secret')
    }
  })

  it('says how to build a console that is not built', async () => {
    const unbuilt = await serve(join(parent, 'nowhere'))
    for (const url of ['/ui/', '/ui/assets/index-abc.js']) {
      const { statusCode, headers, body } = await unbuilt.inject(url)
      expect(statusCode).toBe(503)
      expect(headers['content-type']).toBe('text/plain; charset=utf-8')
      expect(body).toContain('npm run build:ui')
    }
    await unbuilt.close()
  })
})
