import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { NetworkInterface } from './network.ts'

const run = promisify(execFile)

/** The fields used of what `ip -json addr` prints. */
const Links = z.array(
  z.object({
    ifindex: z.int(),
    ifname: z.string(),
    flags: z.array(z.string()),
    addr_info: z
      .array(z.object({ family: z.string(), local: z.string().optional(), prefixlen: z.int().optional() }))
      .default([]),
  }),
)

/**
 * Lists interfaces as the kernel has them. Node's own list leaves out those without carrier, such as a
 * bridge before its first virtual machine; it is used only where the tool `ip` is missing.
 */
export async function readInterfaces(): Promise<readonly NetworkInterface[]> {
  try {
    const { stdout } = await run('ip', ['-json', '-4', 'addr', 'show'], { timeout: 5000 })
    return parseLinks(stdout)
  } catch {
    return Promise.all(
      Object.entries(networkInterfaces()).map(async ([name, addresses = []]) => ({
        name,
        index: Number(await readFile(`/sys/class/net/${name}/ifindex`, 'utf8').catch(() => '0')),
        addresses: addresses.filter(({ family }) => family === 'IPv4').map(({ address }) => address),
        networks: addresses.flatMap(({ family, cidr }) => (family === 'IPv4' ? (cidr ?? []) : [])),
        loopback: addresses.some(({ internal }) => internal),
        up: true,
      })),
    )
  }
}

/** Interfaces in the output of `ip -json addr`. Throws when it is something else. */
export function parseLinks(text: string): readonly NetworkInterface[] {
  return Links.parse(JSON.parse(text)).map(({ ifindex, ifname, flags, addr_info }) => ({
    name: ifname,
    index: ifindex,
    addresses: addr_info.flatMap(({ family, local }) => (family === 'inet' ? (local ?? []) : [])),
    networks: addr_info.flatMap(({ family, local, prefixlen }) =>
      family === 'inet' && local !== undefined ? `${local}/${prefixlen ?? 32}` : [],
    ),
    loopback: flags.includes('LOOPBACK'),
    up: flags.includes('UP'),
  }))
}
