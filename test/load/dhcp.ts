import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from '@metalwright/sdk'
import { DEV_KEY, startServerProcess } from '@metalwright/server/rehearsal'
import type { Figure } from './figure.ts'

const SECONDS = 5

/**
 * Four-way DHCP exchanges a second of clients that are all new, each lease durable before its ACK, and of
 * clients that come again. Measured from a process of its own, through a relay on loopback.
 */
export async function benchDhcp(): Promise<Figure[]> {
  const baseRoot = await mkdtemp(join(tmpdir(), 'metalwright-bench-'))
  const off = ['--disable-tftp', '--disable-pxe', '--provision-address', '127.0.0.1', '--log-level', 'error']
  const ports = ['--api-port', '0', '--static-port', '0', '--dhcp-port', '0']
  const server = await startServerProcess({ baseRoot, flags: ['--dev', ...ports, ...off] })
  const endpoint = `https://127.0.0.1:${server.facts.ports.api}`
  const client = new Client({ endpoint, key: DEV_KEY, fingerprint: server.facts.fingerprint })
  try {
    await client.subnets.create({
      Name: 'bench',
      Enabled: true,
      Subnet: '10.64.0.0/12',
      ActiveStart: '10.64.0.10',
      ActiveEnd: '10.79.255.250',
      ActiveLeaseTime: 3600,
    })
    const exchanges = async (clients: 'new' | 'known') => {
      const script = join(import.meta.dirname, 'dhcp-load.ts')
      const args = [script, String(server.facts.ports.dhcp), clients, String(SECONDS)]
      const { stdout } = await promisify(execFile)(process.execPath, args)
      return Number(stdout)
    }
    return [
      { name: 'DHCP four-way exchanges, new clients', value: await exchanges('new'), unit: 'exchanges/s' },
      {
        name: 'DHCP four-way exchanges, known clients',
        value: await exchanges('known'),
        unit: 'exchanges/s',
      },
    ]
  } finally {
    await client.close()
    await server.stop()
    await rm(baseRoot, { recursive: true, force: true })
  }
}
