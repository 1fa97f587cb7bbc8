import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { cleanPath, type RenderedFiles } from '../render/files.ts'
import type { Addresses } from '../render/source.ts'
import type { FileBodies } from './file-bodies.ts'
import { answerFile, answerText, passOn } from './file-response.ts'
import type { FileTree } from './file-tree.ts'
import { MirrorError, type MirrorFiles } from './mirror-files.ts'
import { watchRefused } from './refused-requests.ts'

/** Milliseconds that a connection may be idle in the middle of a file. */
const IDLE = 10 * 60_000

/** A file that was handed to a machine. */
export interface Served {
  /** Path below the root, such as `default.ipxe`. */
  readonly path: string
  /** IPv4 address of the one who asked. */
  readonly peer: string
  /** Machine whose file it is, when it was rendered for one. */
  readonly machine: string | undefined
}

/** What the file server serves and whom it tells. */
export interface FileServerOptions {
  readonly rendered: Pick<RenderedFiles, 'read'>
  readonly tree: FileTree
  /** Boot files that only a mirror has; absent: none. */
  readonly mirrors?: MirrorFiles
  /** Sends the files; several servers may share it. */
  readonly bodies: FileBodies
  readonly addresses: (server: string) => Addresses
  readonly onServed: (served: Served) => void
  /** Told the status of every request that is refused, which is from 400 on. */
  readonly onRefused: (status: number) => void
  /** A file that could not be rendered, of which the asker is told the same, or not be sent whole. */
  readonly onError: (error: unknown, path: string) => void
}

/** Makes the plain HTTP server of the provisioning network: rendered files over the static tree. */
export function makeFileServer(options: FileServerOptions): Server {
  return patient(createServer(listener(options)), options)
}

/** Makes the same server for HTTPS. @param tls certificate and key, PEM */
export function makeSecureFileServer(
  options: FileServerOptions,
  tls: { readonly cert: string; readonly key: string },
): Server {
  return patient(createSecureServer({ cert: tls.cert, key: tls.key }, listener(options)), options)
}

function patient(server: Server, { onRefused }: FileServerOptions): Server {
  watchRefused(server, onRefused)
  // Machines on slow links keep a stream open for long, but nobody needs minutes for a header.
  server.headersTimeout = 20_000
  server.requestTimeout = 0
  // A machine that writes what it loads to a slow disk reads in bursts; one that is gone never reads again.
  server.setTimeout(IDLE)
  return server
}

function listener(options: FileServerOptions) {
  return (request: IncomingMessage, response: ServerResponse) => {
    answer(options, request, response).catch((error: unknown) => {
      options.onError(error, request.url ?? '')
      if (response.headersSent) response.destroy()
      else
        answerText(
          response,
          error instanceof MirrorError ? 502 : 500,
          `${error instanceof Error ? error.message : String(error)}\n`,
        )
    })
  }
}

async function answer(
  options: FileServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD')
    return answerText(response, 405, 'Only GET and HEAD\n')
  }
  const path = pathOf(request.url ?? '')
  if (path === undefined) return answerText(response, 400, 'The path is not usable\n')
  const server = ipv4(request.socket.localAddress)
  const peer = ipv4(request.socket.remoteAddress)
  const rendered = await options.rendered.read(path, options.addresses(server))
  if (rendered?.text !== undefined) {
    const bytes = Buffer.from(rendered.text)
    response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': bytes.length })
    response.end(request.method === 'HEAD' ? undefined : bytes)
    options.onServed({ path, peer, machine: rendered.machine })
    return
  }
  const place = rendered?.link ?? path
  const file = await options.tree.open(place)
  if (file === undefined) {
    const url = await options.mirrors?.urlOf(path)
    if (url === undefined || options.mirrors === undefined) {
      return answerText(response, 404, `${path} is not here\n`)
    }
    if (request.method === 'GET') options.onServed({ path, peer, machine: undefined })
    return await passOn(await options.mirrors.open(url, request.method), response)
  }
  if (request.method === 'GET') options.onServed({ path, peer, machine: rendered?.machine })
  const found = { file, path: place, tree: options.tree }
  await answerFile(found, options.bodies, request, response, (error) => options.onError(error, path))
}

/** The asked path, decoded once and without dot parts; `undefined` when it cannot be decoded. */
function pathOf(url: string): string | undefined {
  try {
    const decoded = decodeURIComponent(url.split('?')[0] ?? '')
    return decoded.includes('\0') ? undefined : cleanPath(decoded)
  } catch {
    return undefined
  }
}

function ipv4(address: string | undefined): string {
  return (address ?? '').replace(/^::ffff:/, '')
}
