import { readFile } from 'node:fs/promises'
import { loadLinuxSockets } from '../network/linux-sockets.ts'
import { type EchoPort, EchoProbe } from './echo-probe.ts'
import { parseNeighbours } from './neighbours.ts'
import { hasPing, PingCommand } from './ping-command.ts'
import type { AddressProbe } from './probe.ts'

/**
 * The best way to probe addresses that this machine and the rights of the process allow: an ICMP socket, the
 * `ping` command, or none at all, which its `limitation` says.
 */
export async function systemProbe(): Promise<AddressProbe> {
  try {
    return new EchoProbe(await openEchoes(), readNeighbours)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    if (await hasPing()) return new PingCommand(reason)
    return {
      probe: async () => true,
      limitation: `addresses are offered without a probe: ${reason}, and there is no ping command; run the server with CAP_NET_RAW`,
      close: () => {},
    }
  }
}

async function openEchoes(): Promise<EchoPort> {
  const sockets = await loadLinuxSockets()
  const { fd, headers } = sockets.echoSocket()
  const buffer = new Uint8Array(2048)
  return {
    headers,
    send: (message, address) => sockets.sendTo(fd, message, sockets.inetAddress(address, 0)),
    receive: () => {
      const size = sockets.receiveNow(fd, buffer)
      return size === undefined ? undefined : buffer.slice(0, size)
    },
    close: () => sockets.close(fd),
  }
}

async function readNeighbours(): Promise<ReadonlyMap<string, string>> {
  return parseNeighbours(await readFile('/proc/net/arp', 'utf8'))
}
