import { createServer, type RequestListener, type Server } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../api/test-server.ts'
import { imagesOf, RAW, sha256 } from './images-of.ts'

let server: TestServer
let images: ReturnType<typeof imagesOf>
beforeAll(async () => {
  server = await startTestServer({ imageSources: 'any' })
  images = imagesOf(server)
})
afterAll(() => server.close())

describe('an import', () => {
  let peer: Server | undefined
  afterEach(() => peer?.close())
  /** Serves with a listener on loopback; returns the address of a file there. */
  async function serve(listener: RequestListener): Promise<string> {
    const made = createServer(listener)
    peer = made
    await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve))
    const address = made.address()
    return `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}/image`
  }
  const start = (name: string, Url: string, bytes: Buffer) =>
    server.call('POST', `/images/${name}`, { Url, Sha256: sha256(bytes) })

  it('goes on where the connection broke, through redirections', async () => {
    const asked: string[] = []
    const url = await serve((request, response) => {
      if (request.url === '/image') return response.writeHead(302, { location: '/real' }).end()
      const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0)
      asked.push(`${from} ${request.headers['if-range'] ?? ''}`)
      const range = { 'content-range': `bytes ${from}-${RAW.length - 1}/${RAW.length}` }
      response.writeHead(from === 0 ? 200 : 206, {
        ...(from === 0 ? {} : range),
        ...{ etag: '"one"', 'content-length': RAW.length - from },
      })
      response.write(RAW.subarray(from, from + 15_000), () => response.destroy())
      if (from >= 30_000) response.end(RAW.subarray(from + 15_000))
    })
    expect((await start('broken-off.raw', url, RAW)).status).toBe(202)
    expect(await images.done('broken-off.raw')).toMatchObject({
      State: 'ready',
      Sha256: sha256(RAW),
      Format: 'raw',
    })
    expect(asked).toEqual(['0 ', '15000 "one"', '30000 "one"'])
  })

  it('passes over what it has when the other server cannot go on', async () => {
    let count = 0
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': RAW.length })
      if (count++ > 0) response.end(RAW)
      else response.write(RAW.subarray(0, 10_000), () => response.destroy())
    })
    await start('no-ranges.raw', url, RAW)
    expect(await images.done('no-ranges.raw')).toMatchObject({ State: 'ready', Sha256: sha256(RAW) })
    expect(count).toBe(2)
  })

  it.each([
    ['bytes of another digest', 200, RAW.subarray(1), /SHA256 bad.*correct the digest/],
    ['nothing', 404, Buffer.alloc(0), /answers 404; check the address/],
    ['a range nobody asked for', 206, RAW, /answers 206/],
  ])('of %s is refused, and nothing of it stays', async (_, status, body, message) => {
    const url = await serve((__, response) => response.writeHead(status).end(body))
    await start('refused.raw', `${url}?secret=hush`, RAW)
    const image = await images.done('refused.raw')
    expect(image).toMatchObject({ State: 'failed', Error: message })
    expect(image.Error).not.toContain('hush')
    expect(await images.leftovers()).toEqual([])
    // What failed can be tried again at once.
    const again = await start('refused.raw', url, body)
    expect([202, 409]).toContain(again.status)
    await server.call('DELETE', '/images/refused.raw')
  })

  it('that leads on and on, or to where nobody may ask, is refused', async () => {
    const where = ['/image', 'http://169.254.169.254/latest/meta-data', 'file:///etc/passwd']
    for (const location of where) {
      const url = await serve((_, response) => response.writeHead(302, { location }).end())
      await start('led.raw', url, RAW)
      const { State, Error: why } = await images.done('led.raw')
      expect([location, State]).toEqual([location, 'failed'])
      expect(why).toMatch(/on and on|nothing is imported from 169.254.169.254|file: is not taken/)
      await server.call('DELETE', '/images/led.raw')
      peer?.close()
    }
  })

  it('needs an address and a digest', async () => {
    for (const body of [{}, { Url: 'http://a/b' }, { Url: 'ftp://a/b', Sha256: 'a'.repeat(64) }]) {
      expect((await server.call('POST', '/images/needs.raw', body)).status).toBe(400)
    }
    expect((await start('x', 'http://', RAW)).status).toBe(400)
  })
})
