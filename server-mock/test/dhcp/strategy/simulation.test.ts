import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LeaseRecord } from '../../../src/dhcp/records.ts'
import type { LeaseBook, LeaseStore } from '../../../src/dhcp/strategy/lease-book.ts'
import type { LeaseData } from '../../../src/dhcp/strategy/lease-table.ts'
import type { MemoryLeaseStore } from '../../../src/dhcp/strategy/memory-lease-store.ts'
import { Bench, brief, mac, reservation, SERVER, subnet } from './bench-of-leases.ts'

/** Runs every transaction twice and keeps the second, as a store does when somebody else was faster. */
const rerunning = (store: MemoryLeaseStore): LeaseStore => ({
  async transact<T>(work: (book: LeaseBook) => T): Promise<T> {
    const abandoned = new Error('try again')
    await store
      .transact((book) => {
        work(book)
        throw abandoned
      })
      .catch((error: unknown) => {
        if (error !== abandoned) throw error
      })
    return store.transact(work)
  },
})

type Step =
  | { readonly do: 'boot' | 'renew' | 'release' | 'decline' | 'reboot'; readonly client: number }
  | { readonly do: 'wait'; readonly seconds: number }

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constantFrom('boot', 'renew', 'release', 'decline', 'reboot'),
        client: fc.nat(19),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('wait'), seconds: fc.integer({ min: 1, max: 900 }) }),
    },
  ),
  { maxLength: 120 },
)

/** Clients that believe what the server says and stop using an address when its time is over. */
class Clients {
  readonly held = new Map<number, { address: string; until: number }>()
  readonly bench: Bench

  constructor(bench: Bench) {
    this.bench = bench
  }

  async run(step: Step): Promise<void> {
    if (step.do === 'wait') {
      this.bench.now += step.seconds * 1000
      return
    }
    const token = mac(step.client)
    const address = this.#current(step.client)
    if (step.do === 'boot') return this.#boot(step.client)
    if (address === undefined) return
    if (step.do === 'renew') {
      this.#take(step.client, await this.bench.ask('request', { token, current: address }))
    } else if (step.do === 'reboot') {
      this.#take(step.client, await this.bench.ask('request', { token, requested: address }))
    } else {
      const where = step.do === 'release' ? { current: address } : { requested: address }
      await this.bench.ask(step.do, { token, server: SERVER, ...where })
      this.held.delete(step.client)
    }
  }

  /** No address is used by two clients at once. */
  check(): void {
    const used = [...this.held].filter(([client]) => this.#current(client) !== undefined)
    expect(new Set(used.map(([, { address }]) => address)).size).toBe(used.length)
  }

  async #boot(client: number): Promise<void> {
    const token = mac(client)
    const offer = await this.bench.ask('discover', { token })
    if (offer.kind !== 'offer') return
    const requested = offer.grant.lease.Addr
    this.#take(client, await this.bench.ask('request', { token, requested, server: SERVER }))
  }

  #take(client: number, decision: Awaited<ReturnType<Bench['ask']>>): void {
    if (decision.kind === 'ack') {
      const { Addr, Duration } = decision.grant.lease
      this.held.set(client, { address: Addr, until: this.bench.now + Duration * 1000 })
    } else if (decision.kind === 'nak') this.held.delete(client)
  }

  #current(client: number): string | undefined {
    const held = this.held.get(client)
    return held !== undefined && held.until > this.bench.now ? held.address : undefined
  }
}

describe('simulation', () => {
  it('never gives one address to two clients, whatever they do', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.boolean(), async (history, reruns) => {
        const reservations = [
          reservation({ Addr: '10.0.0.12', Token: mac(3) }),
          reservation({ Addr: '10.0.0.90', Token: mac(4), Scoped: true }),
        ]
        const bench = new Bench({ subnets: [subnet()], reservations }, reruns ? { wrap: rerunning } : {})
        const clients = new Clients(bench)
        for (const step of history) {
          await clients.run(step)
          clients.check()
        }
      }),
      { numRuns: 150 },
    )
  })

  it('boots two thousand clients at once, each to an address of its own', async () => {
    const large = subnet({ Subnet: '10.0.0.0/16', ActiveEnd: '10.0.255.254' })
    const bench = new Bench({ subnets: [large] })
    const outcomes = await Promise.all(
      Array.from({ length: 2000 }, async (_, n) => {
        const offer = await bench.ask('discover', { token: mac(n) })
        if (offer.kind !== 'offer') return brief(offer)
        const requested = offer.grant.lease.Addr
        return brief(await bench.ask('request', { token: mac(n), requested, server: SERVER }))
      }),
    )
    expect(new Set(outcomes).size).toBe(2000)
    expect(outcomes.every((outcome) => outcome.startsWith('ack lease-confirmed'))).toBe(true)
  })

  it('gives firmware, iPXE, installer and system of one machine the same address', async () => {
    const bench = new Bench({ subnets: [subnet()] })
    const given = new Set<string>()
    for (let stage = 0; stage < 4; stage++) {
      const offer = await bench.ask('discover')
      if (offer.kind !== 'offer') throw new Error(brief(offer))
      const requested = offer.grant.lease.Addr
      const answer = await bench.ask('request', { requested, server: SERVER })
      given.add(brief(answer))
      bench.now += 40_000
    }
    expect([...given]).toEqual(['ack lease-confirmed 10.0.0.10'])
  })

  it('takes about the same time per client with fifty thousand leases as with none', async () => {
    const leases = Array.from(
      { length: 50_000 },
      (_, n): LeaseRecord => ({
        Addr: `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`,
        Token: mac(n + 1_000_000),
        Strategy: 'MAC',
        State: 'ACK',
        ExpireTime: '2040-01-01T00:00:00Z',
        Duration: 600,
        Via: '',
        NextServer: '',
        Options: [],
        SkipBoot: false,
      }),
    )
    const full = subnet({ Subnet: '10.0.0.0/8', ActiveStart: '10.0.0.2', ActiveEnd: '10.0.195.79' })
    const roomy = subnet({ Subnet: '10.0.0.0/8', ActiveStart: '10.0.0.2', ActiveEnd: '10.1.0.0' })
    const time = async (data: LeaseData) => {
      const rounds = []
      for (let round = 0; round < 3; round++) {
        const bench = new Bench(data)
        // The first DISCOVER builds what the store keeps for a range.
        await bench.ask('discover', { token: mac(9999) })
        const from = performance.now()
        for (let n = 0; n < 500; n++) await bench.ask('discover', { token: mac(n) })
        rounds.push(performance.now() - from)
      }
      return Math.min(...rounds)
    }
    const none = Math.max(await time({ subnets: [roomy] }), 2)
    expect(await time({ subnets: [roomy], leases })).toBeLessThan(none * 20)
    expect(await time({ subnets: [full], leases })).toBeLessThan(none * 20)
  })
})
