import { isIPv4 } from '@metalwright/sdk/models'
import { CallError } from './template/index.ts'

/** Bits of a netmask: 24 for `255.255.255.0`. @throws CallError when its ones are not all in front */
export function netmaskBits(mask: string): bigint {
  const bits = isIPv4(mask)
    ? mask
        .split('.')
        .map((part) => Number(part).toString(2).padStart(8, '0'))
        .join('')
    : ''
  if (!/^1*0*$/.test(bits) || bits === '') throw new CallError(`${mask} is not a netmask`)
  return BigInt(bits.lastIndexOf('1') + 1)
}
