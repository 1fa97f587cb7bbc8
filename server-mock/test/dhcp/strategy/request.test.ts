import { describe, expect, it } from 'vitest'
import { Bench, brief, lease, mac, reservation, SERVER, START, subnet } from './bench-of-leases.ts'

const expired = new Date(START - 1000).toISOString()
const lab = [subnet()]
const other = { token: mac(2) }

const selecting = (requested: string) => ({ requested, server: SERVER })
const reboot = (requested: string) => ({ requested })
const renewing = (current: string) => ({ current })

describe('REQUEST', () => {
  it.each([
    [
      'selecting, offered',
      { leases: [lease({ State: 'Offer' })] },
      selecting('10.0.0.10'),
      'ack lease-confirmed 10.0.0.10',
    ],
    [
      'selecting, hold over but nobody took it',
      { leases: [lease({ ExpireTime: expired })] },
      selecting('10.0.0.10'),
      'ack lease-confirmed 10.0.0.10',
    ],
    [
      'selecting another server',
      { leases: [lease()] },
      { requested: '10.0.0.10', server: '10.0.0.2' },
      'ignore other-server',
    ],
    ['selecting, never offered', {}, selecting('10.0.0.11'), 'nak no-lease'],
    ['selecting nothing', {}, { server: SERVER }, 'ignore nothing-requested'],
    ['selecting a broadcast address', {}, selecting('255.255.255.255'), 'nak not-unicast'],
    ['selecting a multicast address', {}, selecting('224.0.0.1'), 'nak not-unicast'],
    [
      "selecting another's address",
      { leases: [lease({ Token: mac(2) })] },
      selecting('10.0.0.10'),
      'nak owned-by-another',
    ],
    [
      "selecting another's expired address",
      { leases: [lease({ Token: mac(2), ExpireTime: expired })] },
      selecting('10.0.0.10'),
      'nak owned-by-another',
    ],
    [
      'selecting what is being probed',
      { leases: [lease({ State: 'PROBE' })] },
      selecting('10.0.0.10'),
      'ignore probe-in-progress',
    ],
    [
      'selecting what was declined',
      { leases: [lease({ State: 'INVALID' })] },
      selecting('10.0.0.10'),
      'nak address-invalid',
    ],
    ['rebooting with its lease', { leases: [lease()] }, reboot('10.0.0.10'), 'ack lease-confirmed 10.0.0.10'],
    [
      'rebooting with an expired lease',
      { leases: [lease({ ExpireTime: expired })] },
      reboot('10.0.0.10'),
      'ack lease-confirmed 10.0.0.10',
    ],
    [
      "rebooting into another's lease",
      { leases: [lease({ Token: mac(2) })] },
      reboot('10.0.0.10'),
      'nak owned-by-another',
    ],
    ['rebooting, nothing known', {}, reboot('10.0.0.10'), 'ignore nothing-known'],
    ['rebooting on a foreign network, nothing known', {}, reboot('192.168.7.7'), 'ignore nothing-known'],
    ['rebooting with a wrong address', { leases: [lease()] }, reboot('10.0.0.11'), 'nak no-lease'],
    [
      'rebooting with a reservation elsewhere',
      { reservations: [reservation()] },
      reboot('10.0.0.11'),
      'nak no-lease',
    ],
    [
      'rebooting to its reservation without lease',
      { reservations: [reservation()] },
      reboot('10.0.0.50'),
      'nak no-lease',
    ],
    ['rebooting to an impossible address', {}, reboot('240.0.0.1'), 'nak not-unicast'],
    ['renewing', { leases: [lease()] }, renewing('10.0.0.10'), 'ack lease-confirmed 10.0.0.10'],
    ['renewing without lease in our subnet', {}, renewing('10.0.0.10'), 'nak no-lease'],
    [
      "renewing another's reservation without lease",
      { reservations: [reservation({ Addr: '10.5.0.1' })] },
      { ...other, ...renewing('10.5.0.1') },
      'nak no-lease',
    ],
    ['renewing a foreign address', {}, renewing('192.168.7.7'), 'ignore not-our-subnet'],
    [
      'renewing through a relay of its subnet',
      { leases: [lease({ Via: '10.0.0.2' })] },
      { ...renewing('10.0.0.10'), relay: '10.0.0.3' },
      'ack lease-confirmed 10.0.0.10',
    ],
    [
      'a reservation with lease',
      { reservations: [reservation()], leases: [lease({ Addr: '10.0.0.50', State: 'OFFER' })] },
      selecting('10.0.0.50'),
      'ack lease-confirmed 10.0.0.50',
    ],
  ])('%s', async (_name, data, request, outcome) => {
    const bench = new Bench({ subnets: lab, ...data })
    expect(brief(await bench.ask('request', request))).toBe(outcome)
  })

  it.each([
    ['disabled', subnet({ Enabled: false }), renewing('10.0.0.10'), 'ignore subnet-disabled'],
    ['proxy', subnet({ Proxy: true }), selecting('10.0.0.10'), 'ignore proxy-subnet'],
    ['reservations only', subnet({ OnlyReservations: true }), renewing('10.0.0.10'), 'nak only-reservations'],
  ])('subnet now %s', async (_name, changed, request, outcome) => {
    const bench = new Bench({ subnets: [changed], leases: [lease()] })
    expect(brief(await bench.ask('request', request))).toBe(outcome)
  })

  it('gives up a lease whose address was reserved for another', async () => {
    const bench = new Bench({
      subnets: lab,
      leases: [lease()],
      reservations: [reservation({ Addr: '10.0.0.10', Token: mac(2) })],
    })
    expect(brief(await bench.ask('request', renewing('10.0.0.10')))).toBe('nak reserved-for-another')
    expect(brief(await bench.ask('discover', other))).toBe('offer reservation 10.0.0.10')
    expect(brief(await bench.ask('request', { ...other, ...selecting('10.0.0.10') }))).toMatch(/^ack/)
  })

  it('removes a lease whose subnet and reservation are gone', async () => {
    const bench = new Bench({ subnets: [], leases: [lease()] })
    expect(brief(await bench.ask('request', renewing('10.0.0.10')))).toBe('nak subnet-gone')
    expect(bench.at('10.0.0.10')).toBeUndefined()
  })

  it('refuses a client that moved to another network', async () => {
    const subnets = [subnet(), subnet({ Name: 'other', Subnet: '10.1.0.0/24' })]
    const bench = new Bench({ subnets, leases: [lease()] })
    expect(brief(await bench.ask('request', { ...reboot('10.0.0.10'), relay: '10.1.0.1' }))).toBe(
      'nak other-network',
    )
    expect(brief(await bench.ask('request', { ...renewing('10.0.0.10'), relay: '10.1.0.1' }))).toBe(
      'nak other-network',
    )
    expect(brief(await bench.ask('request', { ...reboot('10.0.0.10'), vias: ['10.1.0.9'] }))).toBe(
      'nak other-network',
    )
  })

  it('stores the lease with state, time, relay and options of now', async () => {
    const options = [{ Code: 3, Value: '10.0.0.254' }]
    const bench = new Bench({ subnets: [subnet({ Options: options })], leases: [lease({ State: 'Offer' })] })
    bench.now += 5000
    await bench.ask('request', { ...selecting('10.0.0.10'), relay: '10.0.0.2' })
    const stored = bench.at('10.0.0.10')
    expect(stored).toMatchObject({
      State: 'ACK',
      Duration: 600,
      ExpireTime: new Date(START + 605_000).toISOString(),
      Via: '10.0.0.2',
    })
    expect(stored?.Options).toContainEqual({ Code: 3, Value: '10.0.0.254' })
    expect(stored?.Options).toContainEqual({ Code: 1, Value: '255.255.255.0' })
    await bench.ask('request', renewing('10.0.0.10'))
    expect(bench.at('10.0.0.10')?.Via).toBe('10.0.0.2')
  })

  it.each([
    ['configured times', { Duration: 0, ActiveLeaseTime: 600, ReservedLeaseTime: 9000 }, [600, 9000]],
    ['zero', { Duration: 0, ActiveLeaseTime: 0, ReservedLeaseTime: 0 }, [60, 7200]],
    ['less than the floors', { Duration: 1, ActiveLeaseTime: -5, ReservedLeaseTime: 60 }, [60, 60]],
    [
      'more than 32 bits',
      { Duration: 86_400, ActiveLeaseTime: 2 ** 40, ReservedLeaseTime: 60 },
      [0xffffffff, 86_400],
    ],
  ])('lease time: %s', async (_name, { Duration, ...times }, durations) => {
    const reservations = [reservation({ Duration, Token: mac(2) })]
    const bench = new Bench({ subnets: [subnet(times)], reservations })
    await bench.ask('discover')
    await bench.ask('discover', other)
    expect([bench.at('10.0.0.10')?.Duration, bench.at('10.0.0.50')?.Duration]).toEqual(durations)
  })
})

