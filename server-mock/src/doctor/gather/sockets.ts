import { formatAddress } from '../../dhcp/ipv4.ts'

/** A listening socket as the kernel lists it. */
export interface ListedSocket {
  readonly protocol: 'tcp' | 'udp'
  /** Dotted decimal; `0.0.0.0` for all. */
  readonly address: string
  readonly port: number
  /** Number by which a process' descriptors name it. */
  readonly inode: string
}

/** State numbers of Linux: TCP_LISTEN, and UDP sockets that are bound to no peer (TCP_CLOSE). */
const WAITING = { tcp: '0A', udp: '07' } as const

/**
 * Reads `/proc/net/tcp`, `udp` and their IPv6 sisters (proc(5)): one line per socket, with address and port in hex.
 * Lines of another shape are left out.
 */
export function listedSockets(protocol: 'tcp' | 'udp', text: string): ListedSocket[] {
  return text.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/)
    const match = /^([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})$/.exec(local)
    if (match === null || state !== WAITING[protocol] || inode === undefined) return []
    const [, address = '', port = ''] = match
    return [{ protocol, address: addressOf(address), port: Number.parseInt(port, 16), inode }]
  })
}

/** Words are in the order of the machine, which is little endian; of IPv6 only "all" and mapped IPv4 are told apart. */
function addressOf(hex: string): string {
  const word = hex.slice(-8)
  const value = Number.parseInt(word.match(/../g)?.reverse().join('') ?? '0', 16)
  if (hex.length === 8 || hex.startsWith('0000000000000000FFFF0000')) return formatAddress(value)
  if (/^0+$/.test(hex)) return '0.0.0.0'
  return hex === `${'0'.repeat(24)}01000000` ? '127.0.0.1' : '::'
}
