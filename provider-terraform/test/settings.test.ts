import { describe, expect, it } from 'vitest'
import { attributesType } from '../src/framework/attribute.ts'
import { DiagnosticError } from '../src/framework/diagnostic.ts'
import { ObjectView } from '../src/framework/object-view.ts'
import { providerSchema } from '../src/provider-schema.ts'
import {
  claimOwnerOf,
  type Environment,
  endpointsOf,
  isInsecure,
  metaOf,
  pollIntervalOf,
  poolOf,
  readSettings,
  secretsOf,
  unknownArguments,
} from '../src/settings.ts'
import { unknown, type Value } from '../src/values/value.ts'

const type = attributesType(providerSchema.attributes)
const view = (members: Readonly<Record<string, Value>> = {}) =>
  new ObjectView(type, new Map([...type.attributes.keys()].map((name) => [name, members[name] ?? null])))

function refusal(members: Readonly<Record<string, Value>>, env: Environment): DiagnosticError {
  try {
    readSettings(view(members), env)
  } catch (error) {
    if (error instanceof DiagnosticError) return error
    throw error
  }
  throw new Error('the settings were taken')
}

describe('the settings', () => {
  it('come from the configuration before the environment', () => {
    const env = {
      RS_ENDPOINT: 'https://env:1',
      RS_TOKEN: 'env-token',
      RS_CACERT: '/env.pem',
      RS_CLIENT_CERT: '/cert.pem',
      RS_CLIENT_KEY: '/key.pem',
      RS_FINGERPRINT: 'aa',
      RS_INSECURE: 'TRUE',
      TF_DRP_OWNER: 'team env',
    }
    expect(readSettings(view(), env)).toEqual({
      endpoint: 'https://env:1',
      endpoints: ['https://env:1'],
      token: 'env-token',
      caCert: '/env.pem',
      clientCert: '/cert.pem',
      clientKey: '/key.pem',
      fingerprint: 'aa',
      insecure: true,
      requestTimeoutMs: undefined,
      maxRetries: undefined,
      maxRetryWaitMs: undefined,
      maxConnections: undefined,
      pollIntervalMs: 5_000,
      claimOwner: 'team env',
      skipVersionCheck: false,
    })
    const given = view({
      endpoint: 'https://cfg:2',
      username: 'u',
      password: 'p:q',
      insecure_skip_verify: false,
      request_timeout: '1m30s',
      max_retries: 0,
      retry_max_wait: '2s',
      poll_interval: '100ms',
      max_concurrent_requests: 3,
      claim_owner: 'team cfg',
      skip_version_check: true,
    })
    expect(readSettings(given, env)).toMatchObject({
      endpoint: 'https://cfg:2',
      key: 'u:p:q',
      insecure: false,
      requestTimeoutMs: 90_000,
      maxRetries: 0,
      maxRetryWaitMs: 2_000,
      pollIntervalMs: 100,
      maxConnections: 3,
      claimOwner: 'team cfg',
      skipVersionCheck: true,
    })
    expect(readSettings(given, env)).not.toHaveProperty('token')
  })

  it('treat empty variables as not set', () => {
    expect(endpointsOf(view(), { RS_ENDPOINT: '', RS_ENDPOINTS: ' ' })).toEqual(['https://127.0.0.1:8092'])
    expect(isInsecure(view(), { RS_INSECURE: '' })).toBe(false)
    expect(poolOf(view(), { RS_POOL: '' })).toBe('default')
    expect(claimOwnerOf(view(), { TF_DRP_OWNER: '' })).toBeNull()
    expect(() => readSettings(view(), { RS_KEY: '', RS_TOKEN: '' })).toThrow('RS_KEY')
  })

  it('wait for values that are not known yet', () => {
    const open = view({ endpoint: unknown, token: 't', default_pool: unknown, default_meta: unknown })
    expect(unknownArguments(open)).toEqual(['endpoint', 'default_pool', 'default_meta'])
    expect(endpointsOf(open, { RS_ENDPOINT: 'https://env:1' })).toEqual(['https://env:1'])
    expect(poolOf(open, { RS_POOL: 'env' })).toBe('env')
    expect(metaOf(open)).toEqual({})
  })

  it('name several servers, each behind a manager when there is one', () => {
    const env = { RS_ENDPOINTS: 'https://a:1/ https://b:2', RS_ENDPOINT_PROXY: 'site-1' }
    expect(endpointsOf(view(), env)).toEqual(['https://a:1/site-1', 'https://b:2/site-1'])
    expect(endpointsOf(view({ proxy_endpoint: 'x' }), { ...env, RS_ENDPOINT: 'https://c:3' })).toEqual([
      'https://c:3/x',
    ])
  })

  it('give annotations for everything', () => {
    const meta = new Map<string, Value>([['team', 'web']])
    expect(metaOf(view({ default_meta: meta }))).toEqual({ team: 'web' })
    expect(pollIntervalOf(view({ poll_interval: '2s' }))).toBe(2_000)
  })
})

describe('the credentials', () => {
  it('take user and password from two places', () => {
    expect(readSettings(view({ username: 'u' }), { RS_PASSWORD: 'p' })).toMatchObject({ key: 'u:p' })
    expect(readSettings(view(), { RS_USERNAME: 'u', RS_PASSWORD: 'p' })).toMatchObject({ key: 'u:p' })
    // What the configuration begins, the environment's own ways to log in do not replace.
    expect(readSettings(view({ username: 'u' }), { RS_PASSWORD: 'p', RS_KEY: 'a:b' }).key).toBe('u:p')
    expect(readSettings(view(), { RS_USERNAME: 'u', RS_PASSWORD: 'p', RS_KEY: 'a:b' }).key).toBe('a:b')
  })

  it('may be a certificate alone, but not half of one', () => {
    const whole = { client_cert: '/c.pem', client_key: '/k.pem' }
    expect(readSettings(view(whole), {})).toMatchObject({ clientCert: '/c.pem', clientKey: '/k.pem' })
    const half = refusal({ client_cert: '/c.pem' }, {})
    expect(half.diagnostic).toMatchObject({
      summary: 'client_key is missing',
      path: [{ attribute: 'client_key' }],
    })
    expect(refusal({ client_key: 'planted-key' }, {}).message).not.toContain('planted-key')
  })

  it('are refused when half of them is missing, with the attribute to blame', () => {
    expect(refusal({ username: 'u' }, {}).diagnostic).toMatchObject({
      summary: 'password is missing',
      path: [{ attribute: 'password' }],
    })
    expect(refusal({ password: 'planted-word' }, {}).diagnostic.path).toEqual([{ attribute: 'username' }])
    expect(refusal({ password: 'planted-word' }, {}).message).not.toContain('planted-word')
  })

  it('are known as secret, wherever they come from', () => {
    const env = { RS_TOKEN: 't-1', RS_KEY: 'user:k-1', RS_PASSWORD: 'p-1', RS_CLIENT_KEY: 'c-1' }
    expect(secretsOf(view({ key: 'user:k-2' }), env)).toEqual(
      expect.arrayContaining(['t-1', 'k-1', 'p-1', 'c-1', 'k-2']),
    )
  })
})
