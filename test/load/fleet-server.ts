import { readFile } from 'node:fs/promises'
import { type ServerFacts, type ServerProcess, startServerProcess } from '@metalwright/server/rehearsal'

/** Ticks of the kernel's clock in a second, as `/proc` counts processor time (`getconf CLK_TCK`). */
const TICKS = 100

/** Processor time and memory of a server over all its starts. */
export interface ServerUsage {
  readonly cpuSeconds: number
  /** Most resident memory of any start, megabytes. */
  readonly peakMemory: number
  readonly starts: number
}

/** Answers of the API by method, route and status. */
export type RequestCounts = ReadonlyMap<string, number>

/** A server that can be killed and started again at the same place, and what it used up. */
export class FleetServer {
  readonly #baseRoot: string
  readonly #flags: readonly string[]
  readonly #nodeFlags: readonly string[]
  #process: ServerProcess
  #cpuSeconds = 0
  #peakMemory = 0
  #starts = 1
  readonly #requests = new Map<string, number>()

  private constructor(
    baseRoot: string,
    flags: readonly string[],
    nodeFlags: readonly string[],
    server: ServerProcess,
  ) {
    this.#baseRoot = baseRoot
    this.#flags = flags
    this.#nodeFlags = nodeFlags
    this.#process = server
  }

  /**
   * @param flags besides those of ports, which the system picks
   * @param nodeFlags flags of node itself
   */
  static async start(
    baseRoot: string,
    flags: readonly string[],
    nodeFlags: readonly string[],
  ): Promise<FleetServer> {
    const anyPort = ['api', 'static', 'tftp', 'dhcp', 'metrics'].flatMap((name) => [`--${name}-port`, '0'])
    const server = await launch(baseRoot, [...flags, ...anyPort], nodeFlags)
    return new FleetServer(baseRoot, flags, nodeFlags, server)
  }

  get facts(): ServerFacts {
    return this.#process.facts
  }

  get pid(): number {
    return this.#process.pid
  }

  /** Ends the server by SIGKILL and starts it again at the same ports. */
  async killAndRestart(): Promise<void> {
    await this.#note()
    process.kill(this.#process.pid, 'SIGKILL')
    await this.#process.stop()
    await this.#again()
  }

  /** Ends the server in order and starts it again at the same ports. */
  async restart(): Promise<void> {
    await this.stop()
    await this.#again()
  }

  /** Ends the server in order. */
  async stop(): Promise<void> {
    await this.#note()
    await this.#process.stop()
  }

  /** What was used up to now. */
  async usage(): Promise<ServerUsage> {
    const now = await usageOf(this.pid)
    return {
      cpuSeconds: this.#cpuSeconds + now.cpuSeconds,
      peakMemory: Math.max(this.#peakMemory, now.peakMemory),
      starts: this.#starts,
    }
  }

  /** Requests that were answered up to now; those between the last look and a kill are not known. */
  async requests(): Promise<RequestCounts> {
    const counts = new Map(this.#requests)
    add(counts, await scrape(this.facts.ports.metrics))
    return counts
  }

  async #note(): Promise<void> {
    const { cpuSeconds, peakMemory } = await usageOf(this.pid)
    add(this.#requests, await scrape(this.facts.ports.metrics).catch(() => new Map()))
    this.#cpuSeconds += cpuSeconds
    this.#peakMemory = Math.max(this.#peakMemory, peakMemory)
  }

  async #again(): Promise<void> {
    const { api, static: files, tftp, dhcp, metrics } = this.facts.ports
    const ports = { api, static: files, tftp, dhcp, metrics }
    const samePorts = Object.entries(ports).flatMap(([name, port]) => [`--${name}-port`, String(port)])
    this.#process = await launch(this.#baseRoot, [...this.#flags, ...samePorts], this.#nodeFlags)
    this.#starts += 1
  }
}

function launch(
  baseRoot: string,
  flags: readonly string[],
  nodeFlags: readonly string[],
): Promise<ServerProcess> {
  const wrap = ([node = '', ...rest]: readonly string[]) => [node, ...nodeFlags, ...rest]
  return startServerProcess({ baseRoot, flags, wrap })
}

/** Processor time of a running process, seconds, and the most memory it had, megabytes; zeros when it is gone. */
export async function usageOf(pid: number): Promise<{ cpuSeconds: number; peakMemory: number }> {
  try {
    const [stat, status] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/status`, 'utf8'),
    ])
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // proc(5): utime and stime are fields 14 and 15, of which two are before the name's closing bracket.
    const cpuSeconds = (Number(fields[11]) + Number(fields[12])) / TICKS
    return { cpuSeconds, peakMemory: Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024 }
  } catch {
    return { cpuSeconds: 0, peakMemory: 0 }
  }
}

async function scrape(port: number): Promise<Map<string, number>> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  const counts = new Map<string, number>()
  for (const [, labels = '', value] of text.matchAll(
    /^metalwright_api_request_seconds_count\{(.*)\} (\d+)$/gm,
  )) {
    const label = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(labels)?.[1] ?? ''
    counts.set(`${label('method')} ${label('route')} ${label('status')}`, Number(value))
  }
  return counts
}

function add(to: Map<string, number>, counts: RequestCounts): void {
  for (const [name, count] of counts) to.set(name, (to.get(name) ?? 0) + count)
}
