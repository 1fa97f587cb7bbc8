import { execFile, spawn } from 'node:child_process'
import { access, mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { type DhcpPeer, startDnsmasq, startKea } from './dhcp-peers.ts'
import { type DhcpLoad, offerLoad, withRoomForAnswers } from './dhcp-perfdhcp.ts'
import { sustainedRate } from './dhcp-sustained.ts'
import type { Figure } from './figure.ts'
import { usageOf } from './fleet-server.ts'
import { type LoadLink, makeLoadLink, SERVER_ADDRESS } from './load-link.ts'

/** Exchanges offered a second, and the half of it at which answers must be quick. */
const OFFERED = 10_000
const SECONDS = 8
/** For each rate while the highest one is looked for. */
const SHORT = 3
const MILLION = 1_000_000
/** Clients that come again and again, as machines do whose lease is known. */
const KNOWN = 20_000
/** Programs the benchmark runs, and where they are from. */
const TOOLS = {
  perfdhcp: 'kea-admin',
  'kea-dhcp4': 'kea-dhcp4-server',
  dnsmasq: 'dnsmasq-base',
  ip: 'iproute2',
}

const run = promisify(execFile)

/**
 * Four-packet DHCP exchanges a second, each lease durable before its ACK, with PXE answers, options and
 * reservations in play, offered by perfdhcp over a link of its own; Kea and dnsmasq in the same run. Then machines
 * that are known while made-up ones flood the server.
 *
 * @throws Error naming the tools that are missing; needs root
 */
export async function benchDhcp(): Promise<Figure[]> {
  const missing = await missingTools()
  if (missing.length > 0) throw new Error(`DHCP benchmark: apt-get install ${missing.join(' ')}`)
  return withRoomForAnswers(measure)
}

async function measure(): Promise<Figure[]> {
  const link = await makeLoadLink()
  const folder = await mkdtemp(join(tmpdir(), 'metalwright-bench-'))
  try {
    const peers: PeerFigures[] = []
    for (const start of [startKea, startDnsmasq]) {
      const peer = await start(link, folder)
      try {
        peers.push(await peerFigures(link, peer))
      } finally {
        await peer.stop()
      }
    }
    const own = await ownFigures(link)
    const figures: Figure[] = [
      ...peers.map(({ name, load }) => ({
        name: 'DHCP exchanges, new clients',
        value: own.fresh.rate,
        unit: 'exchanges/s',
        peer: { name, value: load.rate },
      })),
      ...peers
        .filter(({ sustained }) => sustained > 0)
        .map(({ name, sustained }) => ({
          name: 'DHCP exchanges, new clients, most with at most 2 % lost',
          value: own.sustained,
          unit: 'exchanges/s',
          peer: { name, value: sustained },
        })),
      ...peers.map(({ name, cpu }) => ({
        name: 'DHCP processor time of an exchange, new clients',
        value: own.freshCpu * MILLION,
        unit: 'µs',
        peer: { name, value: cpu * MILLION },
      })),
      {
        name: 'DHCP processor time of an exchange, known clients',
        value: own.knownCpu * MILLION,
        unit: 'µs',
      },
      { name: 'DHCP messages lost at 10,000/s', value: 100 * own.fresh.lost, unit: '%' },
      { name: 'DHCP exchanges, known clients', value: own.known.rate, unit: 'exchanges/s' },
      { name: 'DHCP messages of known clients lost at 10,000/s', value: 100 * own.known.lost, unit: '%' },
      { name: 'DHCP ACK at half load, mean', value: own.half.mean, unit: 'ms' },
      { name: 'DHCP answers at half load within 10 ms', value: own.within, unit: '%' },
      { name: 'DHCP exchanges of known machines in a flood', value: own.inFlood, unit: 'exchanges/s' },
      { name: 'DHCP server memory grown by the flood', value: own.grown, unit: 'MiB' },
    ]
    return figures
  } finally {
    await link.remove()
    await rm(folder, { recursive: true, force: true })
  }
}

interface PeerFigures {
  readonly name: string
  readonly load: DhcpLoad
  /** Processor time of an exchange, seconds. */
  readonly cpu: number
  /** See {@link sustainedRate}; 0 when it loses most of what is offered. */
  readonly sustained: number
}

async function peerFigures(link: LoadLink, { name, pid }: DhcpPeer): Promise<PeerFigures> {
  const load = await offerLoad(link, { rate: OFFERED, clients: MILLION, seconds: SECONDS })
  const cpu = (await usageOf(pid)).cpuSeconds / (load.rate * SECONDS)
  tell(name, load)
  // perfdhcp hardly has figures of one that loses most of it.
  const sustained = load.lost > 0.5 ? 0 : await sustainedRate((rate) => newClients(link, name, rate))
  return { name, load, cpu, sustained }
}

async function ownFigures(link: LoadLink) {
  const site = await startSite(link, ['--dhcp-new-clients', String(MILLION)])
  try {
    // Kea and dnsmasq are compiled ahead, this one while it runs.
    await offerLoad(link, { rate: OFFERED / 2, clients: MILLION, seconds: SECONDS })
    const beforeFresh = await site.answersWithin()
    const fresh = await offerLoad(link, { rate: OFFERED, clients: MILLION, seconds: SECONDS })
    const freshCpu = cpuOf(beforeFresh, await site.answersWithin())
    tell('new clients', fresh)
    await offerLoad(link, { rate: 3000, clients: KNOWN, seconds: 7 })
    const beforeKnown = await site.answersWithin()
    const known = await offerLoad(link, { rate: OFFERED, clients: KNOWN, seconds: SECONDS })
    const knownCpu = cpuOf(beforeKnown, await site.answersWithin())
    tell('known clients', known)
    const before = await site.answersWithin()
    const half = await offerLoad(link, { rate: OFFERED / 2, clients: MILLION, seconds: SECONDS })
    const after = await site.answersWithin()
    const within = (100 * (after.quick - before.quick)) / (after.all - before.all)
    tell('half load', half)
    const sustained = await sustainedRate((rate) => newClients(link, 'new clients', rate))
    return { half, fresh, freshCpu, known, knownCpu, within, sustained, ...(await floodFigures(link)) }
  } finally {
    await site.stop()
  }
}

async function newClients(link: LoadLink, name: string, rate: number): Promise<DhcpLoad> {
  const load = await offerLoad(link, { rate, clients: MILLION, seconds: SHORT })
  tell(`${name}, ${rate}/s offered`, load)
  return load
}

/** Machines with leases at a second relay, served while perfdhcp makes up clients at the first. */
async function floodFigures(link: LoadLink) {
  const site = await startSite(link, [])
  try {
    const flood = { rate: OFFERED / 2, clients: MILLION, seconds: 4 }
    await offerLoad(link, flood)
    const before = await site.memory()
    const [command, ...args] = link.client([
      process.execPath,
      join(import.meta.dirname, 'dhcp-load.ts'),
      SERVER_ADDRESS,
      '10.64.0.3',
    ])
    const [{ stdout }] = await Promise.all([
      run(command, args),
      offerLoad(link, { ...flood, seconds: SECONDS }),
    ])
    return { inFlood: Number(stdout), grown: Math.max(0, (await site.memory()) - before) / 2 ** 20 }
  } finally {
    await site.stop()
  }
}

/** What a site has done so far. */
interface Answers {
  readonly all: number
  /** Made within 10 ms of receipt. */
  readonly quick: number
  /** Processor time of the server, seconds. */
  readonly cpuSeconds: number
}

/** Seconds of processor time for one exchange, which is two answers. */
function cpuOf(before: Answers, after: Answers): number {
  return (2 * (after.cpuSeconds - before.cpuSeconds)) / (after.all - before.all)
}

interface Site {
  answersWithin(): Promise<Answers>
  /** Resident memory, bytes. */
  memory(): Promise<number>
  stop(): Promise<void>
}

/** Runs a server of this project on the link, in a process that speaks JSON lines. */
async function startSite(link: LoadLink, flags: readonly string[]): Promise<Site> {
  const script = join(import.meta.dirname, 'dhcp-site.ts')
  const [command, ...args] = link.server([process.execPath, script, ...flags])
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const next = async (): Promise<Answers & { readonly memory: number }> =>
    JSON.parse((await lines.next()).value ?? '{}')
  await next()
  const ask = () => {
    child.stdin.write('figures\n')
    return next()
  }
  return {
    answersWithin: ask,
    memory: async () => (await ask()).memory,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.stdin.end()
      await ended
    },
  }
}

function tell(name: string, { rate, lost, mean, worst }: DhcpLoad): void {
  const load = loadavg()[0]?.toFixed(1)
  const delays = `ACK ${mean.toFixed(1)} ms mean, ${worst.toFixed(0)} ms worst`
  process.stderr.write(
    `  ${name}: ${rate.toFixed(0)}/s, ${(100 * lost).toFixed(1)} % lost, ${delays}, load ${load}\n`,
  )
}

async function missingTools(): Promise<string[]> {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin']
  const found = await Promise.all(
    Object.entries(TOOLS).map(async ([tool, from]) => {
      const places = await Promise.allSettled(folders.map((folder) => access(join(folder, tool))))
      return places.some(({ status }) => status === 'fulfilled') ? [] : [from]
    }),
  )
  return found.flat()
}
