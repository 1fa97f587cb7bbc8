import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from '@metalwright/sdk'
import { DEV_KEY } from '@metalwright/server/rehearsal'
import { ClaimedFleet } from './fleet-claims.ts'
import { endingProblems, fleetState } from './fleet-endings.ts'
import { MachinesProcess } from './fleet-load.ts'
import { phaseTimes } from './fleet-phases.ts'
import { type FleetReport, refusalsOf, sum, totals } from './fleet-report.ts'
import { FleetServer } from './fleet-server.ts'
import { addBootFiles, addFleetImage, addFleetSubnet, FLEET_FLAGS } from './fleet-site.ts'

/** A fleet's way from power on to in use. */
export interface FleetOptions {
  readonly machines: number
  /** Share of datagrams lost and of the machines' TCP exchanges broken, percent; default 0. */
  readonly loss?: number
  /** Kills the server (SIGKILL) when a third of the machines is in use, and starts it again; default false. */
  readonly kill?: boolean
  /** Machines switched on in a second, as power distribution in racks does it; default 50. */
  readonly rate?: number
  /** Claims under way at a time; default 50. */
  readonly parallel?: number
  /** Processes that the machines are in; default 1. */
  readonly processes?: number
  /** How many times faster the pauses of machines and claims go; default 1. */
  readonly hurry?: number
  /** Bytes of the boot loader that each machine loads by TFTP; default 70,000. */
  readonly loaderBytes?: number
  /** Where random numbers begin; default 1. */
  readonly seed?: number
  /** Flags of node for the server, such as `--cpu-prof`. */
  readonly nodeFlags?: readonly string[]
  /** Milliseconds until the run has failed; default 600,000. */
  readonly patience?: number
  /** Told where the fleet is, one line every two seconds. */
  readonly log?: (line: string) => void
}

/** Share of the machines in use at which the server is killed. */
const KILL_AT = 1 / 3
const PROGRESS = 2000

