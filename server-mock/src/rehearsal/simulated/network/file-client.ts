import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { tftpRead } from '../../../tftp/client.ts'
import type { Fetched } from '../ipxe/image.ts'
import type { SimulationPorts } from '../ports.ts'
import { ConnectionCut } from './faults.ts'

/** Largest text that is kept, bytes: scripts, not kernels. */
const MAX_TEXT = 1024 * 1024
/** Milliseconds without a byte after which a download has failed. */
const STALL = 60_000
const MAX_REDIRECTS = 5

/** What a download needs. */
export interface DownloadPorts {
  readonly ports: SimulationPorts
  /** Ends it. */
  readonly signal: AbortSignal
}

/** A download that did not work; the message says what was asked and why. */
export class DownloadError extends Error {
  readonly code = 'download_failed'

  constructor(url: URL, reason: string, cause?: unknown) {
    super(`${url.href}: ${reason}`, { cause })
    this.name = 'DownloadError'
  }
}

/**
 * Asks for a file over HTTP on a connection of its own, following redirects. HTTPS is not verified: who asks
 * checks a digest.
 *
 * @throws DownloadError when nobody answers
 */
export async function openDownload(
  url: URL,
  ports: DownloadPorts,
  headers: Readonly<Record<string, string>> = {},
): Promise<IncomingMessage> {
  let place = url
  for (let redirects = 0; ; redirects++) {
    const response = await send(place, ports, headers)
    const target = response.headers.location
    const moved = [301, 302, 303, 307, 308].includes(response.statusCode ?? 0) && target !== undefined
    if (!moved) return response
    response.destroy()
    const next = URL.parse(target, place.href)
    if (next === null || redirects >= MAX_REDIRECTS) throw new DownloadError(url, 'too many redirects')
    place = next
  }
}

/**
 * Loads a file as a boot loader does. Of what is no script only the size is kept.
 *
 * @param tftpPort port of the server for `tftp:` addresses that name none
 * @throws DownloadError
 */
export async function loadFile(url: URL, ports: DownloadPorts, tftpPort: number): Promise<Fetched> {
  if (url.protocol === 'tftp:') {
    const port = url.port === '' ? tftpPort : Number(url.port)
    const { bytes } = await tftpRead(url.hostname, port, decodeURIComponent(url.pathname.slice(1)), {
      blksize: 1432,
      loses: ports.ports.faults?.loses,
    })
    ports.signal.throwIfAborted()
    return fetched(Buffer.from(bytes), bytes.length)
  }
  const response = await openDownload(url, ports)
  if (response.statusCode !== 200) {
    response.destroy()
    throw new DownloadError(url, `status ${response.statusCode}`)
  }
  let size = 0
  let start = Buffer.alloc(0)
  let isText = true
  for await (const chunk of bytesOf(response)) {
    size += chunk.length
    if (!isText) continue
    start = Buffer.concat([start, chunk])
    isText = start.length <= MAX_TEXT && (start.length < 2 || start.toString('latin1', 0, 2) === '#!')
  }
  return fetched(isText ? start : Buffer.alloc(0), size)
}

/** Text of a file, `undefined` when there is none or it is too long. @throws DownloadError when nobody answers */
export async function loadText(url: URL, ports: DownloadPorts): Promise<string | undefined> {
  const response = await openDownload(url, ports)
  if (response.statusCode !== 200) {
    response.destroy()
    return undefined
  }
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of bytesOf(response)) {
    size += chunk.length
    if (size > MAX_TEXT) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** The chunks of a body. */
export async function* bytesOf(response: IncomingMessage): AsyncGenerator<Buffer> {
  for await (const chunk of response) yield Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
}

function send(
  url: URL,
  { ports, signal }: DownloadPorts,
  headers: Readonly<Record<string, string>>,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      if (signal.aborted) reject(signal.reason)
      else reject(new DownloadError(url, error instanceof Error ? error.message : String(error), error))
    }
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return fail('only http and https are loaded')
    const options = { signal, headers, agent: false, rejectUnauthorized: false } as const
    const call = url.protocol === 'http:' ? httpRequest(url, options) : httpsRequest(url, options)
    call.setTimeout(STALL, () => call.destroy(new Error(`no byte for ${STALL / 1000} s`)))
    call.on('error', fail)
    const broken = ports.faults?.breaks()
    call.on('response', (response) => {
      resolve(response)
      if (broken !== 'answer') return
      response.on('error', () => {})
      setImmediate(() => response.destroy(new ConnectionCut()))
    })
    if (broken === 'request') call.destroy(new ConnectionCut())
    else call.end()
  })
}

function fetched(bytes: Buffer, size: number): Fetched {
  const isScript = /^#!(?:ipxe|gpxe)\s/.test(bytes.toString('latin1', 0, 7))
  return { size, script: isScript ? bytes.toString('utf8') : undefined }
}
