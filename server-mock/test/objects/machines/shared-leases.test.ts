import { decode, Subnet } from '@metalwright/sdk/models'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { OptionSource } from '../../../src/dhcp/effective-options.ts'
import { LeaseStrategy } from '../../../src/dhcp/strategy/lease-strategy.ts'
import { toStored } from '../../../src/objects/codec.ts'
import { Layers } from '../../../src/objects/content/layers.ts'
import { indexValues, STORED_INDEXES } from '../../../src/objects/index-values.ts'
import { Leases } from '../../../src/objects/machines/leases.ts'
import { Objects } from '../../../src/objects/objects.ts'
import { openStore } from '../../../src/store/open.ts'
import type { Store } from '../../../src/store/port.ts'
import { brief, mac, START, subnet } from '../../dhcp/strategy/bench-of-leases.ts'

describe('leases of servers that share a store', () => {
  let store: Store
  beforeEach(async () => {
    store = await openStore(
      { engine: 'memory' },
      { indexer: indexValues, indexes: STORED_INDEXES, now: () => START, onLost: () => {} },
    )
    const lab = decode(Subnet, {
      ...subnet(),
      Options: [],
      Pickers: ['nextFree'],
      Available: true,
      Validated: true,
    })
    await store.transact('system', async (transaction) =>
      transaction.put('subnets', lab.Name, toStored('subnets', lab), 'create'),
    )
  })
  afterEach(() => store.close())

  /** A server that hears nothing of the others' commits: the worst that a slow feed can be. */
  const server = async (shared: boolean) => {
    const ports = { now: () => START, uuid: () => '', secret: () => '' }
    const layers = new Layers([])
    const objects = new Objects({ store, ports, layers: () => layers, templateProblem: () => undefined })
    const leases = new Leases(objects, { shared })
    await leases.load()
    const strategy = new LeaseStrategy({ store: leases, now: () => START })
    const ask = async (client: number, type: 'discover' | 'request', requested = '') =>
      brief(
        await strategy.decide(
          {
            type,
            strategy: 'MAC',
            token: mac(client),
            relay: '',
            vias: ['10.0.0.1'],
            requested,
            current: '',
            server: '',
          },
          {
            own: new Set(['10.0.0.1']),
            mayAllocate: () => true,
            optionsFor: (of, kept) => new OptionSource((value) => value).of(of, kept, () => undefined),
          },
        ),
      )
    return { leases, ask }
  }

  it('are never given to two clients: who is late decides anew', async () => {
    const [one, other] = [await server(true), await server(true)]
    expect(await one.ask(1, 'discover')).toBe('offer picked-next-free 10.0.0.10')
    expect(await other.ask(2, 'discover')).toBe('offer picked-next-free 10.0.0.11')
    expect(await one.ask(3, 'discover')).toBe('offer picked-next-free 10.0.0.12')
    expect(await one.ask(1, 'request', '10.0.0.10')).toBe('ack lease-confirmed 10.0.0.10')
    // The other server learns of the lease by its conflict, and refuses what is not its client's.
    expect(await other.ask(2, 'request', '10.0.0.10')).toBe('nak owned-by-another')
    const tokens = (await store.list('leases')).map(({ body }) => body['Token'])
    expect(tokens).toEqual([mac(1), mac(2), mac(3)])
  })

  it('are in the store before an offer is told, so that the other servers see it', async () => {
    const { ask } = await server(true)
    await ask(1, 'discover')
    expect((await store.list('leases')).map(({ body }) => body['State'])).toEqual(['Offer'])
  })

  it('of a server alone wait for the ACK, and are written when it ends', async () => {
    const { ask, leases } = await server(false)
    await ask(1, 'discover')
    expect(await store.count('leases')).toBe(0)
    await leases.close()
    expect(await store.count('leases')).toBe(1)
  })
})
