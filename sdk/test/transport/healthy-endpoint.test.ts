import { afterEach, describe, expect, it } from 'vitest'
import { endpointList, firstHealthyEndpoint } from '../../src/transport/index.ts'
import { FakeServer, failure, type Reply } from '../fake/fake-server.ts'

const servers: FakeServer[] = []
const DEAD = 'http://127.0.0.1:9'
const settings = { token: 'planted-token' }

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

async function serving(reply: () => Reply): Promise<FakeServer> {
  const server = await FakeServer.start()
  servers.push(server)
  server.on('GET /info', reply)
  return server
}

describe('a list of servers', () => {
  it('is split at blanks and commas', () => {
    expect(endpointList(' https://a:1, https://b:2\thttps://c ')).toEqual([
      'https://a:1',
      'https://b:2',
      'https://c',
    ])
    expect(endpointList(' ')).toEqual([])
  })

  it('gives the first that is there, in its order', async () => {
    const sick = await serving(() => failure(503, 'starting'))
    const first = await serving(() => ({ json: {} }))
    const second = await serving(() => ({ json: {} }))
    const urls = [DEAD, sick.url, first.url, second.url]
    expect(await firstHealthyEndpoint(urls, settings)).toBe(first.url)
    expect(first.calls).toHaveLength(1)
  })

  it('takes a server that refuses us as there', async () => {
    const strict = await serving(() => ({ status: 401 }))
    const open = await serving(() => ({ json: {} }))
    expect(await firstHealthyEndpoint([strict.url, open.url], settings)).toBe(strict.url)
  })

  it('names every server with its fault, and a malformed one at once', async () => {
    const sick = await serving(() => failure(503, 'starting'))
    const none = firstHealthyEndpoint([DEAD, sick.url], settings)
    await expect(none).rejects.toMatchObject({ code: 'no_endpoint' })
    await expect(none).rejects.toThrow(/127\.0\.0\.1:9.*nothing listens there.*answered 503: .*starting/)
    await expect(none).rejects.not.toThrow(/planted/)
    await expect(firstHealthyEndpoint(['ftp://x', DEAD], settings)).rejects.toMatchObject({
      code: 'invalid_settings',
    })
  })
})
