import type { Probe } from '../probe/probe.ts'
import type { ClientRequest } from './client-request.ts'
import { type Decision, ignore } from './decision.ts'
import type { DecisionContext } from './decision-context.ts'
import { decideDiscover, settleProbe } from './discover.ts'
import { decideDecline, decideRelease } from './give-back.ts'
import { decideInform } from './inform.ts'
import type { LeaseStore } from './lease-book.ts'
import { INVALID_HOLD, OFFER_HOLD, timeText } from './lease-time.ts'
import type { Cursors } from './pickers.ts'
import { decideRequest } from './request.ts'
import { SubnetTable } from './subnet-table.ts'

/** What the strategy needs from outside. */
export interface StrategyPorts {
  readonly store: LeaseStore
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Asked before a new dynamic address is offered, outside any transaction. Absent: they are offered unprobed. */
  readonly probe?: Probe
}

/** What one decision takes from the packet's surroundings. */
export interface Surroundings extends Pick<DecisionContext, 'own' | 'mayAllocate' | 'optionsFor'> {
  /** Waits for something that is not this server's work; default: just waits. */
  readonly aside?: <T>(wait: Promise<T>) => Promise<T>
}

/** Occupied addresses passed over for one DISCOVER; the client asks again anyway. */
const MOST_PROBES = 4

/**
 * Gives out addresses by hardware address (DRP strategy `MAC`), one transaction per message.
 * The decision is durable when the promise resolves, so it may be told to the client.
 */
export class LeaseStrategy {
  readonly #ports: StrategyPorts
  readonly #subnets = new SubnetTable()
  readonly #cursors: Cursors = new Map()

  constructor(ports: StrategyPorts) {
    this.#ports = ports
  }

  /** Decides one client message. Messages a server does not receive are ignored. */
  decide(request: ClientRequest, surroundings: Surroundings): Promise<Decision> {
    const { store } = this.#ports
    switch (request.type) {
      case 'discover':
        return this.#ports.probe === undefined
          ? store.transact((book) => decideDiscover(book, request, this.#context(surroundings)))
          : this.#probed(request, surroundings, this.#ports.probe)
      case 'request':
        return store.transact((book) => decideRequest(book, request, this.#context(surroundings)))
      case 'decline':
        return store.transact((book) => decideDecline(book, request, this.#context(surroundings)))
      case 'release':
        return store.transact((book) => decideRelease(book, request, this.#context(surroundings)))
      case 'inform':
        return store.transact((book) => decideInform(book, request, this.#context(surroundings)))
      case 'offer':
      case 'ack':
      case 'nak':
        return Promise.resolve(ignore('message-not-served'))
    }
  }

  async #probed(request: ClientRequest, surroundings: Surroundings, probe: Probe): Promise<Decision> {
    const { store, now } = this.#ports
    for (let probes = 0; probes < MOST_PROBES; probes++) {
      const decision = await store.transact((book) =>
        decideDiscover(book, request, this.#context(surroundings)),
      )
      if (decision.kind !== 'probe') return decision
      const probing = probe({ address: decision.grant.lease.Addr, token: request.token })
      const free = await (surroundings.aside?.(probing) ?? probing)
      const until = { offer: timeText(now() + OFFER_HOLD), invalid: timeText(now() + INVALID_HOLD) }
      const grant = await store.transact((book) => settleProbe(book, request, decision.grant, free, until))
      if (grant !== undefined) return { kind: 'offer', reason: decision.reason, grant }
    }
    return ignore('no-free-address')
  }

  #context({ own, mayAllocate, optionsFor }: Surroundings): DecisionContext {
    return {
      own,
      mayAllocate,
      optionsFor,
      now: this.#ports.now(),
      subnets: this.#subnets,
      cursors: this.#cursors,
      probing: this.#ports.probe !== undefined,
    }
  }
}
