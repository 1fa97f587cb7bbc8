import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { Watcher } from '../api/event-stream.ts'
import type { ApiEvent } from '../objects/event.ts'
import { type MachineSummary, readMachine } from '../objects/machine.ts'
import { type MachineFilter, matcherOf, NO_FILTER, searchText } from './machine-filter.ts'

interface Entry {
  readonly machine: Signal<MachineSummary>
  /** What the filter box searches. */
  text: string
  isMatch: boolean
  /** Revision of the newest event about the machine. */
  revision: number
}

/** What a fleet needs from its surroundings. */
export interface FleetPorts {
  /** Lists all machines. */
  readonly list: () => Promise<readonly MachineSummary[]>
  /** Runs the work once before the next frame is painted. */
  readonly nextFrame: (work: () => void) => void
}

/**
 * All machines, kept up to date by events. An event about a known machine costs the same in a fleet of any size:
 * one signal changes, and the row that reads it. What is shown in which order is found anew at most once a frame,
 * and only when machines came, went, were renamed, or passed into or out of the filter.
 */
export class Fleet implements Watcher {
  readonly #ports: FleetPorts
  readonly #entries = new Map<string, Entry>()
  readonly #isListed = signal(false)
  readonly #total = signal(0)
  readonly #counts = signal<ReadonlyMap<string, number>>(new Map())
  readonly #shown = signal<readonly string[]>([])
  readonly #filter = signal<MachineFilter>(NO_FILTER)
  #matches = matcherOf(NO_FILTER)
  /** UUIDs by name. */
  #order: string[] = []
  #isOrderStale = false
  #isShowing = false
  /** Events that came while machines are listed; `undefined` when they are not. */
  #waiting: ApiEvent[] | undefined

  constructor(ports: FleetPorts) {
    this.#ports = ports
  }

  /** False until the machines were listed for the first time. */
  get isListed(): ReadonlySignal<boolean> {
    return this.#isListed
  }

  /** Number of machines. */
  get total(): ReadonlySignal<number> {
    return this.#total
  }

  /** Number of machines by pool status. */
  get counts(): ReadonlySignal<ReadonlyMap<string, number>> {
    return this.#counts
  }

  /** UUIDs of the machines that pass the filter, by name. */
  get shown(): ReadonlySignal<readonly string[]> {
    return this.#shown
  }

  get filter(): ReadonlySignal<MachineFilter> {
    return this.#filter
  }

  /** A machine that changes as it does; `undefined` when there is none of this UUID. */
  machine(uuid: string): ReadonlySignal<MachineSummary> | undefined {
    return this.#entries.get(uuid)?.machine
  }

  /** Shows only machines that pass the filter. */
  setFilter(filter: MachineFilter): void {
    this.#filter.value = filter
    this.#matches = matcherOf(filter)
    for (const entry of this.#entries.values())
      entry.isMatch = this.#matches(entry.machine.peek(), entry.text)
    this.#show()
  }

  async list(): Promise<void> {
    const waiting: ApiEvent[] = []
    this.#waiting = waiting
    try {
      const machines = await this.#ports.list()
      if (this.#waiting !== waiting) return
      this.#replace(machines)
    } finally {
      if (this.#waiting === waiting) this.#waiting = undefined
    }
    for (const event of waiting) this.event(event)
  }

  event(event: ApiEvent): void {
    if (this.#waiting !== undefined) {
      this.#waiting.push(event)
      return
    }
    const entry = this.#entries.get(event.Key)
    // What a resumed stream repeats must not undo what is newer.
    if (entry !== undefined && event.Revision > 0 && event.Revision < entry.revision) return
    const machine = event.Action === 'delete' ? undefined : readMachine(event.Object)
    if (event.Action === 'delete') this.#remove(event.Key)
    else if (machine?.Uuid === event.Key) this.#put(machine, event.Revision)
  }

  #replace(machines: readonly MachineSummary[]): void {
    const present = new Set(machines.map(({ Uuid }) => Uuid))
    for (const uuid of this.#entries.keys()) if (!present.has(uuid)) this.#remove(uuid)
    for (const machine of machines) this.#put(machine, 0)
    this.#isListed.value = true
  }

  #put(machine: MachineSummary, revision: number): void {
    const text = searchText(machine)
    const isMatch = this.#matches(machine, text)
    const entry = this.#entries.get(machine.Uuid)
    if (entry === undefined) {
      this.#entries.set(machine.Uuid, { machine: signal(machine), text, isMatch, revision })
      this.#total.value = this.#entries.size
      this.#count(undefined, machine.PoolStatus)
      this.#reorder()
      return
    }
    const before = entry.machine.peek()
    if (entry.isMatch !== isMatch) this.#show()
    entry.text = text
    entry.isMatch = isMatch
    entry.revision = revision
    entry.machine.value = machine
    this.#count(before.PoolStatus, machine.PoolStatus)
    if (before.Name !== machine.Name) this.#reorder()
  }

  #remove(uuid: string): void {
    const entry = this.#entries.get(uuid)
    if (entry === undefined) return
    this.#entries.delete(uuid)
    this.#total.value = this.#entries.size
    this.#count(entry.machine.peek().PoolStatus, undefined)
    this.#reorder()
  }

  #count(before: string | undefined, after: string | undefined): void {
    if (before === after) return
    const counts = new Map(this.#counts.peek())
    if (before !== undefined) {
      const left = (counts.get(before) ?? 0) - 1
      if (left > 0) counts.set(before, left)
      else counts.delete(before)
    }
    if (after !== undefined) counts.set(after, (counts.get(after) ?? 0) + 1)
    this.#counts.value = counts
  }

  #reorder(): void {
    this.#isOrderStale = true
    this.#show()
  }

  #show(): void {
    if (this.#isShowing) return
    this.#isShowing = true
    this.#ports.nextFrame(() => {
      this.#isShowing = false
      if (this.#isOrderStale) this.#order = this.#ordered()
      this.#isOrderStale = false
      this.#shown.value = this.#order.filter((uuid) => this.#entries.get(uuid)?.isMatch)
    })
  }

  #ordered(): string[] {
    const { compare } = new Intl.Collator('en', { numeric: true })
    return [...this.#entries]
      .map(([uuid, { machine }]) => ({ uuid, name: machine.peek().Name }))
      .sort((a, b) => compare(a.name, b.name) || (a.uuid < b.uuid ? -1 : 1))
      .map(({ uuid }) => uuid)
  }
}
