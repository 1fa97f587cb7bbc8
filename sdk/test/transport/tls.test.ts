import { X509Certificate } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Settings, SettingsError, TlsError, Transport } from '../../src/transport/index.ts'
import { CERTIFICATE, FakeServer } from '../fake/fake-server.ts'

/** With colons and in upper case, as openssl prints it. */
const FINGERPRINT = new X509Certificate(CERTIFICATE).fingerprint256
const PLAIN = FINGERPRINT.replaceAll(':', '').toLowerCase()
const OTHER = `00${PLAIN.slice(2)}`

let server: FakeServer
const open: Transport[] = []

beforeEach(async () => {
  server = await FakeServer.start({ tls: true })
  server.on('GET /info', () => ({ json: { id: 'a' } }))
})

afterEach(async () => {
  for (const transport of open.splice(0)) await transport.close()
  await server.close()
})

async function call(settings: Settings): Promise<number> {
  const transport = new Transport({ endpoint: server.url, token: 'secret-token', ...settings })
  open.push(transport)
  return (await transport.send({ method: 'GET', path: '/info' })).status
}

async function refusal(settings: Settings): Promise<TlsError> {
  try {
    await call(settings)
  } catch (error) {
    if (error instanceof TlsError) return error
    throw error
  }
  throw new Error('the certificate was trusted')
}

describe('a self-signed certificate', () => {
  it('is refused before anything is sent, naming its fingerprint', async () => {
    const error = await refusal({})
    expect(error).toMatchObject({ code: 'tls_untrusted', fingerprint: PLAIN })
    expect(error.message).toContain(PLAIN)
    expect(error.message).toContain('RS_FINGERPRINT')
    expect(error.message).toContain('SELF_SIGNED')
    expect(server.calls).toHaveLength(0)
  })

  it.each([
    ['plain', PLAIN],
    ['with colons in upper case', FINGERPRINT],
    ['with a prefix', `sha256:${PLAIN}`],
    ['as openssl prints it', `SHA256 Fingerprint=${FINGERPRINT}`],
  ])('is trusted by its fingerprint %s', async (_, fingerprint) => {
    expect(await call({ fingerprint })).toBe(200)
  })

  it('is refused when the fingerprint is another one, even if the authority is trusted', async () => {
    const error = await refusal({ fingerprint: OTHER, caCert: CERTIFICATE, insecure: true })
    expect(error.fingerprint).toBe(PLAIN)
    expect(error.message).toContain(OTHER)
    expect(server.calls).toHaveLength(0)
  })

  it('is trusted by its authority, as text or from a file', async () => {
    const file = join(tmpdir(), `metalwright-ca-${process.pid}.pem`)
    await writeFile(file, CERTIFICATE)
    expect(await call({ caCert: CERTIFICATE })).toBe(200)
    expect(await call({ caCert: file })).toBe(200)
    await rm(file)
  })

  it('is trusted when nothing is checked', async () => {
    expect(await call({ insecure: true })).toBe(200)
  })
})

describe('a certificate of a trusted authority', () => {
  it('is refused for another host', async () => {
    await server.close()
    server = await FakeServer.start({ tls: true, host: '127.0.0.2' })
    const error = await refusal({ caCert: CERTIFICATE })
    expect(error.message).toContain('ALTNAME')
    expect(server.calls).toHaveLength(0)
  })
})

describe('every connection', () => {
  it('has a handshake of its own, since a resumed one skips the check of the host', async () => {
    const resumed: boolean[] = []
    server.server.on('secureConnection', (socket: TLSSocket) => resumed.push(socket.isSessionReused()))
    const transport = new Transport({ endpoint: server.url, caCert: CERTIFICATE })
    open.push(transport)
    for (let count = 0; count < 3; count += 1) {
      await transport.send({ method: 'GET', path: '/info' })
      server.cut()
    }
    expect(resumed).toEqual([false, false, false])
  })
})

describe('settings of trust', () => {
  it('are refused when they cannot be used', async () => {
    await expect(call({ caCert: '/nowhere/ca.pem' })).rejects.toThrow(SettingsError)
    await expect(call({ fingerprint: 'abc' })).rejects.toThrow(SettingsError)
  })

  it('lead to a plain http port with a hint', async () => {
    const plain = await FakeServer.start()
    try {
      const error = await refusal({ endpoint: plain.url.replace('http:', 'https:') })
      expect(error.code).toBe('tls_failed')
      expect(error.message).toContain('plain http')
    } finally {
      await plain.close()
    }
  })
})
