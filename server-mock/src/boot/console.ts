import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** What is served by the ending of the name; anything else in the folder is not. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** Names below this hold a digest of their content, so what they name never changes. */
const HASHED = 'assets/'

const NOT_BUILT = `The console is not built.

Run
  npm run build:ui
and start the server again. The API at /api/v3 does not need it.
`

interface ConsoleFile {
  readonly type: string
  readonly bytes: Buffer
}

/**
 * Serves the web console at `/ui/`, to anybody: it holds nothing that is secret, and logs in over the API.
 *
 * The files are read once, here; a request picks one by its exact name, so no name can lead out of the folder.
 * Without a built console `/ui/` answers 503 and says how to build it.
 *
 * @param folder what the build of the console has written; may be missing
 * @throws the error of a folder or file that is there and cannot be read
 */
export async function consoleRoutes(app: FastifyInstance, folder: string): Promise<void> {
  const files = await readFiles(folder)
  const toConsole = (_request: FastifyRequest, reply: FastifyReply) => reply.redirect('/ui/', 301)
  app.get('/', toConsole)
  app.get('/ui', (request, reply) => {
    // The router takes `/ui` and `/ui/` for one, but relative names need the second.
    const isFolder = request.url.split('?')[0] === '/ui/'
    return isFolder ? sendFile(files, 'index.html', request, reply) : toConsole(request, reply)
  })
  app.get<{ Params: { '*': string } }>('/ui/*', (request, reply) => {
    const name = request.params['*']
    return sendFile(files, name === '' ? 'index.html' : name, request, reply)
  })
}

async function readFiles(folder: string): Promise<ReadonlyMap<string, ConsoleFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  })
  const files = new Map<string, ConsoleFile>()
  for (const entry of entries) {
    const type = TYPES[extname(entry.name)]
    if (!entry.isFile() || type === undefined) continue
    const path = join(entry.parentPath, entry.name)
    files.set(relative(folder, path).split(sep).join('/'), { type, bytes: await readFile(path) })
  }
  return files
}

function sendFile(
  files: ReadonlyMap<string, ConsoleFile>,
  name: string,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  reply.headers({
    'Content-Security-Policy': policy(request),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cache-Control': 'no-cache',
  })
  const file = files.get(name)
  if (file === undefined) {
    const [status, text] = files.has('index.html')
      ? [404, 'The console has no such file\n']
      : [503, NOT_BUILT]
    return reply.status(status).type('text/plain; charset=utf-8').send(text)
  }
  if (name.startsWith(HASHED)) reply.header('Cache-Control', 'public, max-age=31536000, immutable')
  return reply.type(file.type).send(file.bytes)
}

/**
 * Content Security Policy (W3C, level 3): code and data of this server only, no markup made from text, no frames.
 * The websocket is named because not every browser counts it to `'self'`; a Host that is no host is left out.
 */
function policy(request: FastifyRequest): string {
  const { host = '' } = request.headers
  const scheme = request.protocol === 'https' ? 'wss' : 'ws'
  const socket = /^(?:[\w.-]+|\[[\da-f:]+\])(?::\d{1,5})?$/i.test(host) ? ` ${scheme}://${host}` : ''
  return [
    "default-src 'self'",
    `connect-src 'self'${socket}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
}