/** Takes a fleet of simulated machines from power on to in use, against a server process of its own. */
export async function runFleet(options: FleetOptions): Promise<FleetReport> {
  const folder = await mkdtemp(join(tmpdir(), 'metalwright-fleet-'))
  try {
    const baseRoot = join(folder, 'server')
    await addBootFiles(baseRoot, folder, options.loaderBytes)
    const server = await FleetServer.start(baseRoot, FLEET_FLAGS, options.nodeFlags ?? [])
    try {
      return await new FleetRun(options, server, folder).run()
    } finally {
      await server.stop()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

class FleetRun {
  readonly #options: FleetOptions
  readonly #server: FleetServer
  readonly #folder: string
  readonly #client: Client
  #loads: readonly MachinesProcess[] = []
  #fleet: ClaimedFleet | undefined
  #away = 0

  constructor(options: FleetOptions, server: FleetServer, folder: string) {
    this.#options = options
    this.#server = server
    this.#folder = folder
    const { ports, fingerprint } = server.facts
    this.#client = new Client({ endpoint: `https://127.0.0.1:${ports.api}`, key: DEV_KEY, fingerprint })
  }

  async run(): Promise<FleetReport> {
    const {
      machines: count,
      parallel = 50,
      patience = 600_000,
      kill = false,
      loss = 0,
      hurry = 1,
    } = this.#options
    const client = this.#client
    const over = new AbortController()
    try {
      await addFleetSubnet(client)
      const image = await addFleetImage(client, this.#folder)
      const before = { own: process.cpuUsage(), all: await busySeconds(), server: await this.#server.usage() }
      const began = performance.now()
      this.#loads = this.#startMachines()
      this.#fleet = new ClaimedFleet({ client, count, parallel, image, patience, hurry })
      const beside = Promise.all([
        this.#showProgress(began, over.signal),
        ...(kill ? [this.#killOnce(over.signal)] : []),
      ])
      const failure = Promise.race(this.#loads.map((load) => load.failure))
      await Promise.race([this.#fleet.run(), failure])
      const seconds = (performance.now() - began) / 1000
      over.abort()
      await beside

      const own = process.cpuUsage(before.own)
      const usage = await this.#server.usage()
      const all = (await busySeconds()) - before.all
      const reports = await Promise.all(this.#loads.map((load) => load.finish()))
      this.#loads = []
      const requests = await this.#server.requests()
      const state = await fleetState(client)
      const runs = (await client.runs.list()).items
      const problems = endingProblems(state, this.#fleet.held, reports, count)
      const events = await this.#revision()
      await this.#server.restart()
      const after = await fleetState(client)
      if (after.digest !== state.digest)
        problems.push('what the server holds is not the same after a restart')

      const cpuSeconds = usage.cpuSeconds - before.server.cpuSeconds
      const load = {
        machines: sum(reports.map((report) => report.cpuSeconds)),
        claims: (own.user + own.system) / 1e6,
      }
      return {
        machines: count,
        loss,
        kill,
        seconds,
        phases: phaseTimes(state.machines, runs, Object.assign({}, ...reports.map((one) => one.poweredOn))),
        server: { ...usage, cpuSeconds },
        away: this.#away,
        load: { ...load, others: Math.max(0, all - cpuSeconds - load.machines - load.claims) },
        events,
        requests: sum([...requests.values()]),
        refusals: refusalsOf(requests),
        retries: { ...totals(reports.map((report) => report.retries)), claim: this.#fleet.retries },
        firmwareRestarts: sum(reports.map((report) => report.restarts)),
        problems,
      }
    } finally {
      over.abort()
      for (const load of this.#loads) load.abort()
      await client.close()
    }
  }

  #startMachines(): MachinesProcess[] {
    const { machines, processes = 1, rate = 50, loss = 0, seed = 1, hurry = 1 } = this.#options
    return Array.from({ length: processes }, (_, at) => {
      const share = Math.floor((machines * (at + 1)) / processes) - Math.floor((machines * at) / processes)
      return new MachinesProcess({
        machines: share,
        macPrefix: `52:54:${at.toString(16).padStart(2, '0')}`,
        ports: this.#server.facts.ports,
        rate: rate / processes,
        loss: loss / 100,
        seed: seed + at,
        hurry,
      })
    })
  }

  async #killOnce(signal: AbortSignal): Promise<void> {
    const enough = this.#options.machines * KILL_AT
    while (!signal.aborted && (this.#fleet?.inUse ?? 0) < enough) await pause(20, signal)
    if (signal.aborted) return
    const killed = performance.now()
    await this.#server.killAndRestart()
    this.#away = (performance.now() - killed) / 1000
    this.#options.log?.(`server killed, and back after ${this.#away.toFixed(1)} s`)
  }

  async #showProgress(began: number, signal: AbortSignal): Promise<void> {
    const { log, machines } = this.#options
    while (!signal.aborted && log !== undefined) {
      await pause(PROGRESS, signal)
      const states = totals(this.#loads.map((load) => load.states))
      const where = Object.entries(states).map(([state, number]) => `${number} ${state}`)
      const { cpuSeconds, peakMemory } = await this.#server.usage()
      const at = ((performance.now() - began) / 1000).toFixed(0).padStart(4)
      log(
        `${at} s  ${this.#fleet?.held.size ?? 0} claimed, ${this.#fleet?.inUse ?? 0} of ${machines} in use (${where.join(', ')}); ` +
          `server ${cpuSeconds.toFixed(1)} s of processor, ${peakMemory.toFixed(0)} MB`,
      )
    }
  }

  /** Revision of the newest commit: how many changes there have been. */
  async #revision(): Promise<number> {
    const stream = await this.#client.events.subscribe(['users.*.*'])
    try {
      const made = this.#client.users.create({ Name: 'fleet-ended' })
      for await (const item of stream) {
        if (item.kind !== 'event') continue
        await made
        return item.event.Revision ?? 0
      }
      return 0
    } finally {
      stream.close()
    }
  }
}

/** Seconds that the processors of this machine have worked since it started, for whomever. */
async function busySeconds(): Promise<number> {
  const [line = ''] = (await readFile('/proc/stat', 'utf8')).split('\n')
  const [user = 0, nice = 0, system = 0, , , irq = 0, softIrq = 0] = line.split(/\s+/).slice(1).map(Number)
  return (user + nice + system + irq + softIrq) / 100
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return sleep(milliseconds, undefined, { signal }).catch(() => {})
}
