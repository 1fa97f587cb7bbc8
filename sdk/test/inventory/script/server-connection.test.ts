import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:https'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCertificate } from '../../../src/certificate/index.ts'
import { ServerConnection } from '../../../src/inventory/script/server-connection.ts'

describe('the connection of the inventory script', () => {
  let server: Server
  let endpoint: string
  let fingerprint: string
  let pem: string
  let calls = 0
  beforeAll(async () => {
    const made = makeCertificate({ names: ['localhost'], days: 1 }, new Date())
    pem = made.certificatePem
    server = createServer({ cert: made.certificatePem, key: made.keyPem }, (_request, response) => {
      calls++
      response.end('[]')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    endpoint = `https://localhost:${typeof address === 'object' ? address?.port : ''}`
    fingerprint = createHash('sha256').update(made.der).digest('hex')
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  const get = async (settings: ConstructorParameters<typeof ServerConnection>[0]) => {
    const connection = new ServerConnection({ endpoint, ...settings })
    try {
      return await connection.get('/machines', { authorization: 'Basic secret', timeoutMs: 5000 })
    } finally {
      connection.close()
    }
  }

  it('trusts a fingerprint, an authority, or anything', async () => {
    for (const settings of [
      { fingerprint },
      { caCert: pem },
      { insecure: true },
      { fingerprint, insecure: true },
    ]) {
      const { status, body } = await get(settings)
      expect([status, body.toString()]).toEqual([200, '[]'])
    }
  })

  it('sends nothing to a server that it does not trust', async () => {
    const before = calls
    for (const settings of [
      {},
      { fingerprint: 'ab'.repeat(32) },
      { fingerprint: 'ab'.repeat(32), insecure: true },
    ]) {
      await expect(get(settings)).rejects.toMatchObject({ code: 'tls_untrusted', fingerprint })
    }
    expect(calls).toBe(before)
  })

  it('uses one connection for all calls', async () => {
    const sockets = new Set<unknown>()
    server.on('secureConnection', (socket) => sockets.add(socket))
    const connection = new ServerConnection({ endpoint, fingerprint })
    const options = { authorization: undefined, timeoutMs: 5000 }
    for (let at = 0; at < 4; at++) await connection.get('/machines', options)
    connection.close()
    expect(sockets.size).toBe(1)
  })
})
