import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { getResponse, type RequestHandler } from 'msw'
import type { Settings } from '../transport/index.ts'

/** Handlers that are reachable at an address of this computer. */
export interface ServedHandlers {
  /** For `new Client(…)`: the address, a token, and no patience with what fails. */
  readonly settings: Settings
  /** The same for a program of its own, as environment variables. */
  readonly environment: Readonly<Record<string, string>>
  /** Puts handlers before those there are. */
  use(...handlers: readonly RequestHandler[]): void
  /** Takes away what `use` has put. */
  resetHandlers(): void
  close(): Promise<void>
}

/**
 * Serves msw handlers at a free port of 127.0.0.1. The SDK's client talks through sockets of its own, which msw's
 * `setupServer` does not see; through this it works as with a server, also from another process.
 */
export async function serveHandlers(initial: readonly RequestHandler[]): Promise<ServedHandlers> {
  let added: readonly RequestHandler[] = []
  const server = createServer((incoming, outgoing) => {
    answer([...added, ...initial], incoming, outgoing).catch((error: unknown) => {
      outgoing.writeHead(500, { 'content-type': 'application/json' })
      const Messages = [error instanceof Error ? error.message : String(error)]
      outgoing.end(JSON.stringify({ Model: '', Key: '', Type: incoming.method, Messages, Code: 500 }))
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  const endpoint = `http://127.0.0.1:${port}`
  return {
    settings: { endpoint, token: 'fake-token', maxRetries: 0, pollIntervalMs: 50 },
    environment: { RS_ENDPOINT: endpoint, RS_TOKEN: 'fake-token' },
    use: (...handlers) => {
      added = [...handlers, ...added]
    },
    resetHandlers: () => {
      added = []
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

async function answer(
  handlers: readonly RequestHandler[],
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
  const method = incoming.method ?? 'GET'
  const headers = new Headers()
  for (let at = 0; at + 1 < incoming.rawHeaders.length; at += 2) {
    headers.append(incoming.rawHeaders[at] ?? '', incoming.rawHeaders[at + 1] ?? '')
  }
  const body = ['GET', 'HEAD'].includes(method) ? null : Buffer.concat(chunks)
  const url = `http://${incoming.headers.host ?? '127.0.0.1'}${incoming.url ?? '/'}`
  const response = await getResponse([...handlers], new Request(url, { method, headers, body }))
  if (response === undefined) {
    outgoing.writeHead(501).end(`No handler answers ${method} ${url}.`)
    return
  }
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  outgoing.end(Buffer.from(await response.arrayBuffer()))
}
