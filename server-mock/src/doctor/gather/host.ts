import { lookup } from 'node:dns/promises'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import type { HostFacts } from '../facts.ts'
import { listedSockets } from './sockets.ts'

/** Bit of CAP_NET_BIND_SERVICE in a set of capabilities (capabilities(7)). */
const NET_BIND_SERVICE = 10n

/** Address of a host, dotted decimal; undefined when it has none. */
export async function addressOf(host: string): Promise<string | undefined> {
  return lookup(host, { family: 4 }).then(
    ({ address }) => address,
    () => undefined,
  )
}

/** Whether an address is one of this host's. */
export function isOurs(address: string): boolean {
  const own = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  return address.startsWith('127.') || own.some((one) => one.address === address)
}

/** What this host listens on and lets this user bind; undefined where there is no `/proc`. */
export async function lookAtHost(): Promise<HostFacts | undefined> {
  const status = await text('/proc/self/status')
  const listed = await Promise.all(
    (['tcp', 'tcp6', 'udp', 'udp6'] as const).map(async (name) =>
      listedSockets(name.startsWith('tcp') ? 'tcp' : 'udp', (await text(`/proc/net/${name}`)) ?? ''),
    ),
  )
  if (status === undefined) return undefined
  const holders = await holdersOfSockets()
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'
  const start = await text('/proc/sys/net/ipv4/ip_unprivileged_port_start')
  return {
    sockets: listed.flat().map(({ protocol, port, address, inode }) => ({
      protocol,
      port,
      address,
      holder: holders.get(inode),
    })),
    firstFreePort: Number(start ?? 1024),
    mayBindLowPorts: ((BigInt(`0x${effective}`) >> NET_BIND_SERVICE) & 1n) === 1n,
  }
}

/** Processes by the sockets they hold; only those this user may look into. */
async function holdersOfSockets(): Promise<ReadonlyMap<string, string>> {
  const holders = new Map<string, string>()
  const processes = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name))
  for (const pid of processes) {
    const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => [])
    for (const descriptor of descriptors) {
      const target = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '')
      const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1]
      if (inode === undefined || holders.has(inode)) continue
      holders.set(inode, `${(await text(`/proc/${pid}/comm`))?.trim() ?? 'a process'} (${pid})`)
    }
  }
  return holders
}

async function text(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined)
}
