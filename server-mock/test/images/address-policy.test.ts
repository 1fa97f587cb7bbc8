import { describe, expect, it } from 'vitest'
import { type ImageSources, mayImportFrom } from '../../src/images/import/address-policy.ts'

const allowed = (address: string) =>
  (['public', 'private', 'any'] satisfies ImageSources[])
    .filter((sources) => mayImportFrom(address, sources))
    .join(' ')

describe('where images may be imported from', () => {
  it.each([
    ...[
      '93.184.215.14',
      '2606:2800:21f:cb07::1',
      '::ffff:93.184.215.14',
      '64:ff9b::5db8:d70e',
      '2001:470::1',
    ].map((address) => [address, 'public private any']),
    ...[
      '10.1.2.3',
      '172.31.0.1',
      '192.168.0.9',
      '100.64.1.1',
      'fd12::9',
      '::ffff:10.0.0.1',
      '64:ff9b::a00:1',
    ].map((address) => [address, 'private any']),
    ...['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '64:ff9b::7f00:1'].map(
      (address) => [address, 'any'],
    ),
    ...['169.254.169.254', '::ffff:169.254.169.254', '::ffff:a9fe:a9fe', '64:ff9b::a9fe:a9fe', 'fe80::1'].map(
      (address) => [address, ''],
    ),
    ...['fe80::1%eth0', 'fd00:ec2::254', '100.100.100.200', '168.63.129.16', '0.0.0.0', '0.1.2.3', '::'].map(
      (address) => [address, ''],
    ),
    ...['224.0.0.1', '255.255.255.255', 'ff02::1', '2002:a9fe:a9fe::', '64:ff9b::', 'example.com', ''].map(
      (address) => [address, ''],
    ),
  ])('%s: %s', (address, sources) => {
    expect(allowed(address ?? '')).toBe(sources)
  })
})
