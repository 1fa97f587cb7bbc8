/**
 * IPv4 addresses as numbers: 0 to 2³²−1, first octet most significant. Text is always dotted decimal.
 */

/** The address nobody has; in DHCP header fields it means "not set". */
export const UNSPECIFIED = '0.0.0.0'

const DOT = 46
const ZERO = 48

/** Reads four dotted decimal octets (no leading zeros, no blanks); undefined for anything else. */
export function parseAddress(text: string): number | undefined {
  // In the path of every packet many times over: no regular expression, nothing allocated.
  let value = 0
  let octet = -1
  let dots = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === DOT) {
      if (octet < 0 || ++dots > 3) return undefined
      value = value * 256 + octet
      octet = -1
    } else {
      if (code < ZERO || code > ZERO + 9 || octet === 0) return undefined
      octet = Math.max(octet, 0) * 10 + code - ZERO
      if (octet > 255) return undefined
    }
  }
  return dots === 3 && octet >= 0 ? value * 256 + octet : undefined
}

/** Dotted decimal of a number between 0 and 2³²−1. */
export function formatAddress(value: number): string {
  return `${(value >>> 24) & 255}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`
}

/** True for an address one host can have: not 0/8, not multicast, reserved or broadcast (224/3). */
export function isUnicast(value: number): boolean {
  const first = value >>> 24
  return first > 0 && first < 224
}

/** A block of addresses; `network` and `broadcast` are its first and last one. */
export interface Network {
  readonly network: number
  readonly broadcast: number
  readonly mask: number
  readonly prefix: number
}

/** Reads `a.b.c.d/n`; host bits are cleared. Undefined when it is not a CIDR. */
export function parseNetwork(text: string): Network | undefined {
  const slash = text.indexOf('/')
  const address = slash < 0 ? undefined : parseAddress(text.slice(0, slash))
  const length = text.slice(slash + 1)
  if (address === undefined || !/^\d{1,2}$/.test(length)) return undefined
  const prefix = Number(length)
  if (prefix > 32) return undefined
  const mask = prefix === 0 ? 0 : (0xffffffff << (32 - prefix)) >>> 0
  const network = (address & mask) >>> 0
  return { network, broadcast: (network | ~mask) >>> 0, mask, prefix }
}

/** Whether the address lies in the block, network and broadcast addresses included. */
export function contains(block: Network, address: number): boolean {
  return address >= block.network && address <= block.broadcast
}

/** First and last address a host of the block may have: all of them for /31 and /32 (RFC 3021). */
export function hostRange(block: Network): readonly [first: number, last: number] {
  return block.prefix >= 31 ? [block.network, block.broadcast] : [block.network + 1, block.broadcast - 1]
}
