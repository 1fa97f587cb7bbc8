import { describe, expect, it } from 'vitest'
import type { ProbeTarget } from '../../../src/dhcp/probe/probe.ts'
import { Bench, brief, lease, mac, reservation, START, subnet } from './bench-of-leases.ts'

const expired = new Date(START - 1000).toISOString()
const live = new Date(START + 1000).toISOString()

describe('DISCOVER', () => {
  it('gives the next free address, held for a minute', async () => {
    const bench = new Bench({ subnets: [subnet()] })
    expect(brief(await bench.ask('discover'))).toBe('offer picked-next-free 10.0.0.10')
    expect(bench.at('10.0.0.10')).toMatchObject({
      State: 'Offer',
      Token: mac(1),
      Duration: 600,
      ExpireTime: new Date(START + 60_000).toISOString(),
    })
  })

  it('goes round the range instead of reusing what was just freed', async () => {
    const bench = new Bench({ subnets: [subnet({ ActiveEnd: '10.0.0.12' })] })
    const given = []
    for (let n = 1; n <= 4; n++) given.push(brief(await bench.ask('discover', { token: mac(n) })))
    bench.now += 61_000
    given.push(brief(await bench.ask('discover', { token: mac(5) })))
    expect(given).toEqual([
      'offer picked-next-free 10.0.0.10',
      'offer picked-next-free 10.0.0.11',
      'offer picked-next-free 10.0.0.12',
      'ignore no-free-address',
      'offer picked-most-expired 10.0.0.10',
    ])
  })

  it.each([
    ['a free address asked for', {}, '10.0.0.15', 'offer picked-hint 10.0.0.15'],
    ['one outside the range', {}, '10.0.0.9', 'offer picked-next-free 10.0.0.10'],
    ['one of another subnet', {}, '10.9.0.15', 'offer picked-next-free 10.0.0.10'],
    [
      'one leased',
      { leases: [lease({ Addr: '10.0.0.15', Token: mac(2) })] },
      '10.0.0.15',
      'offer picked-next-free 10.0.0.10',
    ],
    [
      'one leased before',
      { leases: [lease({ Addr: '10.0.0.15', Token: mac(2), ExpireTime: expired })] },
      '10.0.0.15',
      'offer picked-next-free 10.0.0.10',
    ],
    [
      'one reserved',
      { reservations: [reservation({ Addr: '10.0.0.15', Token: mac(2) })] },
      '10.0.0.15',
      'offer picked-next-free 10.0.0.10',
    ],
  ])('hint: %s', async (_name, data, requested, outcome) => {
    const bench = new Bench({ subnets: [subnet()], ...data })
    expect(brief(await bench.ask('discover', { requested }))).toBe(outcome)
  })

  it.each([
    ['own lease in use', lease(), 'offer known-lease 10.0.0.10'],
    ['own lease expired', lease({ ExpireTime: expired }), 'offer known-lease 10.0.0.10'],
    ['own lease released', lease({ State: 'EXPIRED' }), 'offer known-lease 10.0.0.10'],
    ['own lease declined', lease({ State: 'INVALID' }), 'offer picked-next-free 10.0.0.11'],
    ['own lease of another subnet', lease({ Addr: '10.1.0.10' }), 'offer picked-next-free 10.0.0.10'],
    ['own lease under another strategy', lease({ Strategy: 'X' }), 'offer picked-next-free 10.0.0.11'],
    ["another's lease", lease({ Token: mac(2) }), 'offer picked-next-free 10.0.0.11'],
    ['own lease being probed', lease({ State: 'PROBE', ExpireTime: live }), 'ignore probe-in-progress'],
    ['own lease on the broadcast address', lease({ Addr: '10.0.0.255' }), 'offer picked-next-free 10.0.0.10'],
  ])('%s', async (_name, held, outcome) => {
    const bench = new Bench({ subnets: [subnet()], leases: [held] })
    expect(brief(await bench.ask('discover'))).toBe(outcome)
  })

  it('does not shorten a lease in use, nor write for a repeated DISCOVER', async () => {
    const used = lease()
    const bench = new Bench({ subnets: [subnet()], leases: [used] })
    await bench.ask('discover')
    expect(bench.at('10.0.0.10')).toBe(used)
    await bench.ask('discover', { token: mac(2) })
    const held = bench.at('10.0.0.11')
    bench.now += 20_000
    await bench.ask('discover', { token: mac(2) })
    expect(bench.at('10.0.0.11')).toBe(held)
    bench.now += 20_000
    await bench.ask('discover', { token: mac(2) })
    expect(bench.at('10.0.0.11')?.ExpireTime).toBe(new Date(START + 100_000).toISOString())
  })

  it('prefers among several leases the one asked for, then the one that lasts longest', async () => {
    const leases = [
      lease({ Addr: '10.0.0.11', ExpireTime: expired }),
      lease({ Addr: '10.0.0.12' }),
      lease({ Addr: '10.0.0.13', ExpireTime: live }),
    ]
    const bench = new Bench({ subnets: [subnet()], leases })
    expect(brief(await bench.ask('discover'))).toBe('offer known-lease 10.0.0.12')
    expect(brief(await bench.ask('discover', { requested: '10.0.0.13' }))).toBe('offer known-lease 10.0.0.13')
  })

  it.each([
    ['no lease there', [], 'offer reservation 10.0.0.50'],
    ['own lease', [lease({ Addr: '10.0.0.50' })], 'offer reservation 10.0.0.50'],
    [
      "another's live lease",
      [lease({ Addr: '10.0.0.50', Token: mac(2) })],
      'offer picked-next-free 10.0.0.10',
    ],
    [
      "another's expired lease",
      [lease({ Addr: '10.0.0.50', Token: mac(2), ExpireTime: expired })],
      'offer reservation 10.0.0.50',
    ],
    [
      'own declined lease',
      [lease({ Addr: '10.0.0.50', State: 'INVALID' })],
      'offer picked-next-free 10.0.0.10',
    ],
    [
      'own declined lease, quarantine over',
      [lease({ Addr: '10.0.0.50', State: 'INVALID', ExpireTime: expired })],
      'offer reservation 10.0.0.50',
    ],
  ])('reservation, %s', async (_name, leases, outcome) => {
    const bench = new Bench({ subnets: [subnet()], reservations: [reservation()], leases })
    const decision = await bench.ask('discover')
    expect(brief(decision)).toBe(outcome)
    if (leases.length === 0) expect(bench.at('10.0.0.50')).toMatchObject({ State: 'OFFER', Duration: 7200 })
  })

  it('orders reservations: address asked for, scoped here, unscoped', async () => {
    const reservations = [
      reservation({ Addr: '10.0.0.53' }),
      reservation({ Addr: '10.0.0.52', Scoped: true }),
      reservation({ Addr: '10.1.0.52', Scoped: true }),
      reservation({ Addr: '10.0.0.51', Scoped: true }),
    ]
    const subnets = [subnet(), subnet({ Name: 'other', Subnet: '10.1.0.0/24' })]
    const bench = new Bench({ subnets, reservations })
    expect(brief(await bench.ask('discover'))).toBe('offer reservation 10.0.0.52')
    expect(brief(await bench.ask('discover', { requested: '10.0.0.51' }))).toBe('offer reservation 10.0.0.51')
    expect(brief(await bench.ask('discover', { requested: '10.1.0.52' }))).toBe('offer reservation 10.0.0.52')
    expect(brief(await bench.ask('discover', { relay: '10.1.0.1' }))).toBe('offer reservation 10.1.0.52')
    expect(brief(await bench.ask('discover', { relay: '10.2.0.1' }))).toBe('offer reservation 10.0.0.53')
  })

  it.each([
    ['no subnet of ours', [subnet({ Subnet: '10.9.0.0/24' })], 'ignore not-our-subnet'],
    ['subnet disabled', [subnet({ Enabled: false })], 'ignore subnet-disabled'],
    ['proxy disabled', [subnet({ Enabled: false, Proxy: true })], 'ignore subnet-disabled'],
    ['proxy', [subnet({ Proxy: true })], 'proxy proxy-subnet'],
    ['reservations only', [subnet({ OnlyReservations: true })], 'ignore no-free-address'],
    ['picker none', [subnet({ Pickers: ['none', 'nextFree'] })], 'ignore no-free-address'],
    ['no picker', [subnet({ Pickers: [] })], 'ignore no-free-address'],
    [
      'unknown pickers',
      [subnet({ Pickers: ['constructor', 'nextFree'] })],
      'offer picked-next-free 10.0.0.10',
    ],
    ['range upside down', [subnet({ ActiveStart: '10.0.0.30' })], 'ignore no-free-address'],
    ['range with network address', [subnet({ ActiveStart: '10.0.0.0' })], 'offer picked-next-free 10.0.0.2'],
    ['nonsense subnet', [subnet({ Subnet: 'x' })], 'ignore not-our-subnet'],
  ])('%s', async (_name, subnets, outcome) => {
    expect(brief(await new Bench({ subnets }).ask('discover'))).toBe(outcome)
  })

  it('gives the peer of a point-to-point link, with the server as router', async () => {
    const link = subnet({
      Subnet: '10.0.0.0/31',
      ActiveStart: '10.0.0.0',
      ActiveEnd: '10.0.0.1',
      Pickers: ['point2point', 'none'],
      Options: [{ Code: 3, Value: '10.0.0.99' }],
    })
    const bench = new Bench({ subnets: [link] })
    const decision = await bench.ask('discover')
    expect(brief(decision)).toBe('offer picked-point2point 10.0.0.0')
    expect(bench.at('10.0.0.0')?.Options).toContainEqual({ Code: 3, Value: '10.0.0.1' })
    expect(brief(await bench.ask('discover', { token: mac(2) }))).toBe('ignore no-free-address')
  })

  it('never gives an address the server has', async () => {
    const bench = new Bench({ subnets: [subnet()] }, { own: ['10.0.0.10', '10.0.0.12'] })
    expect(brief(await bench.ask('discover', { requested: '10.0.0.12' }))).toBe(
      'offer picked-next-free 10.0.0.11',
    )
    expect(brief(await bench.ask('discover', { token: mac(2) }))).toBe('offer picked-next-free 10.0.0.13')
  })

  it('serves known machines when new ones are limited', async () => {
    const bench = new Bench({
      subnets: [subnet()],
      leases: [lease()],
      reservations: [reservation({ Token: mac(2) })],
    })
    bench.allocations = 0
    expect(brief(await bench.ask('discover'))).toBe('offer known-lease 10.0.0.10')
    expect(brief(await bench.ask('discover', { token: mac(2) }))).toBe('offer reservation 10.0.0.50')
    expect(brief(await bench.ask('discover', { token: mac(3) }))).toBe('ignore too-many-new-clients')
  })

  it('marks leases of unmanaged subnets, and takes NextServer from the reservation first', async () => {
    const of = subnet({ Unmanaged: true, NextServer: '10.0.0.2' })
    const kept = reservation({ Token: mac(2), NextServer: '10.0.0.3' })
    const bench = new Bench({ subnets: [of], reservations: [kept] })
    await bench.ask('discover')
    await bench.ask('discover', { token: mac(2) })
    expect(bench.at('10.0.0.10')).toMatchObject({ SkipBoot: true, NextServer: '10.0.0.2' })
    expect(bench.at('10.0.0.50')).toMatchObject({ SkipBoot: true, NextServer: '10.0.0.3' })
  })
})

