import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from '@metalwright/sdk'
import { makeCertificate } from '@metalwright/sdk/certificate'
import { DEV_KEY, type ServerProcess, startServerProcess } from '@metalwright/server/rehearsal'
import type { Figure } from './figure.ts'
import { fillStore } from './fill-store.ts'
import type { HttpLoad, LoadResult } from './http-load.ts'

const SECONDS = 5
const FLAGS = ['--dev', '--api-port', '0', '--disable-dhcp', '--disable-tftp', '--disable-provisioner']

/** A fleet that the server is measured with. */
interface Fleet {
  readonly machines: number
  readonly jobs: number
}

/** Single objects, lists, memory and start of a server on disk, with 10,000 and with 30,000 machines. */
export async function benchApi(): Promise<Figure[]> {
  return [
    ...(await withServer({ machines: 0, jobs: 0 }, async (server) => [
      { name: 'start, empty', value: server.started, unit: 'ms' },
      { name: 'resident memory, empty and idle', value: await resident(server), unit: 'MB' },
    ])),
    ...(await withServer({ machines: 10_000, jobs: 0 }, measure)),
    ...(await withServer({ machines: 30_000, jobs: 1_000_000 }, measure)),
  ]
}

interface Measured extends ServerProcess {
  readonly fleet: Fleet
  /** Milliseconds from the command to the line that says that it serves. */
  readonly started: number
}

async function withServer(fleet: Fleet, work: (server: Measured) => Promise<Figure[]>): Promise<Figure[]> {
  const baseRoot = await mkdtemp(join(tmpdir(), 'metalwright-bench-'))
  try {
    if (fleet.machines > 0) await fillStore({ baseRoot, ...fleet })
    const before = performance.now()
    const server = await startServerProcess({ baseRoot, flags: FLAGS })
    const started = performance.now() - before
    try {
      return await work({ ...server, fleet, started })
    } finally {
      await server.stop()
    }
  } finally {
    await rm(baseRoot, { recursive: true, force: true })
  }
}

async function measure(server: Measured): Promise<Figure[]> {
  const { ports, fingerprint } = server.facts
  const { machines, jobs } = server.fleet
  const client = new Client({ endpoint: `https://127.0.0.1:${ports.api}`, key: DEV_KEY, fingerprint })
  const of = `of ${machines.toLocaleString('en')}`
  try {
    const atStart = await resident(server)
    const machine = (await client.machines.list({ limit: 1 })).items[0]
    const { Token } = await client.users.token('rocketskates', { ttlSeconds: 3600 })
    const common: HttpLoad = {
      port: ports.api,
      method: 'GET',
      path: '/api/v3/machines/Name:node%n.example.com',
      headers: { authorization: `Bearer ${Token}` },
      objects: machines,
      status: 200,
      connections: 16,
      seconds: SECONDS,
    }
    const json = { ...common.headers, 'content-type': 'application/json' }
    const bare = await bareServer(JSON.stringify(machine), common)
    const beside = { name: 'a bare Node HTTPS server', value: bare.rate }
    const get = await load(common)
    const patch = await load({
      ...common,
      method: 'PATCH',
      headers: json,
      body: '[{"op":"replace","path":"/Description","value":"change %n"}]',
    })
    const filtered = await load({ ...common, connections: 8, path: '/api/v3/machines?Stage=none&limit=100' })
    const whole = await load({ ...common, connections: 2, path: '/api/v3/machines' })
    const worked = await resident(server)
    const post = await load({
      ...common,
      method: 'POST',
      path: '/api/v3/machines',
      headers: json,
      body: '{"Name":"made-%p-%n.example.com"}',
      status: 201,
    })
    return [
      { name: `start with ${machines} machines and ${jobs} jobs`, value: server.started, unit: 'ms' },
      { name: `resident memory with ${machines} machines, started`, value: atStart, unit: 'MB' },
      { name: `GET one ${of}`, value: get.rate, unit: 'requests/s', peer: beside },
      { name: `GET one ${of}, 99 of 100 within`, value: get.p99, unit: 'ms' },
      { name: `PATCH one ${of}, durable`, value: patch.rate, unit: 'requests/s', peer: beside },
      { name: `PATCH one ${of}, 99 of 100 within`, value: patch.p99, unit: 'ms' },
      { name: `POST beside ${machines}, durable`, value: post.rate, unit: 'requests/s', peer: beside },
      { name: `POST beside ${machines}, 99 of 100 within`, value: post.p99, unit: 'ms' },
      { name: `list by an index, limit 100, ${of}`, value: filtered.rate, unit: 'requests/s' },
      { name: `list all ${of}`, value: whole.rate, unit: 'requests/s' },
      { name: `list all ${of}, first byte`, value: whole.firstByte, unit: 'ms' },
      {
        name: `resident memory with ${machines} machines, after reads, patches and lists`,
        value: worked,
        unit: 'MB',
      },
    ]
  } finally {
    await client.close()
  }
}

/** Megabytes that the server holds in memory. */
async function resident({ pid }: ServerProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024
}

async function bareServer(body: string, options: HttpLoad): Promise<LoadResult> {
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

async function load(options: HttpLoad): Promise<LoadResult> {
  const script = join(import.meta.dirname, 'http-load.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [script, JSON.stringify(options)])
  const result: LoadResult = JSON.parse(stdout)
  return result
}
