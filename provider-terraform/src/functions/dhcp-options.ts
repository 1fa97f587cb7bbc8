/** How the value of a DHCP option is written in subnets and reservations. */
export type OptionForm = 'address' | 'addresses' | 'text' | 'number' | 'bytes'

/** One DHCP option. */
export interface OptionFacts {
  readonly name: string
  readonly form: OptionForm
  /** Largest number, for form `number`. */
  readonly most?: number
}

const u8 = 2 ** 8 - 1
const u16 = 2 ** 16 - 1
const u32 = 2 ** 32 - 1

const address = (name: string): OptionFacts => ({ name, form: 'address' })
const addresses = (name: string): OptionFacts => ({ name, form: 'addresses' })
const text = (name: string): OptionFacts => ({ name, form: 'text' })
const number = (name: string, most: number): OptionFacts => ({ name, form: 'number', most })

/** Options that servers are set up with, by code: names of RFC 2132 and later, in words with dashes. */
const options: Readonly<Record<number, OptionFacts>> = {
  1: address('subnet-mask'),
  2: number('time-offset', u32),
  3: addresses('routers'),
  4: addresses('time-servers'),
  5: addresses('name-servers'),
  6: addresses('domain-name-servers'),
  7: addresses('log-servers'),
  8: addresses('cookie-servers'),
  9: addresses('lpr-servers'),
  10: addresses('impress-servers'),
  11: addresses('resource-location-servers'),
  12: text('host-name'),
  13: number('boot-size', u16),
  14: text('merit-dump'),
  15: text('domain-name'),
  16: address('swap-server'),
  17: text('root-path'),
  18: text('extensions-path'),
  19: number('ip-forwarding', u8),
  20: number('non-local-source-routing', u8),
  21: addresses('policy-filter'),
  22: number('max-dgram-reassembly', u16),
  23: number('default-ip-ttl', u8),
  24: number('path-mtu-aging-timeout', u32),
  26: number('interface-mtu', u16),
  27: number('all-subnets-local', u8),
  28: address('broadcast-address'),
  29: number('perform-mask-discovery', u8),
  30: number('mask-supplier', u8),
  31: number('router-discovery', u8),
  32: address('router-solicitation-address'),
  33: addresses('static-routes'),
  34: number('trailer-encapsulation', u8),
  35: number('arp-cache-timeout', u32),
  36: number('ieee802-3-encapsulation', u8),
  37: number('default-tcp-ttl', u8),
  38: number('tcp-keepalive-interval', u32),
  39: number('tcp-keepalive-garbage', u8),
  40: text('nis-domain'),
  41: addresses('nis-servers'),
  42: addresses('ntp-servers'),
  44: addresses('netbios-name-servers'),
  45: addresses('netbios-dd-servers'),
  46: number('netbios-node-type', u8),
  47: text('netbios-scope'),
  48: addresses('font-servers'),
  49: addresses('x-display-manager'),
  51: number('lease-time', u32),
  54: address('server-identifier'),
  58: number('renewal-time', u32),
  59: number('rebinding-time', u32),
  60: text('vendor-class-identifier'),
  64: text('nisplus-domain'),
  65: addresses('nisplus-servers'),
  66: text('tftp-server-name'),
  67: text('bootfile-name'),
  68: addresses('mobile-ip-home-agents'),
  69: addresses('smtp-servers'),
  70: addresses('pop-servers'),
  71: addresses('nntp-servers'),
  72: addresses('www-servers'),
  73: addresses('finger-servers'),
  74: addresses('irc-servers'),
  75: addresses('streettalk-servers'),
  76: addresses('streettalk-directory-assistance-servers'),
  77: text('user-class'),
  100: text('pcode'),
  101: text('tcode'),
  119: { name: 'domain-search', form: 'bytes' },
  121: { name: 'classless-static-routes', form: 'bytes' },
  150: { name: 'tftp-server-addresses', form: 'bytes' },
  252: { name: 'wpad-url', form: 'bytes' },
}

/** Facts of an option; those without a form of their own take bytes or a text. */
export function optionFacts(code: number): OptionFacts {
  return (Object.hasOwn(options, code) ? options[code] : undefined) ?? { name: String(code), form: 'bytes' }
}

/** Code of an option by its name; undefined for a name that is none. */
export function optionCode(name: string): number | undefined {
  const found = Object.entries(options).find(([, facts]) => facts.name === name)
  return found === undefined ? undefined : Number(found[0])
}

/** Names of all options that have one, by code. */
export function optionNames(): readonly string[] {
  return Object.values(options).map(({ name }) => name)
}
