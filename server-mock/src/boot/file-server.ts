import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { cleanPath, type RenderedFiles } from '../render/files.ts'
import type { Addresses } from '../render/source.ts'
import { fileAnswer } from './file-range.ts'
import { FileSender } from './file-sender.ts'
import type { FileTree, TreeFile } from './file-tree.ts'
import { MirrorError, type MirrorFiles } from './mirror-files.ts'

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
  readonly rendered: RenderedFiles
  readonly tree: FileTree
  /** Boot files that only a mirror has; absent: none. */
  readonly mirrors?: MirrorFiles
  readonly addresses: (server: string) => Addresses
  readonly onServed: (served: Served) => void
  /** A file that could not be rendered; the asker is told the same. */
  readonly onError: (error: unknown, path: string) => void
}

/** Makes the plain HTTP server of the provisioning network: rendered files over the static tree. */
export function makeFileServer(options: FileServerOptions): Server {
  const sender = new FileSender()
  const server = createServer((request, response) => {
    answer(options, sender, request, response).catch((error: unknown) => {
      options.onError(error, request.url ?? '')
      if (response.headersSent) response.destroy()
      else
        plain(
          response,
          error instanceof MirrorError ? 502 : 500,
          `${error instanceof Error ? error.message : String(error)}\n`,
        )
    })
  })
  // Machines on slow links keep a stream open for long, but nobody needs minutes for a header.
  server.headersTimeout = 20_000
  server.requestTimeout = 0
  // A machine that writes what it loads to a slow disk reads in bursts; one that is gone never reads again.
  server.setTimeout(IDLE)
  return server
}

async function answer(
  options: FileServerOptions,
  sender: FileSender,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return plain(response, 405, 'Only GET and HEAD\n')
  const path = pathOf(request.url ?? '')
  if (path === undefined) return plain(response, 400, 'The path is not usable\n')
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
  const file = await options.tree.open(rendered?.link ?? path)
  if (file === undefined) {
    const url = await options.mirrors?.urlOf(path)
    if (url === undefined || options.mirrors === undefined) {
      return plain(response, 404, `${path} is not here\n`)
    }
    if (request.method === 'GET') options.onServed({ path, peer, machine: undefined })
    return await passOn(await options.mirrors.open(url, request.method), response)
  }
  if (request.method === 'GET') options.onServed({ path, peer, machine: rendered?.machine })
  await sendFile(file, sender, request, response)
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

async function sendFile(
  file: TreeFile,
  sender: FileSender,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const given = fileAnswer(file, request.headers)
  for (const [name, value] of Object.entries(given.headers)) response.setHeader(name, value)
  response.setHeader('Content-Type', 'application/octet-stream')
  if (given.kind === 'unchanged') return void response.writeHead(304).end()
  if (given.kind === 'no such range') return plain(response, 416, 'The range is not in the file\n')
  const { status, start, end, length } = given.part
  response.writeHead(status)
  if (request.method === 'HEAD' || length === 0) return void response.end()
  // A machine that goes away in the middle is everyday business.
  await sender.send(file, start, end, response).catch(() => response.destroy())
}

/** Gives a mirror's answer to the machine as it comes. */
async function passOn(answer: IncomingMessage, response: ServerResponse): Promise<void> {
  const length = answer.headers['content-length']
  response.writeHead(200, {
    'Content-Type': 'application/octet-stream',
    ...(length === undefined ? {} : { 'Content-Length': length }),
  })
  // A mirror that breaks off in the middle breaks off the machine's download, which asks again.
  await pipeline(answer, response).catch(() => response.destroy())
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
  })
  response.end(text)
}

function ipv4(address: string | undefined): string {
  return (address ?? '').replace(/^::ffff:/, '')
}
