import {
  decode,
  hexAddress,
  type JsonObject,
  Lease as LeaseModel,
  type Subnet,
} from '@metalwright/sdk/models'
import { SYSTEM } from '../../auth/principal.ts'
import type { LeaseRecord } from '../../dhcp/records.ts'
import type { LeaseBook, LeaseStore } from '../../dhcp/strategy/lease-book.ts'
import { LeaseTable } from '../../dhcp/strategy/lease-table.ts'
import type { Change } from '../../store/port.ts'
import { fromStored, toStored } from '../codec.ts'
import type { Objects } from '../objects.ts'
import { PIECE } from '../session.ts'
import type { LeaseJournal } from './lease-journal.ts'
import { type LeaseWrite, LeaseWriter } from './lease-writer.ts'

/** Fields every lease has besides those DHCP writes. */
const BLANK = decode(LeaseModel, { Addr: '0.0.0.0', Validated: true, Available: true })
/** Different lists of options that are shared by leases; templates may make one for each. */
const MOST_LISTS = 1000
/** Decisions that may be made anew because another server was faster. */
const ATTEMPTS = 32

/** How leases are kept. */
export interface LeasesOptions {
  /** Whether other servers write to the store; default false. */
  readonly shared?: boolean
  /** Where leases become durable under load; closed with them. Not for a shared store. */
  readonly journal?: LeaseJournal | undefined
}

/**
 * Leases, reservations and subnets of the DHCP server as objects of the store. Packets are decided from memory,
 * which follows the commits, and what they decide is written in batches; it is durable when a decision is told.
 * Where several servers share the store, a write holds only if the lease still is what was decided from.
 */
export class Leases implements LeaseStore {
  readonly #objects: Objects
  readonly #table = new LeaseTable()
  readonly #writer: LeaseWriter
  readonly #journal: LeaseJournal | undefined
  readonly #shared: boolean
  /** Lists of options as they are kept: most leases have the same. */
  readonly #optionLists = new Map<string, LeaseRecord['Options']>()

  constructor(objects: Objects, { shared = false, journal }: LeasesOptions = {}) {
    this.#objects = objects
    this.#shared = shared
    this.#journal = journal
    this.#writer = new LeaseWriter((batch) => this.#write(batch), { offersAtOnce: shared, journal })
  }

  /** Reads what is stored; call once before serving, then `follow` the store. */
  async load(): Promise<void> {
    await this.#recover()
    const session = this.#objects.session()
    for await (const piece of session.pieces('leases')) for (const { body } of piece) this.#take(body)
    for await (const piece of session.pieces('reservations'))
      for (const { body } of piece) this.#reserve(body)
    await this.#loadSubnets()
  }

