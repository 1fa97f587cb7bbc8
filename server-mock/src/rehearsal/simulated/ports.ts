import { setTimeout as delay } from 'node:timers/promises'
import type { NetworkFaults } from './network/faults.ts'

/** What a simulated machine takes from the world besides a network that works. */
export interface SimulationPorts {
  /** Milliseconds, monotonic. */
  readonly now: () => number
  /** At least 0, below 1. */
  readonly random: () => number
  /** Resolves after some milliseconds; rejects at once when the signal fires. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>
  /** What goes wrong on the network; absent: nothing. */
  readonly faults?: NetworkFaults
}

/** The process' clock, randomness and timers. */
export const systemPorts: SimulationPorts = {
  now: () => performance.now(),
  random: Math.random,
  sleep: (milliseconds, signal) => delay(milliseconds, undefined, { signal }),
}

/** A version 4 UUID from a source of randomness. */
export function randomUuid(random: () => number): string {
  const digit = (from: number, count: number) => (from + Math.floor(random() * count)).toString(16)
  const digits = (length: number) => Array.from({ length }, () => digit(0, 16)).join('')
  return `${digits(8)}-${digits(4)}-4${digits(3)}-${digit(8, 4)}${digits(3)}-${digits(12)}`
}