describe('DECLINE, RELEASE, INFORM', () => {
  it('takes a declined address out for ten minutes', async () => {
    const bench = new Bench({ subnets: lab, leases: [lease()] })
    expect(brief(await bench.ask('decline', { requested: '10.0.0.10', server: SERVER }))).toBe(
      'recorded declined',
    )
    expect(bench.at('10.0.0.10')).toMatchObject({
      State: 'INVALID',
      ExpireTime: new Date(START + 600_000).toISOString(),
    })
    expect(brief(await bench.ask('decline', { requested: '10.0.0.10' }))).toBe('ignore not-the-holder')
  })

  it('keeps a released address for its holder until it is needed', async () => {
    const bench = new Bench({ subnets: lab, leases: [lease()] })
    expect(brief(await bench.ask('release', { current: '10.0.0.10', server: SERVER }))).toBe(
      'recorded released',
    )
    expect(bench.at('10.0.0.10')).toMatchObject({
      State: 'EXPIRED',
      ExpireTime: new Date(START).toISOString(),
    })
    expect(brief(await bench.ask('discover'))).toBe('offer known-lease 10.0.0.10')
  })

  it.each([
    ['decline by another', 'decline', { ...other, requested: '10.0.0.10' }],
    ['release by another', 'release', { ...other, current: '10.0.0.10' }],
    ['decline to another server', 'decline', { requested: '10.0.0.10', server: '10.0.0.2' }],
    ['release of nothing', 'release', {}],
    ['decline of an unknown address', 'decline', { requested: '10.0.0.11' }],
  ] as const)('ignores %s', async (_name, type, request) => {
    const held = lease()
    const bench = new Bench({ subnets: lab, leases: [held] })
    expect(brief(await bench.ask(type, request))).toBe('ignore not-the-holder')
    expect(bench.at('10.0.0.10')).toBe(held)
  })

  it.each(['offer', 'ack', 'nak'] as const)('does not serve %s', async (type) => {
    expect(brief(await new Bench({ subnets: lab }).ask(type))).toBe('ignore message-not-served')
  })
})
