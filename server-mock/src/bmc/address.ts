import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import { BmcFailure } from './bmc-failure.ts'

/** Finds the addresses of a host name. */
export type Resolve = (host: string) => Promise<readonly string[]>

/** Addresses by the system's resolver. */
export const systemResolve: Resolve = async (host) =>
  (await lookup(host, { all: true })).map(({ address }) => address)

/** Networks in which no BMC is, but things of the server and its site that answer whoever asks from there. */
const NEVER: readonly string[] = [
  '0.0.0.0/8',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '224.0.0.0/3',
  '::/128',
  '::1/128',
  'fe80::/10',
  'ff00::/8',
]

/**
 * Which addresses the server connects to as BMCs. Whoever may edit a machine chooses the address of its BMC; without
 * this he could let the server knock on doors that only it reaches, and send a password there.
 */
export class BmcNetworks {
  readonly #allowed: BlockList | undefined
  readonly #refused = listOf(NEVER)
  readonly #text: string

  /** @param allowed networks such as `10.0.0.0/8`, the only ones then; none: all but the server's own and link-local ones */
  constructor(allowed: readonly string[]) {
    this.#allowed = allowed.length === 0 ? undefined : listOf(allowed)
    this.#text = allowed.join(', ')
  }

  /**
   * The address to connect to: it is looked up once, so that the name cannot mean another one a moment later.
   *
   * @param host address or name, as it was set
   * @throws BmcFailure `bmc_setting` for what is neither, `bmc_unresolved`, `bmc_address_refused`
   */
  async addressOf(host: string, resolve: Resolve): Promise<string> {
    const literal = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host
    if (isIP(literal) !== 0 && !literal.includes('%')) return this.#checked(host, literal)
    if (!isHostName(host)) {
      const reason = `${JSON.stringify(host.slice(0, 80))} is neither an IP address nor a host name`
      throw new BmcFailure('bmc_setting', reason, 'set ipmi/address to one, without scheme, port or path')
    }
    const [first] = await resolve(host).catch((cause: unknown) => {
      throw unresolved(host, cause)
    })
    if (first === undefined) throw unresolved(host, undefined)
    return this.#checked(host, first)
  }

  #checked(host: string, address: string): string {
    const plain = unmapped(address)
    const family = isIP(plain) === 6 ? 'ipv6' : 'ipv4'
    if (
      this.#allowed === undefined ? !this.#refused.check(plain, family) : this.#allowed.check(plain, family)
    )
      return plain
    const reason = `The server connects to no BMC at ${host === address ? host : `${host} (${address})`}`
    const next =
      this.#allowed === undefined
        ? 'it is an address of the server itself or of no single host; name the networks with BMCs by --bmc-networks if one is there'
        : `BMCs are in ${this.#text} (--bmc-networks)`
    throw new BmcFailure('bmc_address_refused', reason, next)
  }
}

/**
 * Splits the setting.
 *
 * @throws RangeError naming the part that is no network
 */
export function readNetworks(text: string): readonly string[] {
  const parts = text.split(',').map((part) => part.trim())
  const networks = parts.filter((part) => part !== '')
  listOf(networks)
  return networks
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', length, more] = network.split('/')
    const version = isIP(address)
    const most = version === 6 ? 128 : 32
    const bits = length === undefined ? most : /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN
    if (version === 0 || more !== undefined || !(bits <= most)) {
      throw new RangeError(`${JSON.stringify(network)} is no network; write 10.0.0.0/8 or fd00::/8`)
    }
    list.addSubnet(address, bits, version === 6 ? 'ipv6' : 'ipv4')
  }
  return list
}

/** Labels of letters, digits, dashes and underscores; the last one is no number, as it would be a way to write an address. */
function isHostName(host: string): boolean {
  const labels = host.replace(/\.$/, '').split('.')
  const last = labels.at(-1) ?? ''
  return (
    host.length <= 253 &&
    labels.every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i.test(label)) &&
    !/^(0x[0-9a-f]*|\d+)$/i.test(last)
  )
}

/** An IPv4 address that is written as an IPv6 one, as itself. */
function unmapped(address: string): string {
  const dotted = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (dotted !== undefined) return dotted
  if (isIP(address) !== 6) return address
  // The URL parser writes every form of an IPv6 address in one way.
  const written = new URL(`http://[${address}]/`).hostname.slice(1, -1)
  const [, high = '', low = ''] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(written) ?? []
  if (high === '') return address
  const number = Number.parseInt(high, 16) * 65_536 + Number.parseInt(low, 16)
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.')
}

function unresolved(host: string, cause: unknown): BmcFailure {
  return new BmcFailure('bmc_unresolved', `${host} has no address`, 'correct ipmi/address or the DNS', cause)
}
