import { BlockList, isIP } from 'node:net'

/**
 * Which addresses images may be imported from: `public` those of the internet, `private` those of private networks
 * too, `any` this host's own as well. Those by which clouds tell a computer its secrets (link-local and a few others)
 * are refused always, like what is no address of one host.
 */
export type ImageSources = 'public' | 'private' | 'any'

/** All values of `ImageSources`. */
export const IMAGE_SOURCES: readonly ImageSources[] = ['public', 'private', 'any']

const NEVER = listOf([
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['224.0.0.0', 3],
  // Metadata services of clouds outside of the link-local network.
  ['100.100.100.200', 32],
  ['168.63.129.16', 32],
  ['192.0.0.0', 24],
  ['::', 128],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
  ['fd00:ec2::254', 128],
  ['fd20:ce::254', 128],
  // Addresses of version 4 in tunnels that no image comes through.
  ['2002::', 16],
  ['2001::', 32],
])
const LOOPBACK = listOf([
  ['127.0.0.0', 8],
  ['::1', 128],
])
const PRIVATE = listOf([
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['fc00::', 7],
])

/** Whether an import may connect to an address, in any spelling; `false` for what is none. */
export function mayImportFrom(address: string, sources: ImageSources): boolean {
  const plain = withoutTranslation(address)
  const family = isIP(plain)
  if (family === 0) return false
  const isIn = (list: BlockList) => list.check(plain, family === 4 ? 'ipv4' : 'ipv6')
  if (isIn(NEVER)) return false
  if (isIn(LOOPBACK)) return sources === 'any'
  return sources !== 'public' || !isIn(PRIVATE)
}

/** The address of version 4 that one behind a translator (NAT64, RFC 6052) stands for. */
function withoutTranslation(address: string): string {
  if (isIP(address) !== 6) return address
  const spelled = URL.parse(`http://[${address.split('%')[0]}]`)?.hostname.slice(1, -1) ?? ''
  if (!spelled.startsWith('64:ff9b::')) return address
  const [high = '', low = ''] = spelled.slice('64:ff9b::'.length).padStart(1, '0').split(':').slice(-2)
  const words =
    low === '' ? [0, Number.parseInt(high, 16)] : [high, low].map((word) => Number.parseInt(word, 16))
  return words.flatMap((word) => [word >> 8, word & 255]).join('.')
}

function listOf(networks: readonly (readonly [address: string, prefix: number])[]): BlockList {
  const list = new BlockList()
  for (const [address, prefix] of networks) {
    list.addSubnet(address, prefix, isIP(address) === 4 ? 'ipv4' : 'ipv6')
  }
  return list
}
