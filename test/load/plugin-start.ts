import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { createInterface } from 'node:readline'

/** What the start of a plugin costs, from the command to its handshake line. */
export interface PluginStart {
  /** Milliseconds. */
  readonly wall: number
  /** Milliseconds of processor time, all threads. */
  readonly cpu: number
  /** Megabytes resident. */
  readonly memory: number
}

/** How a program starts plugins. */
export interface PluginHost {
  /** Environment by which a plugin knows who starts it. */
  readonly env: Readonly<Record<string, string>>
  /** The first line that a plugin prints. */
  readonly handshake: RegExp
}

/** Terraform, by go-plugin. */
const TERRAFORM: PluginHost = {
  env: {
    TF_PLUGIN_MAGIC_COOKIE: 'd602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2',
    PLUGIN_PROTOCOL_VERSIONS: '6',
  },
  handshake: /^1\|6\|/,
}

/** Pulumi: a plugin prints its port. */
export const PULUMI: PluginHost = { env: {}, handshake: /^\d+$/ }

/** Starts a provider as its host does, some times, and gives the median of each figure. */
export async function pluginStart(
  program: string,
  times: number,
  host: PluginHost = TERRAFORM,
): Promise<PluginStart> {
  const starts: PluginStart[] = []
  for (let time = 0; time < times; time++) starts.push(await oneStart(program, host))
  const median = (figure: (start: PluginStart) => number) =>
    starts.map(figure).sort((a, b) => a - b)[Math.floor(times / 2)] ?? Number.NaN
  return {
    wall: median(({ wall }) => wall),
    cpu: median(({ cpu }) => cpu),
    memory: median(({ memory }) => memory),
  }
}

async function oneStart(program: string, host: PluginHost): Promise<PluginStart> {
  const env = { PATH: process.env['PATH'], HOME: tmpdir(), TMPDIR: tmpdir(), ...host.env }
  const before = performance.now()
  const child = spawn(program, [], { env, stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = once(child, 'close')
  const { pid } = child
  const line = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line').then(([text]) => String(text)),
    ended.then(() => ''),
  ])
  const wall = performance.now() - before
  if (pid === undefined || !host.handshake.test(line)) throw new Error(`${program} shook no hands: ${line}`)
  const start = { wall, cpu: processorTime(pid), memory: peakMemory(pid) }
  child.kill('SIGKILL')
  await ended
  return start
}

/** Milliseconds that all threads of a process have run. */
function processorTime(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`)
  const run = threads.map((thread) =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
  )
  return run.reduce((sum, nanoseconds) => sum + nanoseconds, 0) / 1e6
}

/** Megabytes that a process has had resident at most; NaN when it is gone. */
export function peakMemory(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
  } catch {
    return Number.NaN
  }
}
