import { createSecureServer, createServer, type Http2Session, type ServerHttp2Stream } from 'node:http2'
import type { Server } from 'node:net'
import { FrameError } from './frame.ts'
import { type Route, refuse, status } from './routes.ts'

/** Keys of this side and the only certificate that the other side may show, all PEM. */
export interface MutualTls {
  readonly key: string
  readonly certificate: string
  readonly clientCertificate: string
}

/** Where to listen: a path of a Unix socket, or a port of loopback, where 0 means a free one. */
export type Place = { readonly path: string } | { readonly port: number }

/** A listening server. */
export interface Served {
  /** The port; 0 for a Unix socket. */
  readonly port: number
  /** Ends all connections at once. Safe to call twice. */
  close(): void
}

/** Room for the states of hundreds of calls at a time; Node refuses further streams beyond it. */
const sessionMegabytes = 2_048
const windowBytes = 4 * 1_024 ** 2

/**
 * Serves gRPC calls over HTTP/2 by their paths, such as `/plugin.GRPCController/Shutdown`. Calls run side by
 * side; a failing one never takes down another.
 * @throws Error when the place cannot be listened on.
 */
export async function serveRoutes(
  routes: ReadonlyMap<string, Route>,
  place: Place,
  tls: MutualTls | null,
): Promise<Served> {
  const options = { settings: { initialWindowSize: windowBytes }, maxSessionMemory: sessionMegabytes }
  const server = tls
    ? createSecureServer({
        ...options,
        key: tls.key,
        cert: tls.certificate,
        ca: [tls.clientCertificate],
        requestCert: true,
        rejectUnauthorized: true,
        minVersion: 'TLSv1.2',
        ALPNProtocols: ['h2'],
      })
    : createServer(options)
  const sessions = new Set<Http2Session>()
  server.on('session', (session: Http2Session) => {
    sessions.add(session)
    session.once('close', () => sessions.delete(session))
    session.on('error', () => undefined)
  })
  server.on('sessionError', () => undefined)
  server.on('stream', (stream: ServerHttp2Stream, headers) => {
    stream.on('error', () => undefined)
    const path = headers[':path'] ?? ''
    const route = routes.get(path)
    if (route === undefined)
      return refuse(stream, status.unimplemented, `this plugin does not offer ${path.slice(0, 200)}`)
    answer(route, stream)
  })
  await listening(server, place)
  const address = server.address()
  return {
    port: address !== null && typeof address === 'object' ? address.port : 0,
    close: () => {
      server.close()
      for (const session of sessions) session.destroy()
    },
  }
}

function answer(route: Route, stream: ServerHttp2Stream): void {
  Promise.resolve()
    .then(() => route(stream))
    .catch((error: unknown) => {
      const code = error instanceof FrameError ? error.code : status.internal
      refuse(stream, code, error instanceof Error ? error.message : String(error))
    })
}

function listening(server: Server, place: Place): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    const ready = () => {
      server.off('error', reject)
      resolve()
    }
    if ('path' in place) server.listen(place.path, ready)
    else server.listen(place.port, '127.0.0.1', ready)
  })
}
