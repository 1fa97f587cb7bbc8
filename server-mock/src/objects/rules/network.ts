import { hexAddress, isIPv4 } from '@metalwright/sdk/models'

/** An IPv4 network in numbers. */
export interface Network {
  readonly first: number
  readonly last: number
  readonly bits: number
}

/** Reads `a.b.c.d/n`; `undefined` when it is not that. */
export function network(cidr: string): Network | undefined {
  const [address = '', bitsText = ''] = cidr.split('/')
  if (!isIPv4(address) || !/^\d{1,2}$/.test(bitsText) || Number(bitsText) > 32) return undefined
  const bits = Number(bitsText)
  const size = 2 ** (32 - bits)
  const first = Math.floor(addressNumber(address) / size) * size
  return { first, last: first + size - 1, bits }
}

/** A dotted address as a number. */
export function addressNumber(address: string): number {
  return Number.parseInt(hexAddress(address), 16)
}

/** A number as a dotted address. */
export function dotted(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.')
}
