import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TLSSocket } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { makeCertificate } from '../../src/certificate/index.ts'
import { type Settings, SettingsError, Transport } from '../../src/transport/index.ts'

const server = makeCertificate({ names: ['127.0.0.1'], days: 1 }, new Date())
const ours = makeCertificate({ names: ['client'], days: 1 }, new Date())
const other = makeCertificate({ names: ['other'], days: 1 }, new Date())

/** Asks a server that wants a certificate; gives the fingerprint of the one it saw. */
async function shown(settings: Settings): Promise<string> {
  const options = {
    cert: server.certificatePem,
    key: server.keyPem,
    requestCert: true,
    rejectUnauthorized: false,
  }
  const listener = createServer(options, ({ socket }, response) => {
    response.end(socket instanceof TLSSocket ? socket.getPeerCertificate().fingerprint256 : '')
  })
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  const transport = new Transport({
    endpoint: `https://127.0.0.1:${port}`,
    insecure: true,
    maxRetries: 0,
    ...settings,
  })
  try {
    return (await transport.send({ method: 'GET', path: '/info' })).body
  } finally {
    await transport.close()
    listener.closeAllConnections()
    listener.close()
  }
}

describe('a client certificate', () => {
  it('is shown to the server, from text or from files', async () => {
    const seen = await shown({ clientCert: ours.certificatePem, clientKey: ours.keyPem })
    expect(seen).toMatch(/^([0-9A-F]{2}:){31}/)
    const folder = await mkdtemp(join(tmpdir(), 'client-certificate-'))
    const [clientCert, clientKey] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
    await writeFile(clientCert, ours.certificatePem)
    await writeFile(clientKey, ours.keyPem)
    expect(await shown({ clientCert, clientKey })).toBe(seen)
    await rm(folder, { recursive: true })
    await expect(shown({ clientCert, clientKey })).rejects.toThrow(/cert\.pem.*clientCert cannot be read/)
  })

  it.each<[string, Settings, RegExp]>([
    ['without its key', { clientCert: ours.certificatePem }, /needs its key/],
    ['that is missing beside its key', { clientKey: ours.keyPem }, /needs its certificate/],
    [
      'with the key of another',
      { clientCert: ours.certificatePem, clientKey: other.keyPem },
      /belong together/,
    ],
  ])('%s is refused before anything is sent, and no key is shown', async (_, settings, message) => {
    const refused = shown(settings)
    await expect(refused).rejects.toBeInstanceOf(SettingsError)
    await expect(refused).rejects.toThrow(message)
    await expect(refused).rejects.not.toThrow(/BEGIN/)
  })

  it('does not show a key that was pasted without its frame', async () => {
    const bare = ours.keyPem.split('\n').slice(1, -2).join('\n')
    const refused = shown({ clientCert: ours.certificatePem, clientKey: bare })
    await expect(refused).rejects.toThrow(/clientKey cannot be read/)
    await expect(refused).rejects.not.toThrow(bare.slice(0, 20))
  })
})
