import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Agent, type IncomingMessage, request } from 'node:http'
import { isIP, type Socket, connect as tcpConnect } from 'node:net'
import { type TLSSocket, connect as tlsConnect } from 'node:tls'
import { type Endpoint, parseEndpoint } from '../../transport/endpoint.ts'
import { connectionFailure } from '../../transport/failure.ts'
import { parseFingerprint } from '../../transport/fingerprint.ts'
import type { Settings } from '../../transport/settings.ts'
import { TlsError } from '../../transport/tls-error.ts'

/** Largest answer, bytes. */
const MOST = 1024 ** 3

/** Answer of a call. */
export interface ServerAnswer {
  readonly status: number
  readonly tag: string | undefined
  readonly body: Buffer
}

/** How a call is made. */
export interface CallOptions {
  readonly authorization: string | undefined
  /** Tag of what is known already. */
  readonly tag?: string | undefined
  readonly timeoutMs: number
}

/**
 * One kept-alive connection to the server on Node's own client, which starts many times faster than the one that
 * programs use. Nothing is sent before the certificate was checked.
 */
export class ServerConnection {
  readonly endpoint: Endpoint
  readonly #agent: Agent

  /** @throws SettingsError for an endpoint or a fingerprint that is none @throws Error when a PEM file cannot be read */
  constructor(settings: Settings) {
    const endpoint = parseEndpoint(settings.endpoint)
    const trust = {
      ca: settings.caCert === undefined ? undefined : readPem(settings.caCert),
      fingerprint: settings.fingerprint === undefined ? undefined : parseFingerprint(settings.fingerprint),
      insecure: settings.insecure ?? false,
    }
    this.endpoint = endpoint
    this.#agent = new CheckedAgent(endpoint, trust)
  }

  /** Calls `GET` on a path below `/api/v3`. @throws SdkError when no answer came */
  get(path: string, { authorization, tag, timeoutMs }: CallOptions): Promise<ServerAnswer> {
    const { hostname, port, base, origin } = this.endpoint
    const headers = {
      Accept: 'application/json',
      Host: new URL(origin).host,
      'User-Agent': 'metalwright-inventory',
      ...(isIP(hostname) === 4 && hostname.startsWith('127.') ? {} : { 'Accept-Encoding': 'gzip' }),
      ...(authorization === undefined ? {} : { Authorization: authorization }),
      ...(tag === undefined ? {} : { 'If-None-Match': tag }),
    }
    const what = `GET ${origin}${base}${path}`
    return new Promise((resolve, reject) => {
      const fail = (error: unknown) => reject(connectionFailure(error, what))
      const signal = AbortSignal.timeout(timeoutMs)
      const call = request({
        agent: this.#agent,
        host: hostname,
        port,
        path: `${base}${path}`,
        headers,
        signal,
      })
      call.on('error', (error) => fail(signal.aborted ? signal.reason : error))
      call.on('response', (response) => {
        whole(response).then(
          (body) => resolve({ status: response.statusCode ?? 0, tag: response.headers.etag, body }),
          (error: unknown) => fail(signal.aborted ? signal.reason : error),
        )
      })
      call.end()
    })
  }

  close(): void {
    this.#agent.destroy()
  }
}

interface Trust {
  readonly ca: string | undefined
  readonly fingerprint: string | undefined
  readonly insecure: boolean
}

class CheckedAgent extends Agent {
  readonly #endpoint: Endpoint
  readonly #trust: Trust

  constructor(endpoint: Endpoint, trust: Trust) {
    super({ keepAlive: true, maxSockets: 1 })
    this.#endpoint = endpoint
    this.#trust = trust
  }

  override createConnection(
    _options: unknown,
    done?: (error: Error | null, socket: Socket) => void,
  ): Socket | undefined {
    const { hostname: host, port: text, secure } = this.#endpoint
    const port = Number(text)
    if (!secure) return tcpConnect({ host, port })
    const socket = tlsConnect({
      host,
      port,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      // The verdict is read below, where the certificate is still at hand for the message.
      rejectUnauthorized: false,
      ...(this.#trust.ca === undefined ? {} : { ca: this.#trust.ca }),
    })
    const failed = (error: Error) => done?.(error, socket)
    socket.once('error', failed)
    socket.once('secureConnect', () => {
      socket.off('error', failed)
      const refusal = verdict(socket, this.#endpoint, this.#trust)
      if (refusal !== undefined) socket.destroy()
      done?.(refusal ?? null, socket)
    })
    return undefined
  }
}

function verdict(socket: TLSSocket, { origin }: Endpoint, trust: Trust): TlsError | undefined {
  const certificate = socket.getPeerX509Certificate()
  const seen = certificate && createHash('sha256').update(certificate.raw).digest('hex')
  if (trust.fingerprint === undefined && (trust.insecure || socket.authorized)) return undefined
  if (trust.fingerprint !== undefined && seen === trust.fingerprint) return undefined
  const why =
    trust.fingerprint === undefined
      ? `is not trusted (${socket.authorizationError})`
      : `does not have the fingerprint ${trust.fingerprint}`
  const next =
    "Compare it with the server's own, and set RS_FINGERPRINT to trust it, or RS_CACERT to its certificate authority."
  const message = `The certificate of ${origin} ${why}. Its SHA-256 fingerprint is ${seen ?? '(none)'}. ${next}`
  return new TlsError('tls_untrusted', message, seen)
}

async function whole(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
    size += bytes.length
    if (size > MOST) throw new Error(`the answer is larger than ${MOST} bytes`)
    chunks.push(bytes)
  }
  const body = Buffer.concat(chunks)
  if (response.headers['content-encoding'] !== 'gzip' || body.length === 0) return body
  const { gunzipSync } = await import('node:zlib')
  return gunzipSync(body, { maxOutputLength: MOST })
}

function readPem(text: string): string {
  return text.includes('-----BEGIN') ? text : readFileSync(text, 'utf8')
}
