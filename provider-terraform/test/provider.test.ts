import { ClaimKeyError, SdkError } from '@metalwright/sdk'
import { describe, expect, it } from 'vitest'
import { attributesType } from '../src/framework/attribute.ts'
import { configureProvider } from '../src/framework/calls/configure.ts'
import { validateConfig } from '../src/framework/calls/validate.ts'
import { Host } from '../src/framework/host.ts'
import { ObjectView } from '../src/framework/object-view.ts'
import { checkProvider } from '../src/framework/provider-problems.ts'
import { providerSchema } from '../src/provider-schema.ts'
import { explainSdkError } from '../src/sdk/explain.ts'
import { unknown, type Value, type ValueMap } from '../src/values/value.ts'
import { FakePool } from './resources/fake-pool.ts'
import { fakeProvider } from './resources/fake-provider.ts'

const type = attributesType(providerSchema.attributes)
const config = (members: Readonly<Record<string, Value>> = {}): ValueMap =>
  new Map([...type.attributes.keys()].map((name) => [name, members[name] ?? null]))
const view = (members: Readonly<Record<string, Value>> = {}) => new ObjectView(type, config(members))

describe('the provider block', () => {
  async function problems(members: Readonly<Record<string, Value>>): Promise<readonly string[]> {
    const provider = fakeProvider(new FakePool(0))
    const host = new Host(provider, { debug: () => undefined, error: () => undefined })
    const found = await validateConfig(host, 'x', provider, config(members))
    return found.map(({ summary, detail }) => `${summary}. ${detail}`)
  }

  it('has one way to log in', async () => {
    expect(await problems({ token: 'abcdef' })).toEqual([])
    expect(await problems({ token: 'abcdef', key: 'u:p' })).toEqual([
      expect.stringContaining('either token or key'),
    ])
    expect(await problems({ username: unknown, password: unknown })).toEqual([])
  })

  it('never repeats a secret in a message', async () => {
    const [problem] = await problems({ key: 'no-colon-secret' })
    expect(problem).toContain('USER:PASSWORD')
    expect(problem).not.toContain('no-colon-secret')
  })

  it('names malformed values', async () => {
    const malformed = {
      endpoint: 'drp:8092',
      tls_fingerprint: 'ab',
      proxy_endpoint: 'a/b',
      request_timeout: '5',
      retry_max_wait: 'soon',
      poll_interval: '1',
      max_retries: 1.5,
      max_concurrent_requests: 0,
      claim_owner: ' ',
    }
    expect(await problems(malformed)).toHaveLength(Object.keys(malformed).length)
  })
})

describe('the provider', () => {
  it('has sound schemas', () => {
    expect(() => checkProvider(fakeProvider(new FakePool(0)))).not.toThrow()
  })

  it('configures with unknown values, and says what is missing only when it is needed', async () => {
    const provider = fakeProvider(new FakePool(0))
    const host = new Host(provider, { debug: () => undefined, error: () => undefined })
    expect(await configureProvider(host, config({ endpoint: unknown }), '1.11.4')).toEqual([])
    const connection = provider.configure({
      config: view({ endpoint: unknown }),
      terraformVersion: '1.11.4',
      secret: () => undefined,
      warn: () => undefined,
    })
    await expect(connection.claims()).rejects.toThrow('endpoint of the provider')
  })

  it('warns of unchecked certificates', async () => {
    const host = new Host(fakeProvider(new FakePool(0), { RS_INSECURE: '1' }), {
      debug: () => undefined,
      error: () => undefined,
    })
    expect(await configureProvider(host, config(), '1.11.4')).toMatchObject([{ severity: 'warning' }])
  })

  it('explains errors of the SDK by their code', () => {
    expect(explainSdkError(new ClaimKeyError('k', 'it holds m1'))).toMatchObject({
      severity: 'error',
      summary: 'The claim key is used for another claim',
      detail: expect.stringMatching(/import.*\[claim_key_reused\]$/),
    })
    expect(explainSdkError(new SdkError('constructor', 'x'))?.summary).toBe('The DRP server cannot be used')
    expect(explainSdkError(new Error('x'))).toBeUndefined()
  })
})
