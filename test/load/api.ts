import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from '@metalwright/sdk'
import { makeCertificate } from '@metalwright/sdk/certificate'
import { DEV_KEY, startServerProcess } from '@metalwright/server/rehearsal'
import type { Figure } from './figure.ts'
import type { HttpLoad } from './http-load.ts'

const SECONDS = 4
const MACHINES = 1000

/** Requests a second on a server with 1,000 machines, beside a bare Node server that sends the same bytes. */
export async function benchApi(): Promise<Figure[]> {
  const baseRoot = await mkdtemp(join(tmpdir(), 'metalwright-bench-'))
  const flags = ['--dev', '--api-port', '0', '--disable-dhcp', '--disable-tftp', '--disable-provisioner']
  const server = await startServerProcess({ baseRoot, flags })
  const endpoint = `https://127.0.0.1:${server.facts.ports.api}`
  const client = new Client({ endpoint, key: DEV_KEY, fingerprint: server.facts.fingerprint })
  try {
    const uuids: string[] = []
    for (let number = 0; number < MACHINES; number++) {
      const Params = Object.fromEntries(
        Array.from({ length: 10 }, (_, at) => [`rack/slot-${at}`, `value ${number}`]),
      )
      uuids.push((await client.machines.create({ Name: `node${number}.example.com`, Params })).Uuid)
    }
    const { Token } = await client.users.token('rocketskates', { ttlSeconds: 3600 })
    const headers = { authorization: `Bearer ${Token}` }
    const one = `/api/v3/machines/${uuids[0]}`
    const common = { port: server.facts.ports.api, headers, connections: 32, seconds: SECONDS }
    const patch = {
      ...common,
      method: 'PATCH',
      path: '/api/v3/machines/Name:node%n.example.com',
      headers: { ...headers, 'content-type': 'application/json' },
      body: '[{"op":"replace","path":"/Description","value":"change %n"}]',
    }
    const bytes = JSON.stringify(await client.machines.get(uuids[0] ?? ''))
    const bare = await bareServer(bytes, { ...common, method: 'GET', path: '/' })
    const beside = { name: 'a bare Node HTTPS server', value: bare }
    return [
      {
        name: 'GET one machine',
        value: await load({ ...common, method: 'GET', path: one }),
        unit: 'requests/s',
        peer: beside,
      },
      {
        name: 'PATCH machines, durable',
        value: await load(patch),
        unit: 'requests/s',
        peer: beside,
      },
      {
        name: 'PATCH one and the same machine, durable',
        value: await load({ ...patch, path: one }),
        unit: 'requests/s',
        peer: beside,
      },
      {
        name: `GET the list of ${MACHINES} machines`,
        value: await load({ ...common, connections: 4, method: 'GET', path: '/api/v3/machines' }),
        unit: 'requests/s',
      },
      {
        name: `GET one of ${MACHINES} machines by a filter`,
        value: await load({
          ...common,
          connections: 4,
          method: 'GET',
          path: '/api/v3/machines?Name=node7.example.com',
        }),
        unit: 'requests/s',
      },
    ]
  } finally {
    await client.close()
    await server.stop()
    await rm(baseRoot, { recursive: true, force: true })
  }
}

async function bareServer(body: string, options: Omit<HttpLoad, 'port'>): Promise<number> {
  const certificate = makeCertificate({ names: ['localhost'], days: 1 }, new Date())
  const server = createServer(
    { cert: certificate.certificatePem, key: certificate.keyPem },
    (_request, response) => {
      response.setHeader('content-type', 'application/json')
      response.end(body)
    },
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  try {
    return await load({ ...options, port })
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

async function load(options: HttpLoad): Promise<number> {
  const script = join(import.meta.dirname, 'http-load.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [script, JSON.stringify(options)])
  return Number(stdout)
}
