import { OptionSource } from '../../../src/dhcp/effective-options.ts'
import type { Probe } from '../../../src/dhcp/probe/probe.ts'
import type { LeaseRecord, ReservationRecord, SubnetRecord } from '../../../src/dhcp/records.ts'
import type { ClientRequest } from '../../../src/dhcp/strategy/client-request.ts'
import type { Decision } from '../../../src/dhcp/strategy/decision.ts'
import type { LeaseStore } from '../../../src/dhcp/strategy/lease-book.ts'
import { LeaseStrategy } from '../../../src/dhcp/strategy/lease-strategy.ts'
import type { LeaseData } from '../../../src/dhcp/strategy/lease-table.ts'
import { MemoryLeaseStore } from '../../../src/dhcp/strategy/memory-lease-store.ts'

/** The server's address in every test. */
export const SERVER = '10.0.0.1'
/** When every test begins, milliseconds since 1970. */
export const START = Date.parse('2030-01-01T00:00:00Z')

/** A subnet of 10.0.0.0/24 with eleven dynamic addresses. */
export function subnet(changes: Partial<SubnetRecord> = {}): SubnetRecord {
  return {
    Name: 'lab',
    Enabled: true,
    Proxy: false,
    Unmanaged: false,
    Subnet: '10.0.0.0/24',
    NextServer: '',
    ActiveStart: '10.0.0.10',
    ActiveEnd: '10.0.0.20',
    ActiveLeaseTime: 600,
    ReservedLeaseTime: 7200,
    OnlyReservations: false,
    Options: [],
    Strategy: 'MAC',
    Pickers: ['hint', 'nextFree', 'mostExpired'],
    ...changes,
  }
}

/** A reservation of 10.0.0.50 for client 1. */
export function reservation(changes: Partial<ReservationRecord> = {}): ReservationRecord {
  return {
    Addr: '10.0.0.50',
    Token: mac(1),
    Strategy: 'MAC',
    Scoped: false,
    NextServer: '',
    Options: [],
    Duration: 0,
    ...changes,
  }
}

/** A lease of 10.0.0.10 in use by client 1 for another ten minutes. */
export function lease(changes: Partial<LeaseRecord> = {}): LeaseRecord {
  return {
    Addr: '10.0.0.10',
    Token: mac(1),
    Strategy: 'MAC',
    State: 'ACK',
    ExpireTime: new Date(START + 600_000).toISOString(),
    Duration: 600,
    Via: '',
    NextServer: '',
    Options: [],
    SkipBoot: false,
    ...changes,
  }
}

/** Hardware address number `n`. */
export function mac(n: number): string {
  const hex = n.toString(16).padStart(6, '0')
  return `52:54:00:${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4)}`
}

/** A strategy over leases in memory, with a clock the test moves. */
export class Bench {
  now = START
  allocations = Number.POSITIVE_INFINITY
  readonly store: MemoryLeaseStore
  readonly strategy: LeaseStrategy
  readonly own: ReadonlySet<string>

  constructor(
    data: LeaseData,
    options: {
      probe?: Probe
      own?: readonly string[]
      wrap?: (store: MemoryLeaseStore) => LeaseStore
    } = {},
  ) {
    this.store = new MemoryLeaseStore(data)
    this.own = new Set([SERVER, ...(options.own ?? [])])
    this.strategy = new LeaseStrategy({
      store: options.wrap?.(this.store) ?? this.store,
      now: () => this.now,
      ...(options.probe !== undefined && { probe: options.probe }),
    })
  }

  /** Decides a message of client 1 on the server's own link unless told otherwise. */
  ask(type: ClientRequest['type'], changes: Partial<ClientRequest> = {}): Promise<Decision> {
    const request: ClientRequest = {
      type,
      strategy: 'MAC',
      token: mac(1),
      relay: '',
      vias: changes.relay ? [changes.relay] : [SERVER],
      requested: '',
      current: '',
      server: '',
      ...changes,
    }
    return this.strategy.decide(request, {
      own: this.own,
      mayAllocate: () => this.allocations-- > 0,
      optionsFor: (of, kept) => new OptionSource((text) => text).of(of, kept, () => undefined),
    })
  }

  /** The stored lease of an address. */
  at(address: string): LeaseRecord | undefined {
    return this.store.leases().find(({ Addr }) => Addr === address)
  }
}

/** Outcome in one line: kind, reason and address. */
export function brief(decision: Decision): string {
  const address =
    decision.kind === 'offer' || decision.kind === 'ack' || decision.kind === 'probe'
      ? ` ${decision.grant.lease.Addr}`
      : ''
  return `${decision.kind} ${decision.reason}${address}`
}
