import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { createSecureContext, TLSSocket } from 'node:tls'
import { buildConnector } from 'undici'
import type { Endpoint } from './endpoint.ts'
import { parseFingerprint } from './fingerprint.ts'
import type { Settings } from './settings.ts'
import { SettingsError } from './settings-error.ts'
import { TlsError } from './tls-error.ts'

/** What a server's certificate must be. */
interface Trust {
  readonly ca: string | undefined
  readonly fingerprint: string | undefined
  readonly insecure: boolean
}

/**
 * Makes the function that opens connections. A TLS connection is handed over only after the certificate was
 * checked, so no byte of a request goes to a server that is not trusted.
 *
 * @throws SettingsError when a PEM file cannot be read, half of the client's certificate is missing, or the
 *   fingerprint is malformed
 */
export function createConnector(endpoint: Endpoint, settings: Settings): buildConnector.connector {
  const trust: Trust = {
    ca: settings.caCert ? readPem('caCert', settings.caCert) : undefined,
    fingerprint: settings.fingerprint ? parseFingerprint(settings.fingerprint) : undefined,
    insecure: settings.insecure ?? false,
  }
  const open = buildConnector({
    timeout: settings.connectTimeoutMs ?? 10_000,
    allowH2: false,
    // A resumed session skips the check of the host name.
    maxCachedSessions: 0,
    // The verdict is read from the socket below, where the certificate is still at hand for the message.
    rejectUnauthorized: false,
    ...(trust.ca === undefined ? {} : { ca: trust.ca }),
    ...identity(settings),
  })
  return (options, callback) => {
    open(options, (...[error, socket]) => {
      const refusal = error ?? (socket instanceof TLSSocket ? verify(socket, endpoint, trust) : undefined)
      if (refusal === undefined && socket !== null) {
        callback(null, socket)
        return
      }
      socket?.destroy()
      callback(refusal ?? new Error('no connection'), null)
    })
  }
}

/** Opens one checked connection, for a protocol other than plain HTTP calls. */
export function connectOnce(connector: buildConnector.connector, endpoint: Endpoint): Promise<Socket> {
  const { hostname, port, secure, origin } = endpoint
  const options = { hostname, host: new URL(origin).host, port, protocol: secure ? 'https:' : 'http:' }
  return new Promise((resolve, reject) => {
    connector(options, (...[error, socket]) => {
      if (error === null) resolve(socket)
      else reject(error)
    })
  })
}

function verify(socket: TLSSocket, endpoint: Endpoint, trust: Trust): TlsError | undefined {
  const certificate = socket.getPeerX509Certificate()
  const seen = certificate && createHash('sha256').update(certificate.raw).digest('hex')
  if (trust.fingerprint !== undefined) {
    if (seen === trust.fingerprint) return undefined
    const message =
      `${endpoint.origin} shows a certificate with the fingerprint ${seen ?? '(none)'}, expected was ` +
      `${trust.fingerprint}. Either the server has a new certificate: check it there and set the new ` +
      'fingerprint; or somebody answers in its place.'
    return new TlsError('tls_untrusted', message, seen)
  }
  if (trust.insecure || socket.authorized) return undefined
  const reason = String(socket.authorizationError)
  const message =
    `The certificate of ${endpoint.origin} is not trusted (${reason}). Its SHA-256 fingerprint is ` +
    `${seen ?? '(none)'}. Compare it with the server’s own and set \`fingerprint\` or RS_FINGERPRINT to trust ` +
    'it, or name the certificate authority by `caCert` or RS_CACERT.'
  return new TlsError('tls_untrusted', message, seen)
}

/** Who we are in the handshake; nothing when the settings name no certificate. */
function identity({ clientCert, clientKey }: Settings): { cert?: string; key?: string } {
  if (!clientCert && !clientKey) return {}
  if (!clientCert) throw new SettingsError('clientCert', 'A client key needs its certificate too.')
  if (!clientKey) throw new SettingsError('clientKey', 'A client certificate needs its key too.')
  const pair = { cert: readPem('clientCert', clientCert), key: readPem('clientKey', clientKey) }
  try {
    createSecureContext(pair)
  } catch (error) {
    const reason = 'the certificate and key are no PEM, are encrypted, or do not belong together'
    throw new SettingsError('clientCert', `The client certificate cannot be used: ${reason}.`, error)
  }
  return pair
}

function readPem(setting: string, text: string): string {
  if (text.includes('-----BEGIN')) return text
  try {
    return readFileSync(text, 'utf8')
  } catch (error) {
    // A key that was pasted without its frame must not end in a message.
    const shown = text.length > 200 || text.includes('\n') ? 'named' : `\`${text}\``
    throw new SettingsError(setting, `The PEM file ${shown} of ${setting} cannot be read.`, error)
  }
}
