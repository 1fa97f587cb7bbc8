import type { AgentSettings } from './agent/agent-settings.ts'
import { bootMac } from './boot/kernel-line.ts'
import type { KernelStart } from './boot/kernel-start.ts'
import type { Link } from './network/address-client.ts'
import type { SimulationPorts } from './ports.ts'
import type { TaskPlan } from './tasks/task-plan.ts'

/** What the firmware of a machine asks the network for first. */
export type Firmware = 'ipxe-bios' | 'ipxe-uefi' | 'pxe-bios' | 'pxe-uefi' | 'http-uefi'

/** How long a machine takes for what is not simulated, in milliseconds. */
export interface Pace {
  /** From power to the first packet. */
  readonly firmware: number
  /** From the start of a kernel to its first packet. */
  readonly kernel: number
  /** A task of which nobody has said how long it takes. */
  readonly task: number
}

/** The one disk of a simulated machine. */
export interface SimulatedDisk {
  readonly name: string
  readonly path: string
  readonly bytes: number
  readonly serial: string
  readonly wwn: string
  readonly model: string
}

/** A kernel that waits in memory, and the boot environment it is for. */
export interface LoadedKernel {
  readonly bootEnv: string
  readonly start: KernelStart
}

/** What a machine is, what it keeps over a power cycle, and what it reaches the world by. */
export interface Hardware {
  /** Lower case with colons. */
  readonly mac: string
  /** SMBIOS UUID. */
  readonly uuid: string
  /** Host name it takes when DHCP gives none; empty for none. */
  readonly name: string
  readonly firmware: Firmware
  readonly disk: SimulatedDisk
  /** System on the disk: the settings of its agent. Absent while the disk does not boot. */
  installed: AgentSettings | undefined
  /** Times in a row the system on the disk came up for another boot environment than the machine's; on the disk. */
  wrongStarts: number
  /** How often a task of a name was begun. */
  readonly begun: Map<string, number>
  readonly link: Link
  readonly tftpPort: number
  /** Local address of TFTP transfers; absent: any. */
  readonly localAddress: string | undefined
  readonly pace: Pace
  readonly plan: TaskPlan
  readonly connections: 'kept' | 'fresh'
  readonly ports: SimulationPorts
  readonly say: (line: string) => void
  /** Takes the power away at once. */
  readonly cutPower: () => void
}

/** One run of a kernel on a machine, from its start to the next one. */
export interface Running {
  readonly hardware: Hardware
  readonly start: KernelStart
  /** Fires when the power goes or the system ends. */
  readonly signal: AbortSignal
  readonly bootId: string
  /** Clock of the machine when the kernel started. */
  readonly began: number
  /** Kernel loaded for the next kexec. */
  loaded: LoadedKernel | undefined
  /** Whether the server was told in this boot that the machine came back. */
  resumed: boolean
  /** Told where the system is on its way. */
  readonly reached: (state: 'discovery' | 'deployed', machine: string) => void
  /** Runs beside the system until that ends. */
  readonly beside: (work: Promise<void>) => void
}

/** Seconds since the kernel of a running system started, two decimals. */
export function uptime({ hardware, began }: Running): number {
  return Math.round((hardware.ports.now() - began) / 10) / 100
}

/** MAC address a running system was booted from. */
export function bootedMac({ hardware, start }: Running): string {
  return (start.kind === 'discovery' ? bootMac(start.line) : '') || hardware.mac
}

/** `xid` of a new DHCP exchange. */
export function transactionId({ random }: SimulationPorts): number {
  return Math.floor(random() * 2 ** 32)
}
