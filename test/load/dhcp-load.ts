// DHCP load from a process of its own: `node dhcp-load.ts PORT new|known SECONDS`; prints exchanges a second.
import { type DhcpClient, DhcpRelay, discoverPacket, selectPacket } from '@metalwright/server/rehearsal'

/** Clients that talk at one time. */
const AT_ONCE = 64
/** New clients that the server admits at once; more of them it admits slowly, so the load ends there. */
const NEW = 4000
/** Clients of the `known` load. */
const KNOWN = 200

const [port = '', kind = 'new', seconds = '5'] = process.argv.slice(2)
const relay = await DhcpRelay.open('127.0.0.1', { address: '127.0.0.1', port: Number(port) })
const block = kind === 'known' ? 0xaa : 0xbb
let next = 0

async function exchange(): Promise<void> {
  next += 1
  const number = kind === 'known' ? next % KNOWN : next
  const mac = [0x52, 0x54, block, (number >> 16) & 255, (number >> 8) & 255, number & 255]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join(':')
  const client: DhcpClient = {
    mac,
    stage: 'pxe-bios',
    transactionId: next,
    relay: { address: relay.address, link: '10.64.0.1' },
  }
  const offer = await relay.exchange(discoverPacket(client))
  await relay.exchange(selectPacket(client, offer))
}

async function run(milliseconds: number): Promise<number> {
  const start = performance.now()
  const until = start + milliseconds
  const talkers = Array.from({ length: AT_ONCE }, async () => {
    let done = 0
    for (; performance.now() < until && (kind === 'known' || next < NEW); done++) await exchange()
    return done
  })
  const done = (await Promise.all(talkers)).reduce((sum, one) => sum + one, 0)
  return done / ((performance.now() - start) / 1000)
}

if (kind === 'known') await run(1000)
process.stdout.write(`${await run(Number(seconds) * 1000)}\n`)
await relay.close()
process.exit(0)
