import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { credentialsOf } from '../../src/transport/credentials.ts'
import { parseEndpoint } from '../../src/transport/endpoint.ts'
import {
  apiPath,
  apiPathOfName,
  parseFingerprint,
  SdkError,
  SettingsError,
  settingsFromEnvironment,
} from '../../src/transport/index.ts'
import { retryAfter } from '../../src/transport/retry.ts'

describe('settingsFromEnvironment', () => {
  it('reads every variable and takes empty ones as not set', () => {
    expect(
      settingsFromEnvironment({
        RS_ENDPOINT: 'https://drp:8092',
        RS_TOKEN: '',
        RS_KEY: 'user:pass',
        RS_CACERT: '/ca.pem',
        RS_FINGERPRINT: 'aa',
        RS_INSECURE: 'True',
        RS_OTHER: 'x',
      }),
    ).toEqual({
      endpoint: 'https://drp:8092',
      token: undefined,
      key: 'user:pass',
      caCert: '/ca.pem',
      fingerprint: 'aa',
      insecure: true,
    })
  })

  it('refuses a flag that is neither yes nor no', () => {
    expect(settingsFromEnvironment({ RS_INSECURE: '0' }).insecure).toBe(false)
    expect(() => settingsFromEnvironment({ RS_INSECURE: 'maybe' })).toThrow(SettingsError)
  })
})

describe('parseEndpoint', () => {
  it.each([
    [undefined, 'https://127.0.0.1:8092', '/api/v3', '127.0.0.1', '8092'],
    ['https://drp.example', 'https://drp.example', '/api/v3', 'drp.example', '443'],
    ['drp.example:8092', 'https://drp.example:8092', '/api/v3', 'drp.example', '8092'],
    ['http://[::1]:8092/', 'http://[::1]:8092', '/api/v3', '::1', '8092'],
    ['https://m:1/site/', 'https://m:1', '/site/api/v3', 'm', '1'],
    ['https://m:1/api/v3', 'https://m:1', '/api/v3', 'm', '1'],
  ])('reads %s', (text, origin, base, hostname, port) => {
    expect(parseEndpoint(text)).toMatchObject({ origin, base, hostname, port })
  })

  it.each(['ftp://x', 'https://', 'http://a b', 'https://user:secret@host', 'user:secret@'])(
    'refuses %s',
    (text) => {
      expect(() => parseEndpoint(text)).toThrow(SettingsError)
      expect(() => parseEndpoint(text)).not.toThrow(/secret/)
    },
  )
})

describe('credentialsOf', () => {
  it('splits the key at the first colon', () => {
    expect(credentialsOf({ key: 'a:b:c' })).toEqual({ kind: 'password', user: 'a', password: 'b:c' })
    expect(credentialsOf({ key: 'a:b', token: 't' })).toEqual({ kind: 'token', token: 't' })
    expect(credentialsOf({ key: '', token: '' })).toEqual({ kind: 'none' })
  })

  it('refuses what cannot be sent, without showing it', () => {
    for (const settings of [{ key: 'secret' }, { key: ':secret' }, { token: 'secret\r\nX: y' }]) {
      expect(() => credentialsOf(settings)).toThrow(SettingsError)
      expect(() => credentialsOf(settings)).not.toThrow(/secret/)
    }
  })
})

describe('apiPath', () => {
  it('keeps a segment a segment', () => {
    expect(apiPath('subnets', 'Subnet:10.0.0.0/24')).toBe('/subnets/Subnet:10.0.0.0%2F24')
    expect(apiPathOfName('a/b c')).toBe('/a/b%20c')
    expect(() => apiPath('machines', '..')).toThrow(SdkError)
    expect(() => apiPath('machines', '')).toThrow(SdkError)
    expect(() => apiPathOfName('../etc')).toThrow(SdkError)
  })

  it('never leaves its place in a URL', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (key) => {
        let path: string
        try {
          path = apiPath('machines', key)
        } catch {
          return
        }
        const url = new URL(`http://host/api/v3${path}`)
        expect(decodeURIComponent(url.pathname.slice('/api/v3/machines/'.length))).toBe(key)
        expect(url.search + url.hash).toBe('')
      }),
    )
  })
})

describe('parseFingerprint', () => {
  it('throws nothing but SettingsError', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          expect(parseFingerprint(text)).toMatch(/^[0-9a-f]{64}$/)
        } catch (error) {
          if (!(error instanceof SettingsError)) throw error
        }
      }),
    )
  })
})

describe('retryAfter', () => {
  it.each([
    [undefined, undefined],
    ['7', 7_000],
    ['-1', undefined],
    ['soon', undefined],
    ['Thu, 01 Jan 1970 00:00:11 GMT', 1_000],
    ['Thu, 01 Jan 1970 00:00:01 GMT', 0],
  ])('reads %s', (header, expected) => {
    expect(retryAfter(header, 10_000)).toBe(expected)
  })
})
