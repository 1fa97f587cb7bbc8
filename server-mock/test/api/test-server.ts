import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JsonValue } from '@metalwright/sdk/models'
import { builtInPack } from '../../src/commands/built-in-content.ts'
import { type RunningServer, startServer } from '../../src/server.ts'
import type { Settings } from '../../src/settings.ts'

/** Answer of a call. */
export interface TestAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

/** A real server on loopback with its own folder, and calls to it. */
export interface TestServer {
  readonly server: RunningServer
  readonly folder: string
  /** Calls the API as the first user, or with other credentials. */
  call(method: string, path: string, body?: JsonValue, options?: CallOptions): Promise<TestAnswer>
  /** The JSON body of a call that must succeed. */
  json(method: string, path: string, body?: JsonValue): Promise<unknown>
  close(): Promise<void>
}

/** What a call may change about itself. */
export interface CallOptions {
  /** Value of the Authorization header; empty sends none. */
  readonly authorization?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Body as it is, instead of JSON. */
  readonly raw?: string
}

/** Starts a server whose objects end with it. */
export async function startTestServer(settings: Partial<Settings> = {}): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'metalwright-'))
  const basic = await builtInPack('basic')
  const server = await startServer(
    {
      baseRoot: folder,
      store: 'memory',
      listen: '127.0.0.1',
      apiPort: 0,
      staticPort: 0,
      tftpPort: 0,
      dhcpPort: 0,
      binlPort: 0,
      staticIp: '',
      provisionAddress: '127.0.0.1',
      disableDhcp: true,
      disableTftp: true,
      disableProvisioner: false,
      disablePxe: true,
      id: 'test',
      tlsCert: '',
      tlsKey: '',
      dev: true,
      prefs: {},
      content: [basic],
      ...settings,
    },
    { info: () => {}, warn: () => {}, error: (facts, text) => console.error(text, facts) },
  )
  const call: TestServer['call'] = (method, path, body, options = {}) =>
    send(server.ports.api, method, `/api/v3${path}`, body, options)
  return {
    server,
    folder,
    call,
    json: async (method, path, body) => {
      const answer = await call(method, path, body)
      if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
      return JSON.parse(answer.text)
    },
    close: async () => {
      await server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function send(
  port: number,
  method: string,
  path: string,
  body: JsonValue | undefined,
  options: CallOptions,
): Promise<TestAnswer> {
  const authorization =
    options.authorization ?? `Basic ${Buffer.from('rocketskates:r0cketsk8ts').toString('base64')}`
  const payload = options.raw ?? (body === undefined ? undefined : JSON.stringify(body))
  const headers = {
    ...(authorization === '' ? {} : { authorization }),
    ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
    ...options.headers,
  }
  return new Promise((resolve, reject) => {
    const call = request(
      { host: '127.0.0.1', port, method, path, headers, rejectUnauthorized: false },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        )
      },
    )
    call.on('error', reject)
    call.end(payload)
  })
}
