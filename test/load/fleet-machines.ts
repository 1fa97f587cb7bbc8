// Simulated machines of the fleet benchmark in a process of their own: they are the load, not what is measured.
//
//   node test/load/fleet-machines.ts <JSON of MachinesOrder>   (forked, with a channel for messages)
import { setTimeout as sleep } from 'node:timers/promises'
import {
  lossyNetwork,
  SimulatedFleet,
  type SimulationPorts,
  systemPorts,
} from '@metalwright/server/rehearsal'
import type { MachinesOrder, MachinesReport, MachinesTick } from './fleet-messages.ts'
import { randomFrom } from './random.ts'

/** Milliseconds between ticks, and between groups of machines that are switched on. */
const TICK = 1000
const STEP = 100

/** Lines of a machine's log that tell of something tried again, and what it was. */
const RETRIES: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/no usable answer/, 'API call'],
  [/firmware: network boot failed/, 'network boot'],
  [/no address by DHCP/, 'address'],
  [/no start script/, 'start script'],
  [/Download interrupted/, 'image download'],
  [/ipxe: \S+\.\.\. (?!ok|.*status 404)/, 'iPXE download'],
  [/start-up: /, 'registration'],
  [/is not to be run here/, 'job of another agent'],
]

const order: MachinesOrder = JSON.parse(process.argv[2] ?? '{}')
const random = randomFrom(order.seed)
const ports: SimulationPorts = {
  ...systemPorts,
  random,
  sleep: (milliseconds, signal) => systemPorts.sleep(milliseconds / order.hurry, signal),
  ...(order.loss === 0 ? {} : { faults: lossyNetwork(order.loss, random) }),
}
const poweredOn: Record<string, number> = {}
const begun: Record<string, number> = {}
const underWay = new Map<string, string>()
const doubled: string[] = []
const retries: Record<string, number> = {}

const fleet = new SimulatedFleet({
  dhcp: { host: '127.0.0.1', port: order.ports.dhcp, linkAddress: '10.77.0.1' },
  tftpPort: order.ports.tftp,
  macPrefix: order.macPrefix,
  firmware: 'pxe-bios',
  ownAddresses: process.platform === 'linux',
  ports,
  onLog: note,
})
const machines = fleet.add(order.machines)
const ticking = setInterval(() => send(tick()), TICK)
process.once('message', () => void finish())
process.once('disconnect', quit)
await switchOn()

async function switchOn(): Promise<void> {
  const start = performance.now()
  for (let on = 0; on < machines.length; ) {
    const due = Math.min(machines.length, Math.ceil(((performance.now() - start) / 1000) * order.rate))
    for (; on < due; on++) {
      const machine = machines[on]
      if (machine === undefined) continue
      poweredOn[machine.mac] = Date.now()
      machine.powerOn()
    }
    await sleep(STEP)
  }
}

function quit(): void {
  process.exit(1)
}

async function finish(): Promise<void> {
  clearInterval(ticking)
  const uuids = Object.fromEntries(machines.map(({ mac, uuid }) => [mac, uuid]))
  const restarts = machines.reduce((sum, { bootCount }) => sum + bootCount - 1, 0)
  await fleet.close()
  const { user, system } = process.cpuUsage()
  const cpuSeconds = (user + system) / 1e6
  const peakMemory = process.resourceUsage().maxRSS / 1024
  process.off('disconnect', quit)
  send({ kind: 'report', poweredOn, uuids, begun, doubled, retries, restarts, cpuSeconds, peakMemory }, () =>
    process.disconnect(),
  )
}

function tick(): MachinesTick {
  const states: Record<string, number> = {}
  for (const { state } of machines) states[state] = (states[state] ?? 0) + 1
  return { kind: 'tick', states }
}

/** Counts what a machine says: jobs it begins and ends, and what it tries again. */
function note(line: string): void {
  const start = /^(\S+) task \S+ \(job (\S+)\)$/.exec(line)
  if (start !== null) {
    const [, mac = '', job = ''] = start
    begun[job] = (begun[job] ?? 0) + 1
    const other = underWay.get(job)
    if (other !== undefined && other !== mac) doubled.push(job)
    underWay.set(job, mac)
    return
  }
  for (const [pattern, name] of RETRIES) if (pattern.test(line)) retries[name] = (retries[name] ?? 0) + 1
}

function send(message: MachinesTick | MachinesReport, sent: () => void = () => {}): void {
  process.send?.(message, sent)
}
