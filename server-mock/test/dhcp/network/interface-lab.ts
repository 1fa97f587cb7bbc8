/*
 * Run inside a network namespace of its own that has the interfaces `server0` (10.77.0.1/24) and `client0`:
 * serves DHCP on the first, lets a real client configure the second, and prints what happened as JSON.
 * Arguments: further arguments of udhcpc.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { systemNetwork } from '../../../src/dhcp/network/system-network.ts'
import { createDhcpServer } from '../../../src/dhcp/server.ts'
import { MemoryLeaseStore } from '../../../src/dhcp/strategy/memory-lease-store.ts'
import { subnet } from '../strategy/bench-of-leases.ts'

const lab = subnet({ Subnet: '10.77.0.0/24', ActiveStart: '10.77.0.50', ActiveEnd: '10.77.0.60' })
const store = new MemoryLeaseStore({ subnets: [lab] })
const sent: unknown[] = []
const network = await systemNetwork()
const server = createDhcpServer(
  { listen: { kind: 'interfaces', names: ['server0'] } },
  {
    network,
    store,
    bootFor: async () => ({ kind: 'none', reason: 'not-a-boot-client' }),
    onEvent: (event) => {
      if (event.kind === 'decided')
        sent.push(event.exchange.reply?.destination.kind ?? event.exchange.decision.reason)
      else if (event.kind !== 'listening' && event.kind !== 'closed') sent.push(event)
    },
  },
)
await server.start()
const client = spawn('busybox', [
  'udhcpc',
  '-i',
  'client0',
  '-f',
  '-n',
  '-q',
  '-t',
  '3',
  '-T',
  '1',
  '-s',
  '/bin/true',
  ...process.argv.slice(2),
])
const [code] = await once(client, 'close')
await server.stop()
const leases = store.leases().map(({ Addr, State }) => `${Addr} ${State}`)
console.log(JSON.stringify({ code, sent, leases, limitation: network.limitation ?? '' }))
