import { describe, expect, it } from 'vitest'
import { durationMs } from '../src/duration.ts'
import { readArguments } from '../src/plugin/arguments.ts'
import { Secrets } from '../src/plugin/secrets.ts'
import { checkConfiguration, clientSettings } from '../src/settings.ts'
import { Secret, Unknown, type Value } from '../src/values/value.ts'

const map = (members: Record<string, Value>) => new Map(Object.entries(members))
const env = { RS_KEY: 'user:secret' }

describe('the configuration of the provider', () => {
  it('takes JSON texts as well as native values, and wraps credentials', () => {
    const texts = { insecureSkipTlsVerify: 'true', requestRetries: '5', token: 't', version: '1.0.0' }
    const { inputs, failures } = checkConfiguration(map(texts), {})
    expect(failures).toEqual([])
    expect(inputs).toEqual(map({ insecureSkipTlsVerify: true, requestRetries: 5, token: new Secret('t') }))
    const native = checkConfiguration(
      map({ insecureSkipTlsVerify: false, requestRetries: 0, key: new Secret('a:b') }),
      {},
    )
    expect(native.failures).toEqual([])
    expect(native.inputs.get('key')).toEqual(new Secret('a:b'))
  })

  it('copies nothing of the environment', () => {
    const { inputs, failures } = checkConfiguration(new Map(), { ...env, RS_ENDPOINT: 'https://h:1' })
    expect(failures).toEqual([])
    expect(inputs.size).toBe(0)
  })

  it.each<[string, Record<string, Value>, string]>([
    ['no credentials', {}, ''],
    ['two ways to log in', { token: 'a', key: 'a:b' }, 'key'],
    ['a user without a password', { username: 'a' }, 'password'],
    ['a password without a user', { password: 'a' }, 'username'],
    ['a key without a user', { key: ':b' }, 'key'],
    ['an endpoint with a password', { token: 'a', endpoint: 'https://u:p@h' }, 'endpoint'],
    ['an endpoint of another kind', { token: 'a', endpoint: 'ftp://h' }, 'endpoint'],
    ['a duration that is none', { token: 'a', defaultTimeout: 'soon' }, 'defaultTimeout'],
    ['a fingerprint that is none', { token: 'a', fingerprint: 'abc' }, 'fingerprint'],
    ['a flag that is none', { token: 'a', insecureSkipTlsVerify: 'maybe' }, 'insecureSkipTlsVerify'],
    ['too many retries', { token: 'a', requestRetries: '1000' }, 'requestRetries'],
  ])('refuses %s', (_name, news, property) => {
    const { failures } = checkConfiguration(map(news), {})
    expect(failures.map((failure) => failure.property)).toEqual([property])
  })

  it('lets pass what is not known yet', () => {
    const news = { endpoint: new Unknown(), token: new Secret(new Unknown()), requestRetries: new Unknown() }
    expect(checkConfiguration(map(news), {}).failures).toEqual([])
  })

  it('makes settings, credentials of the environment last', () => {
    const token = clientSettings(map({ token: new Secret('t'), requestTimeout: '5s' }), env)
    expect(token).toMatchObject({ endpoint: 'https://127.0.0.1:8092', token: 't', requestTimeoutMs: 5000 })
    expect(token).not.toHaveProperty('key')
    expect(clientSettings(new Map(), env)).toMatchObject({ key: 'user:secret' })
    expect(clientSettings(map({ username: 'u', password: new Secret('a:b') }), env)).toMatchObject({
      key: 'u:a:b',
    })
  })
})

it.each([
  ['90m', 5_400_000],
  ['1h30m', 5_400_000],
  ['1.5s', 1500],
  ['250ms', 250],
  ['30', 30_000],
  ['', undefined],
  ['5 minutes', undefined],
  ['-1s', undefined],
])('the duration %s', (text, milliseconds) => {
  expect(durationMs(text)).toBe(milliseconds)
})

const commandLines: readonly (readonly [readonly string[], string | undefined])[] = [
  [['127.0.0.1:1'], '127.0.0.1:1'],
  [['--logtostderr', '-v=9', '--tracing', 'http://x', '127.0.0.1:1'], '127.0.0.1:1'],
  [['-v', '9', '--tracing=x', '127.0.0.1:1'], '127.0.0.1:1'],
  [[], undefined],
]

it('the engine address is found among the flags', () => {
  for (const [words, engineAddress] of commandLines) {
    expect(readArguments(words)).toEqual({ engineAddress, version: false })
  }
  expect(readArguments(['--version']).version).toBe(true)
})

it('secrets are blotted out, the longest first, and parts of them too', () => {
  const secrets = new Secrets()
  secrets.addFrom(map({ a: new Secret('user:pass-word'), b: [new Secret(map({ c: 'pass-word-long' }))] }))
  expect(secrets.redact('x user:pass-word y pass-word-long z pass-word')).toBe(
    'x [secret] y [secret] z [secret]',
  )
  const fork = secrets.fork()
  fork.add('more')
  expect([fork.redact('more'), secrets.redact('more')]).toEqual(['[secret]', 'more'])
})
