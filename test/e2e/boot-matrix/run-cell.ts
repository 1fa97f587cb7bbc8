import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Machine, Run } from '@metalwright/sdk/models'
import {
  type BootStage,
  bootConversation,
  capturedDatagrams,
  QemuMachine,
  type QemuSite,
} from '@metalwright/server/rehearsal'
import type { Cell } from './cells.ts'
import { NETWORKS } from './networks.ts'

/** Phases of a boot, in their order. */
export const PHASES = ['dhcp', 'loader', 'kernel', 'agent'] as const

/** What became of a cell. */
export interface CellResult {
  readonly cell: Cell
  /** What asked for an address, in order. */
  readonly stages: readonly BootStage[]
  /** Seconds from power on to each phase that was reached. */
  readonly seconds: Readonly<Partial<Record<(typeof PHASES)[number], number>>>
  /** The machine as it registered itself; absent when it did not. */
  readonly machine: Machine | undefined
  /** The last lines of its console. */
  readonly console: readonly string[]
}

/** Milliseconds a boot may take: by software emulation on a machine with much else to do. */
const LONGEST = 420_000

/** Boots a machine of a cell until its agent is seen, and switches it off. */
export async function runCell(site: QemuSite, folder: string, cell: Cell): Promise<CellResult> {
  const machine = await QemuMachine.create({
    name: cell.name,
    dir: folder,
    lab: site.lab,
    diskBytes: 64 * 1024 ** 2,
    memoryMiB: 512,
    nics: [{ bridge: NETWORKS[cell.network].bridge }],
    capture: true,
    ...cell.hardware,
  })
  try {
    if (cell.bootFile !== undefined) {
      await site.client.reservations.create({
        Addr: `${NETWORKS[cell.network].prefix}10`,
        Strategy: 'MAC',
        Token: machine.mac,
        Options: [{ Code: 67, Value: cell.bootFile }],
      })
    }
    const started = Date.now()
    await machine.powerOn()
    let run: Run | undefined
    while (Date.now() - started < LONGEST && !reached(run, 'agent')) {
      await sleep(500)
      ;[run] = (await site.client.runs.list({ filters: { HardwareAddr: machine.mac } })).items
    }
    await machine.powerOff()
    const begun = run === undefined ? 0 : Date.parse(run.StartTime) - started
    const found = (await site.client.machines.list()).items.find(({ HardwareAddrs }) =>
      HardwareAddrs.includes(machine.mac),
    )
    return {
      cell,
      stages: bootConversation(capturedDatagrams(await readFile(machine.capturePath)), machine.mac),
      seconds: Object.fromEntries(
        (run?.Phases ?? [])
          .filter(({ Name }) => PHASES.some((phase) => phase === Name))
          .map(({ Name, At }) => [Name, (begun + At) / 1000]),
      ),
      machine: found,
      console: machine.serial.tail(15),
    }
  } finally {
    await machine.destroy()
  }
}

function reached(run: Run | undefined, phase: string): boolean {
  return run?.Phases.some(({ Name }) => Name === phase) === true
}
