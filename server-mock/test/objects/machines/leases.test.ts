import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Lease, Machine } from '@metalwright/sdk/models'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type DhcpClient, discoverPacket, selectPacket } from '../../../src/dhcp/client.ts'
import { DhcpRelay } from '../../../src/dhcp/client-exchange.ts'
import { startTestServer, type TestServer } from '../../api/test-server.ts'

describe('leases in the store', () => {
  let folder: string
  let server: TestServer
  let relay: DhcpRelay
  const start = async () => {
    server = await startTestServer({ baseRoot: folder, store: 'sqlite', disableDhcp: false })
    relay = await DhcpRelay.open('127.0.0.1', { address: '127.0.0.1', port: server.server.ports.dhcp })
  }
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'metalwright-leases-'))
    await mkdir(folder, { recursive: true })
    await start()
    await server.json('POST', '/subnets', {
      Name: 'lab',
      Enabled: true,
      Subnet: '10.9.0.0/24',
      ActiveStart: '10.9.0.10',
      ActiveEnd: '10.9.0.29',
    })
  })
  afterEach(async () => {
    await relay.close()
    await server.close()
    await rm(folder, { recursive: true, force: true })
  })

  let transaction = 1
  const lease = async (number: number) => {
    const mac = `52:54:00:00:00:${number.toString(16).padStart(2, '0')}`
    const client: DhcpClient = {
      mac,
      stage: 'pxe-bios',
      transactionId: transaction++,
      relay: { address: relay.address, link: '10.9.0.1' },
    }
    const offer = await relay.exchange(discoverPacket(client))
    const ack = await relay.exchange(selectPacket(client, offer))
    return ack.yourAddress
  }
  const leases = async () => (await server.json('GET', '/leases')) as Lease[]

  it('are stored before the ACK, and the client has its address after a restart', async () => {
    const address = await lease(1)
    expect(await leases()).toMatchObject([{ Addr: address, State: 'ACK', Token: '52:54:00:00:00:01' }])
    expect(await server.json('GET', '/leases/0A09000A')).toMatchObject({ Addr: '10.9.0.10' })
    await relay.close()
    await server.server.close()
    await start()
    expect(await leases()).toMatchObject([{ Addr: address, State: 'ACK' }])
    expect(await lease(1)).toBe(address)
    expect(await lease(2)).not.toBe(address)
  })

  it('go to one client each, however many ask at once', async () => {
    const addresses = await Promise.all(Array.from({ length: 20 }, (_, number) => lease(number + 1)))
    expect(new Set(addresses).size).toBe(20)
    expect((await leases()).filter(({ State }) => State === 'ACK')).toHaveLength(20)
    await server.json('DELETE', '/leases/10.9.0.15')
    expect(await lease(99)).toBe('10.9.0.15')
  })

  it('respect reservations, made before or after', async () => {
    const reserve = (Addr: string, Token: string) => server.json('POST', '/reservations', { Addr, Token })
    await reserve('10.9.0.200', '52:54:00:00:00:01')
    expect(await lease(1)).toBe('10.9.0.200')
    await reserve('10.9.0.10', '52:54:00:00:00:07')
    expect(await lease(2)).toBe('10.9.0.11')
    expect(await lease(7)).toBe('10.9.0.10')
    const twice = await server.call('POST', '/reservations', {
      Addr: '10.9.0.201',
      Token: '52:54:00:00:00:01',
    })
    expect([twice.status, twice.text]).toEqual([
      422,
      expect.stringMatching(/Reservation 10\.9\.0\.200 already has/),
    ])
  })

  it('tell known machines their address, and take it from whoever had it', async () => {
    const add = (Name: string, mac: string, Address = '') =>
      server.json('POST', '/machines', { Name, HardwareAddrs: [mac], Address }) as Promise<Machine>
    await add('old.example.com', '52:54:00:00:00:50', '10.9.0.10')
    await add('new.example.com', '52:54:00:00:00:51')
    expect(await lease(0x51)).toBe('10.9.0.10')
    const addressOf = async (name: string) =>
      ((await server.json('GET', `/machines/Name:${name}`)) as Machine).Address
    await expect.poll(() => addressOf('new.example.com')).toBe('10.9.0.10')
    expect(await addressOf('old.example.com')).toBe('0.0.0.0')
  })

  it.each([
    [{ Name: 'a1', Subnet: 'nonsense' }, /Invalid subnet address/],
    [{ Name: 'a1', Subnet: '10.8.0.0/24' }, /ActiveStart and ActiveEnd are needed/],
    [
      { Name: 'a1', Subnet: '10.8.0.0/24', ActiveStart: '10.7.0.1', ActiveEnd: '10.8.0.9' },
      /10\.7\.0\.1 not in subnet/,
    ],
    [
      { Name: 'a1', Subnet: '10.8.0.0/24', ActiveStart: '10.8.0.9', ActiveEnd: '10.8.0.1' },
      /is behind ActiveEnd/,
    ],
    [
      { Name: 'a1', Subnet: '10.8.0.0/24', OnlyReservations: true, Proxy: true, Unmanaged: true },
      /cannot both be true/,
    ],
  ])('come from subnets that make sense: %j is refused', async (subnet, message) => {
    const answer = await server.call('POST', '/subnets', subnet)
    expect([answer.status, answer.text]).toEqual([422, expect.stringMatching(message)])
  })
})