describe('probing', () => {
  it('passes over addresses in use and keeps them out for ten minutes', async () => {
    const asked: string[] = []
    const probe = async ({ address }: ProbeTarget) => {
      asked.push(address)
      return address === '10.0.0.12'
    }
    const bench = new Bench({ subnets: [subnet()] }, { probe })
    expect(brief(await bench.ask('discover'))).toBe('offer picked-next-free 10.0.0.12')
    expect(asked).toEqual(['10.0.0.10', '10.0.0.11', '10.0.0.12'])
    expect(bench.at('10.0.0.10')).toMatchObject({
      State: 'INVALID',
      ExpireTime: new Date(START + 600_000).toISOString(),
    })
    expect(bench.at('10.0.0.12')).toMatchObject({ State: 'Offer' })
  })

  it('ignores a second DISCOVER meanwhile, and holds the address durably', async () => {
    const gate = Promise.withResolvers<boolean>()
    const bench = new Bench({ subnets: [subnet()] }, { probe: () => gate.promise })
    const first = bench.ask('discover')
    expect(brief(await bench.ask('discover'))).toBe('ignore probe-in-progress')
    expect(bench.at('10.0.0.10')?.State).toBe('PROBE')
    gate.resolve(true)
    expect(brief(await first)).toBe('offer picked-next-free 10.0.0.10')
  })

  it('gives up when everything is in use', async () => {
    const bench = new Bench({ subnets: [subnet()] }, { probe: async () => false })
    expect(brief(await bench.ask('discover'))).toBe('ignore no-free-address')
    expect(bench.store.leases().every(({ State }) => State === 'INVALID')).toBe(true)
  })

  it('does not offer an address that got reserved while it was probed', async () => {
    let bench: Bench | undefined
    const probe = async ({ address }: ProbeTarget) => {
      if (address === '10.0.0.10') bench?.store.putReservation(reservation({ Addr: address, Token: mac(9) }))
      return true
    }
    bench = new Bench({ subnets: [subnet()] }, { probe })
    expect(brief(await bench.ask('discover'))).toBe('offer picked-next-free 10.0.0.11')
  })
})
