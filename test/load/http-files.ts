import { execFile } from 'node:child_process'
import { mkdtemp, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Figure } from './figure.ts'
import { type FilePeer, NGINX_PORT, startNginx } from './file-peers.ts'
import { type LoadLink, SERVER_ADDRESS } from './load-link.ts'

const MIB = 1024 * 1024
/** Size of the file that is loaded. */
export const HTTP_MIB = 1024
/** Port of our file server. */
export const STATIC_PORT = 8091
const STREAMS = 200
const STREAM_SECONDS = 10
/** Times the file is loaded, of which the fastest counts. */
const TURNS = 5

const run = promisify(execFile)

/** A server whose memory is looked at. */
export interface MeasuredPeer extends FilePeer {
  /** MiB that are resident now. */
  memory(): Promise<number>
}

/**
 * One file by curl, ours beside nginx with one client and with four, then many streams side by side.
 *
 * @param tree folder with `http.bin`
 * @param ours starts our server
 */
export async function httpFigures(
  link: LoadLink,
  folder: string,
  tree: string,
  ours: () => Promise<MeasuredPeer>,
): Promise<Figure[]> {
  const served = await mkdtemp(join(folder, 'nginx-'))
  await symlink(join(tree, 'http.bin'), join(served, 'http.bin'))
  const nginx = await startNginx(link, served)
  const theirs = [await httpRate(link, NGINX_PORT, 1), await httpRate(link, NGINX_PORT, 4)]
  await nginx.stop()
  const server = await ours()
  const own = [await httpRate(link, STATIC_PORT, 1), await httpRate(link, STATIC_PORT, 4)]
  tell(
    `HTTP metalwright: ${own.map(Math.round).join(', ')}; nginx: ${theirs.map(Math.round).join(', ')} MiB/s`,
  )
  const before = await server.memory()
  const streams = link.client([
    process.execPath,
    fileURLToPath(new URL('file-streams.ts', import.meta.url)),
    ...[SERVER_ADDRESS, `${STATIC_PORT}`, 'http.bin', `${STREAMS}`, `${STREAM_SECONDS}`],
  ])
  const going = run(streams[0], streams.slice(1))
  await sleep((STREAM_SECONDS * 1000) / 2)
  const during = await server.memory()
  const bytes: number[] = JSON.parse((await going).stdout)
  await server.stop()
  const mean = bytes.reduce((sum, one) => sum + one, 0) / bytes.length
  const clients = ['one client', 'four clients']
  return [
    ...clients.map((who, at) => ({
      name: `HTTP file of 1 GiB, ${who}`,
      value: own[at] ?? 0,
      unit: 'MiB/s',
      peer: { name: 'nginx', value: theirs[at] ?? 0 },
    })),
    { name: `HTTP, ${STREAMS} streams, all`, value: (mean * STREAMS) / MIB / STREAM_SECONDS, unit: 'MiB/s' },
    {
      name: `HTTP, ${STREAMS} streams, slowest of the mean`,
      value: (100 * Math.min(...bytes)) / mean,
      unit: '%',
    },
    {
      name: `HTTP, ${STREAMS} streams, fastest of the mean`,
      value: (100 * Math.max(...bytes)) / mean,
      unit: '%',
    },
    { name: `HTTP, ${STREAMS} streams, memory they cost`, value: during - before, unit: 'MiB' },
  ]
}

async function httpRate(link: LoadLink, port: number, clients: number): Promise<number> {
  const url = `http://${SERVER_ADDRESS}:${port}/http.bin`
  const one = () => seconds(link.client(['curl', '-sSf', '-o', '/dev/null', url]))
  const all = async () => {
    const started = performance.now()
    await Promise.all(Array.from({ length: clients }, one))
    return (performance.now() - started) / 1000
  }
  const took: number[] = []
  for (let turn = 0; turn < TURNS; turn++) took.push(await all())
  return (clients * HTTP_MIB) / Math.min(...took)
}

/** Seconds that a command takes; rejects when it fails. */
export async function seconds([command, ...args]: readonly [string, ...string[]]): Promise<number> {
  const started = performance.now()
  await run(command, args, { timeout: 120_000 })
  return (performance.now() - started) / 1000
}

function tell(text: string): void {
  process.stderr.write(`  ${text}\n`)
}
