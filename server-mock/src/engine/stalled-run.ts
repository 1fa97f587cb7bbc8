import type { Run } from '@metalwright/sdk/models'

const MINUTE = 60_000

/** A run that makes no progress. */
export interface StalledRun {
  /** Its last phase. */
  readonly phase: string
  /** Milliseconds since that phase. */
  readonly age: number
  /** What happened, and what should have happened since. */
  readonly reason: string
  /** What to look at. */
  readonly next: string
}

interface Expectation {
  /** Longest time until the next phase, milliseconds. */
  readonly within: number
  readonly reason: string
  readonly next: string
}

const BOOT_ORDER =
  'Is it powered on, is the network first in its boot order, and is its network the one of a subnet here?'
const CONSOLE = 'Look at its console.'

/** By the phase that was the last: how long it may be so, and what it means when it is longer. */
const EXPECTATIONS: Readonly<Record<string, Expectation>> = {
  power: after(10, 'was powered on and has asked for no address', BOOT_ORDER),
  claimed: after(10, 'was claimed, and nothing was heard of it since', BOOT_ORDER),
  released: after(10, 'was released, and nothing was heard of it since', BOOT_ORDER),
  workflow: after(
    15,
    'has a workflow to do, and its agent takes no job',
    'Is it powered on, and is its agent alive? Look at its console.',
  ),
  dhcp: after(
    5,
    'has an address, and loads no boot file',
    'Do TFTP and HTTP of this server reach it? `metalwright doctor` looks.',
  ),
  loader: after(
    5,
    'has its boot loader, and loads no kernel',
    `${CONSOLE} It shows what the boot loader could not load.`,
  ),
  kernel: after(
    10,
    'has loaded its kernel, and its agent has not called',
    `${CONSOLE} Does the system have the driver of its network card?`,
  ),
  registered: after(
    15,
    'is registered, and its agent does not work',
    'Is it runnable and available? Its Errors say why not.',
  ),
  agent: after(15, 'has an agent that takes no job', 'Is it runnable and available? Its Errors say why not.'),
  up: after(
    15,
    'runs its system, and its agent takes no job',
    'Is it runnable and available? Its Errors say why not.',
  ),
  image: after(120, 'writes its disk image for very long', 'The log of its job shows how far it is.'),
  kexec: after(
    5,
    'has started another kernel without its firmware, and nothing was heard of it since',
    `${CONSOLE} A reboot through the firmware gets past a kernel that hangs; kexec/failures then counts it.`,
  ),
  'kexec-failed': after(
    5,
    'could not start another kernel without its firmware, and has not rebooted either',
    `${CONSOLE} Reboot it by hand.`,
  ),
  reboot: after(15, 'was rebooted, and nothing was heard of it since', BOOT_ORDER),
  failed: after(
    0,
    'has stopped at a task that failed',
    'The log of its job says why. Set Runnable to true to try the task again, or release the machine.',
  ),
  'in-line': after(
    24 * 60,
    'waits for a very long time to begin with its workflow',
    'Machines that hold the turns of the workflow may have failed: they keep their turn.',
  ),
}

/** Phases of a boot, in which the machine object says nothing new: the agent is not there yet. */
const BOOTING = new Set([
  'power',
  'claimed',
  'released',
  'dhcp',
  'loader',
  'kernel',
  'kexec',
  'kexec-failed',
  'reboot',
])

/** Whether a run's last phase is one of a boot, which says more than the machine object does. */
export function isBooting(run: Run): boolean {
  return BOOTING.has(run.Phases.at(-1)?.Name ?? '')
}

/** When a run had its last sign, milliseconds since the epoch; undefined for one without phases. */
export function lastPhaseAt(run: Run): number | undefined {
  const last = run.Phases.at(-1)
  return last === undefined ? undefined : Date.parse(run.StartTime) + last.At
}

/** A task that runs, and every phase that somebody else thought of. */
const WORK = after(120, 'has been at this for very long', 'The log of its job shows how far it is.')

/**
 * Says whether a run makes no progress: its last phase is older than it may be.
 *
 * @param now milliseconds since the epoch
 * @returns undefined for runs that have ended, and for those that go on
 */
export function stalledRun(run: Run, now: number): StalledRun | undefined {
  const last = run.Phases.at(-1)
  if (last === undefined || Date.parse(run.EndTime) > 0) return undefined
  const age = now - (lastPhaseAt(run) ?? now)
  const { within, reason, next } = EXPECTATIONS[last.Name] ?? WORK
  return age < within ? undefined : { phase: last.Name, age, reason, next }
}

function after(minutes: number, reason: string, next: string): Expectation {
  return { within: minutes * MINUTE, reason, next }
}
