import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@metalwright/sdk'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readBackup } from '../../src/backup/read-backup.ts'
import { writeBackup } from '../../src/backup/write-backup.ts'
import { type DhcpClient, discoverPacket, selectPacket } from '../../src/dhcp/client.ts'
import { DhcpRelay } from '../../src/dhcp/client-exchange.ts'
import { journaledSnapshot } from '../../src/objects/machines/journaled-snapshot.ts'
import { journalFile } from '../../src/objects/machines/lease-journal.ts'
import { DEV_KEY, type ServerProcess, startServerProcess } from '../../src/rehearsal/index.ts'
import { openSnapshot, storePlace } from '../../src/store/open.ts'
import { mac } from './strategy/bench-of-leases.ts'

const ANY_PORT = ['--api-port', '0', '--static-port', '0', '--dhcp-port', '0', '--metrics-port', '0']
const OFF = ['--disable-tftp', '--disable-pxe', '--fake-pinger']
const FLAGS = ['--dev', '--provision-address', '127.0.0.1', ...ANY_PORT, ...OFF]
/** Clients that ask at a time: enough for batches that go into the journal. */
const AT_ONCE = 200

let baseRoot = ''
const running: ServerProcess[] = []
const start = async () => {
  const server = await startServerProcess({ baseRoot, flags: FLAGS })
  running.push(server)
  const { ports, fingerprint } = server.facts
  return {
    server,
    client: new Client({ endpoint: `https://127.0.0.1:${ports.api}`, key: DEV_KEY, fingerprint }),
  }
}

beforeAll(async () => {
  baseRoot = await mkdtemp(join(tmpdir(), 'metalwright-durability-'))
})
afterAll(async () => {
  for (const server of running) await server.stop()
  await rm(baseRoot, { recursive: true })
})

/** Client of each address, as a backup has them that is made now. */
async function backedUp(): Promise<Map<string, string>> {
  const file = join(baseRoot, 'saved.backup')
  const snapshot = await journaledSnapshot(
    () => openSnapshot(storePlace(baseRoot, '')),
    journalFile(baseRoot),
  )
  const leases = new Map<string, string>()
  try {
    await writeBackup({ file, snapshot, version: '1', now: Date.now })
    await readBackup(file, (entry) => {
      if (entry.kind !== 'object' || entry.object.prefix !== 'leases') return
      const { Addr, Token } = JSON.parse(entry.object.text)
      leases.set(Addr, Token)
    })
  } finally {
    await snapshot.close()
  }
  return leases
}

it('every lease that was acknowledged is there after the server was killed under load', async () => {
  const first = await start()
  await first.client.subnets.create({
    Name: 'lab',
    Enabled: true,
    Subnet: '10.9.0.0/16',
    ActiveStart: '10.9.0.10',
    ActiveEnd: '10.9.255.250',
  })
  const relay = await DhcpRelay.open('127.0.0.1', {
    address: '127.0.0.1',
    port: first.server.facts.ports.dhcp,
  })
  const acknowledged = new Map<string, string>()
  let next = 1
  const journal = join(baseRoot, 'leases.journal')
  let killed = false
  const talk = async () => {
    while (!killed) {
      const number = next++
      const client: DhcpClient = {
        mac: mac(number),
        stage: 'pxe-bios',
        transactionId: number,
        relay: { address: relay.address, link: '10.9.0.1' },
      }
      const once = { wait: 3000, tries: 1 }
      const offer = await relay.exchange(discoverPacket(client), once)
      const ack = await relay.exchange(selectPacket(client, offer), once)
      acknowledged.set(ack.yourAddress, client.mac)
    }
  }
  const talkers = Promise.allSettled(Array.from({ length: AT_ONCE }, talk))
  await expect.poll(() => acknowledged.size, { timeout: 15_000, interval: 5 }).toBeGreaterThan(1000)
  await expect.poll(async () => (await stat(journal)).size, { timeout: 5000, interval: 1 }).toBeGreaterThan(0)
  // Whoever looks meanwhile sees them all, those of the journal too: through the API, and in a backup.
  const told = new Map(acknowledged)
  const seen = new Map((await first.client.leases.list()).items.map(({ Addr, Token }) => [Addr, Token]))
  for (const [address, client] of told) expect([address, seen.get(address)]).toEqual([address, client])
  await expect.poll(async () => (await stat(journal)).size, { timeout: 5000, interval: 1 }).toBeGreaterThan(0)
  const [address = '', token] = [...acknowledged].at(-1) ?? []
  expect(await first.client.leases.get(address)).toMatchObject({ Token: token })
  const saved = await backedUp()
  for (const [one, client] of told) expect([one, saved.get(one)]).toEqual([one, client])
  await expect.poll(async () => (await stat(journal)).size, { timeout: 5000, interval: 1 }).toBeGreaterThan(0)
  process.kill(first.server.pid, 'SIGKILL')
  killed = true
  await first.client.close()
  await talkers
  await relay.close()

  const second = await start()
  const { items: leases } = await second.client.leases.list()
  const stored = new Map(
    leases.filter(({ State }) => State === 'ACK').map(({ Addr, Token }) => [Addr, Token]),
  )
  const lost = [...acknowledged].filter(([address, token]) => stored.get(address) !== token)
  expect(lost).toEqual([])
  expect((await stat(journal)).size).toBe(0)
  await second.client.close()
}, 60_000)
