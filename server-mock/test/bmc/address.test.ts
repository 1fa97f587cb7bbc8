import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BmcNetworks, readNetworks } from '../../src/bmc/address.ts'
import { BmcFailure } from '../../src/bmc/bmc-failure.ts'

const resolve = (found: readonly string[]) => async () => found
const any = new BmcNetworks([])

describe('addresses of BMCs', () => {
  it.each(['10.0.0.1', '192.168.7.9', 'fd00::7', '[fd00::7]', '2001:db8::1'])('may be %s', async (host) => {
    expect(await any.addressOf(host, resolve([]))).toBe(host.replaceAll(/[[\]]/g, ''))
  })

  it.each([
    '127.0.0.1',
    '127.9.9.9',
    '0.0.0.0',
    '169.254.169.254',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '[::1]',
    '::',
    'fe80::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '0:0:0:0:0:ffff:a9fe:a9fe',
  ])('are not %s: nothing there is a BMC', async (host) => {
    await expect(any.addressOf(host, resolve([]))).rejects.toMatchObject({ code: 'bmc_address_refused' })
  })

  it.each([
    'http://10.0.0.1',
    '10.0.0.1/x',
    '10.0.0.1:623',
    '-oProxy',
    'a b',
    'user@host',
    '2130706433',
    '0x7f000001',
    '127.1',
    'fe80::1%eth0',
    '',
    'x'.repeat(64),
    'a..b',
    '$(reboot)',
  ])('are not %j, which is neither address nor name', async (host) => {
    await expect(any.addressOf(host, resolve(['10.0.0.1']))).rejects.toMatchObject({ code: 'bmc_setting' })
  })

  it('are looked up once, and judged by what they are', async () => {
    expect(await any.addressOf('bmc-1.example.net', resolve(['10.0.0.7', '10.0.0.8']))).toBe('10.0.0.7')
    await expect(any.addressOf('sly.example.net', resolve(['127.0.0.1']))).rejects.toThrow(
      'The server connects to no BMC at sly.example.net (127.0.0.1)',
    )
    const nowhere = async () => Promise.reject(new Error('ENOTFOUND'))
    await expect(any.addressOf('lost.example.net', nowhere)).rejects.toThrow(
      'lost.example.net has no address',
    )
    await expect(any.addressOf('lost.example.net', resolve([]))).rejects.toMatchObject({
      code: 'bmc_unresolved',
    })
  })

  it('are only those in the networks that are named', async () => {
    const some = new BmcNetworks(readNetworks('127.0.0.0/8, 10.1.0.0/16,fd00::/8'))
    expect(await some.addressOf('127.0.0.1', resolve([]))).toBe('127.0.0.1')
    expect(await some.addressOf('::ffff:10.1.2.3', resolve([]))).toBe('10.1.2.3')
    await expect(some.addressOf('10.2.0.1', resolve([]))).rejects.toThrow('(--bmc-networks)')
    await expect(some.addressOf('fe80::1', resolve([]))).rejects.toBeInstanceOf(BmcFailure)
  })

  it('have networks that can be read', () => {
    expect(readNetworks('')).toEqual([])
    expect(readNetworks('10.0.0.1')).toEqual(['10.0.0.1'])
    for (const wrong of ['10.0.0.0/33', 'fd00::/129', 'x/8', '10.0.0.0/', '10.0.0.0/8/9', '10.0.0.0/-1'])
      expect(() => readNetworks(wrong)).toThrow(`${JSON.stringify(wrong)} is no network`)
  })

  it('never get a way to the server itself, however they are written', async () => {
    const text = fc.oneof(fc.string(), fc.ipV4(), fc.ipV6(), fc.domain(), fc.ipV4Extended())
    await fc.assert(
      fc.asyncProperty(text, async (host) => {
        const found = await any.addressOf(host, resolve(['127.0.0.1'])).catch((error: unknown) => {
          expect(error).toBeInstanceOf(BmcFailure)
          return ''
        })
        expect(found).not.toMatch(/^(127|169\.254|0)\.|^::1$|^fe80/)
      }),
    )
  })
})