  /** Takes note of commits. */
  follow(changes: readonly Change[]): void {
    let subnets = false
    for (const { prefix, action, object } of changes) {
      if (prefix === 'subnets') subnets = true
      if (prefix === 'reservations') {
        if (action === 'delete') this.#table.removeReservation(String(object['Addr']))
        else this.#reserve(object)
      }
      // What is decided here and not written yet is newer than any commit.
      if (prefix !== 'leases' || this.#writer.isWaiting(String(object['Addr']))) continue
      if (action === 'delete') this.#table.remove(String(object['Addr']))
      else this.#take(object)
    }
    if (subnets) void this.#loadSubnets()
  }

  /** Decides a packet from memory; resolves when what it wrote is durable. */
  async transact<T>(work: (book: LeaseBook) => T): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      let written: Promise<boolean> | undefined
      const result = this.#table.decide(work, (address, lease) => {
        written = this.#keep(address, lease)
      })
      if (written === undefined || (await written) || attempt === ATTEMPTS) return result
    }
  }

  /**
   * Resolves when the store has every lease that was told to a client up to now, or that of one address. Under load
   * the store is behind, so whoever reads or edits leases there waits for this first.
   */
  settled(address?: string): Promise<void> {
    return this.#writer.settled(address)
  }

  /** Writes what is held back; for the end of the server. */
  async close(): Promise<void> {
    await this.#writer.close()
    await this.#journal?.close()
  }

  /** Brings what a crash has left in the journal into the store. */
  async #recover(): Promise<void> {
    const entries = (await this.#journal?.read()) ?? []
    const last = new Map(
      entries.map(({ address, lease }) => [address, { address, lease, before: undefined }]),
    )
    const writes = [...last.values()]
    for (let at = 0; at < writes.length; at += PIECE) await this.#write(writes.slice(at, at + PIECE))
    await this.#journal?.clear()
  }

  /** Takes a decided lease into memory at once, so that the next decision sees it; resolves when it is written. */
  #keep(address: string, lease: LeaseRecord | undefined): Promise<boolean> {
    const before = this.#table.leaseAt(address)
    this.#set(address, lease)
    const written = this.#writer.write({ address, lease, before })
    written.catch(() => {
      // It is as if it had not been decided, unless it was decided anew since.
      if (this.#table.leaseAt(address) === lease) this.#set(address, before)
    })
    return written
  }

  /** Writes a batch in one commit; the addresses that another server has written meanwhile are left out. */
  async #write(batch: readonly LeaseWrite[]): Promise<ReadonlySet<string>> {
    const overtaken = new Map<string, JsonObject | undefined>()
    await this.#objects.store.transact(SYSTEM, async (transaction) => {
      overtaken.clear()
      const keys = batch.map(({ address }) => hexAddress(address))
      const stored = this.#shared ? await Promise.all(keys.map((key) => transaction.get('leases', key))) : []
      for (const [at, { address, lease, before }] of batch.entries()) {
        const key = keys[at] ?? ''
        const body = stored[at]?.body
        if (this.#shared && !isSame(body, before)) overtaken.set(address, body)
        else if (lease === undefined) transaction.remove('leases', key)
        else transaction.put('leases', key, leaseBody(lease), before === undefined ? 'create' : 'update')
      }
    })
    for (const [address, body] of overtaken) {
      if (body === undefined) this.#table.remove(address)
      else this.#take(body)
    }
    return new Set(overtaken.keys())
  }

  #set(address: string, lease: LeaseRecord | undefined): void {
    if (lease === undefined) this.#table.remove(address)
    else this.#table.put(lease)
  }

  #take(body: JsonObject): void {
    const { Addr, Token, Strategy, State, ExpireTime, Duration, Via, NextServer, Options, SkipBoot } =
      fromStored('leases', body)
    const kept = this.#options(Options)
    this.#table.put({
      Addr,
      Token,
      Strategy,
      State,
      ExpireTime,
      Duration,
      Via,
      NextServer,
      Options: kept,
      SkipBoot,
    })
  }

  #options(options: LeaseRecord['Options']): LeaseRecord['Options'] {
    const text = JSON.stringify(options)
    const known = this.#optionLists.get(text)
    if (known !== undefined) return known
    if (this.#optionLists.size >= MOST_LISTS) this.#optionLists.clear()
    this.#optionLists.set(text, options)
    return options
  }

  #reserve(body: JsonObject): void {
    const reservation = fromStored('reservations', body)
    // Clients are known by lower-case letters, whichever the reservation was written with.
    this.#table.putReservation({ ...reservation, Token: reservation.Token.toLowerCase() })
  }

  async #loadSubnets(): Promise<void> {
    const session = this.#objects.session()
    const subnets: Subnet[] = []
    for (const body of await session.bodies('subnets')) {
      const subnet = fromStored('subnets', body)
      if (subnet.Available) subnets.push(subnet)
    }
    this.#table.setSubnets(subnets)
  }
}

/** JSON of a lease as it is stored. */
export function leaseBody(lease: LeaseRecord): JsonObject {
  return toStored('leases', { ...BLANK, ...lease, Options: [...lease.Options] })
}

/** Whether a stored lease is the one a decision was made from. */
function isSame(body: JsonObject | undefined, lease: LeaseRecord | undefined): boolean {
  if (body === undefined || lease === undefined) return body === undefined && lease === undefined
  const { Token, State, ExpireTime } = fromStored('leases', body)
  return Token === lease.Token && State === lease.State && ExpireTime === lease.ExpireTime
}
