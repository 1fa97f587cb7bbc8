import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FakeServer } from '../../../sdk/test/fake/fake-server.ts'
import type { ClaimRequest } from '../../src/resources/machine/machine-claims.ts'
import { openApi } from '../../src/sdk/api.ts'
import { explainSdkError } from '../../src/sdk/explain.ts'
import type { RemoteSettings } from '../../src/settings.ts'

const limits = { signal: new AbortController().signal }
const request: ClaimRequest = { pool: 'default', claimKey: 'k', owner: 'o' }

let server: FakeServer

beforeEach(async () => {
  server = await FakeServer.start()
  server.on('GET /info', () => ({ json: { version: 'v3.11.0', features: ['api-v3'] } }))
})

afterEach(() => server.close())

const settings = (more: Partial<RemoteSettings> = {}): RemoteSettings => ({
  endpoint: server.url,
  endpoints: [server.url],
  token: 'planted-token',
  maxRetries: 0,
  claimOwner: null,
  skipVersionCheck: false,
  ...more,
})

describe('the API of the provider', () => {
  it('claims only on a server that has pools, which it asks once', async () => {
    const api = await openApi(settings())
    const refused = await api.claims.allocate(request, limits).catch((error: unknown) => error)
    expect(explainSdkError(refused)).toMatchObject({
      summary: 'The DRP server is too old for this resource',
      detail: expect.stringMatching(/v3\.11\.0.*GET .*\/info.*embedded-pool.*skip_version_check/),
    })
    await expect(api.requirePools?.(limits)).rejects.toMatchObject({ code: 'feature_missing' })
    expect(server.calls.filter(({ path }) => path.endsWith('/info'))).toHaveLength(1)
  })

  it('does not ask when told so', async () => {
    const api = await openApi(settings({ skipVersionCheck: true }))
    await api.requirePools?.(limits)
    expect(server.calls).toHaveLength(0)
  })

  it('sends an id with each request that begins alike in one run', async () => {
    const api = await openApi(settings())
    await api.objects.list('machines', { filters: [] }, limits).catch(() => undefined)
    await api.objects.list('stages', { filters: [] }, limits).catch(() => undefined)
    const ids = server.calls.map(({ headers }) => String(headers['x-log-token']))
    expect(ids).toEqual([expect.stringMatching(/^terraform-\w{10}-1$/), ids[0]?.replace(/1$/, '2')])
  })

  it('chooses the first of several servers that is there, and names all when none is', async () => {
    const dead = 'http://127.0.0.1:9'
    expect((await openApi(settings({ endpoints: [dead, server.url] }))).endpoint).toBe(server.url)
    const none = await openApi(settings({ endpoints: [dead, `${dead}/site`] })).catch(
      (error: unknown) => error,
    )
    expect(explainSdkError(none)).toMatchObject({
      summary: 'None of the DRP servers can be used',
      detail: expect.stringMatching(/127\.0\.0\.1:9\/api.*127\.0\.0\.1:9\/site/),
    })
  })
})
