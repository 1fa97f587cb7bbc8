// Known machines that boot again and again, from a process of its own: `node dhcp-load.ts SERVER RELAY` prints
// exchanges a second. RELAY is an address that is added to the client's interface.
import { execFileSync } from 'node:child_process'
import { type DhcpClient, DhcpRelay, discoverPacket, selectPacket } from '@metalwright/server/rehearsal'

/** Machines that talk at one time. */
const AT_ONCE = 16
/** Machines in all. */
const KNOWN = 100
const MILLISECONDS = 5000

const [server = '', address = ''] = process.argv.slice(2)
execFileSync('ip', ['addr', 'replace', `${address}/12`, 'dev', 'client0'])
const relay = await DhcpRelay.open(address, { address: server, port: 67 })
let next = 0

async function exchange(): Promise<void> {
  next += 1
  const client: DhcpClient = {
    mac: `52:54:00:00:00:${(next % KNOWN).toString(16).padStart(2, '0')}`,
    stage: 'pxe-bios',
    transactionId: next,
    relay: { address: relay.address, link: relay.address },
  }
  const offer = await relay.exchange(discoverPacket(client))
  await relay.exchange(selectPacket(client, offer))
}

const start = performance.now()
const talkers = Array.from({ length: AT_ONCE }, async () => {
  let done = 0
  // A message lost in the flood is one that the firmware sends again.
  while (performance.now() - start < MILLISECONDS)
    done += await exchange().then(
      () => 1,
      () => 0,
    )
  return done
})
const done = (await Promise.all(talkers)).reduce((sum, one) => sum + one, 0)
process.stdout.write(`${done / ((performance.now() - start) / 1000)}\n`)
await relay.close()
process.exit(0)
