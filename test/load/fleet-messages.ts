import type { MachineState } from '@metalwright/server/rehearsal'

/** What a process of simulated machines is told at its start, as JSON in its first argument. */
export interface MachinesOrder {
  readonly machines: number
  /** First three octets of their MAC addresses; no two processes have the same. */
  readonly macPrefix: string
  readonly ports: { readonly dhcp: number; readonly tftp: number }
  /** Machines that are switched on in a second. */
  readonly rate: number
  /** Share of datagrams lost and of TCP exchanges broken, 0 to 1. */
  readonly loss: number
  /** Where the random numbers begin. */
  readonly seed: number
  /** How many times faster than real the clock of the machines' pauses goes. */
  readonly hurry: number
}

/** What such a process tells about once a second. */
export interface MachinesTick {
  readonly kind: 'tick'
  readonly states: Readonly<Partial<Record<MachineState, number>>>
}

/** What it tells at the end, when asked, and with all machines switched off. */
export interface MachinesReport {
  readonly kind: 'report'
  /** When each machine was switched on, milliseconds since the epoch, by MAC address. */
  readonly poweredOn: Readonly<Record<string, number>>
  /** Machine objects the machines took themselves for, by MAC address. */
  readonly uuids: Readonly<Record<string, string>>
  /** How often an agent began each job, by its UUID. */
  readonly begun: Readonly<Record<string, number>>
  /** Jobs of which the work went on in one agent while another had begun with them. */
  readonly doubled: readonly string[]
  /** What had to be tried again, and how often. */
  readonly retries: Readonly<Record<string, number>>
  /** Times the firmware of a machine started again. */
  readonly restarts: number
  /** Processor time of the process, seconds, and the most memory it had, megabytes. */
  readonly cpuSeconds: number
  readonly peakMemory: number
}
