// The server of the DHCP benchmark: `node dhcp-site.ts FLAGS…` in the servers' namespace. Prints a line when it is
// ready and one for each line it reads, as JSON; ends with its input.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Client } from '@metalwright/sdk'
import { DEV_KEY, startServerProcess } from '@metalwright/server/rehearsal'
import { RESERVATIONS } from './dhcp-peers.ts'
import { usageOf } from './fleet-server.ts'
import { SERVER_ADDRESS } from './load-link.ts'

const METRICS_PORT = 18_080

const baseRoot = await mkdtemp(join(tmpdir(), 'metalwright-bench-'))
const ports = ['--api-port', '0', '--static-port', '0', '--metrics-port', String(METRICS_PORT)]
const off = ['--disable-tftp', '--disable-pxe', '--fake-pinger', '--log-level', 'error']
const server = await startServerProcess({
  baseRoot,
  flags: ['--dev', ...ports, ...off, ...process.argv.slice(2)],
})
const endpoint = `https://127.0.0.1:${server.facts.ports.api}`
const client = new Client({ endpoint, key: DEV_KEY, fingerprint: server.facts.fingerprint })
await client.subnets.create({
  Name: 'bench',
  Enabled: true,
  Subnet: '10.64.0.0/12',
  ActiveStart: '10.64.1.0',
  ActiveEnd: '10.79.255.250',
  ActiveLeaseTime: 3600,
  Options: [
    { Code: 3, Value: SERVER_ADDRESS },
    { Code: 6, Value: SERVER_ADDRESS },
    { Code: 15, Value: 'example.com' },
  ],
})
for (const { address, mac } of RESERVATIONS) {
  await client.reservations.create({ Addr: address, Token: mac, Strategy: 'MAC' })
}
await client.close()
await tell()
for await (const _ of createInterface(process.stdin)) await tell()
await server.stop()
await rm(baseRoot, { recursive: true, force: true })

async function tell(): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${METRICS_PORT}/metrics`)
  const text = await answer.text()
  const value = (name: string) =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${name} `))
        ?.slice(name.length + 1) ?? 0,
    )
  const status = await readFile(`/proc/${server.pid}/status`, 'utf8')
  const kilobytes = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0)
  const figures = {
    all: value('metalwright_dhcp_answer_seconds_count'),
    quick: value('metalwright_dhcp_answer_seconds_bucket{le="0.01"}'),
    memory: kilobytes * 1024,
    ...(await usageOf(server.pid)),
  }
  process.stdout.write(`${JSON.stringify(figures)}\n`)
}
