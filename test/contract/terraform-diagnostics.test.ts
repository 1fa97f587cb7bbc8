import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from '@metalwright/sdk'
import { DEV_KEY, type ServerProcess, startServerProcess } from '@metalwright/server/rehearsal'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../provider-terraform/src/plugin/generated/tfplugin6.ts'
import { drpProvider } from '../../provider-terraform/src/provider.ts'
import { openApi } from '../../provider-terraform/src/sdk/api.ts'
import { explainSdkError } from '../../provider-terraform/src/sdk/explain.ts'
import type { Environment } from '../../provider-terraform/src/settings.ts'
import { ApiProxy, type Fate } from '../chaos/terraform-proxy.ts'
import { addClaimableMachines } from '../load/claimable-machines.ts'
import { type Config, DiagnosticSession, isError, readable } from './diagnostic-session.ts'

const FLAGS = ['--disable-dhcp', '--disable-tftp', '--disable-provisioner', '--disable-pxe']
/** Every message as it is committed; METALWRIGHT_UPDATE_GOLDEN=1 writes it anew, for the eyes of a reviewer. */
const golden = join(import.meta.dirname, 'terraform-diagnostics.txt')
const secret = 'planted-Secret-7'
/** A machine that is not there. */
const missing = '00000000-0000-4000-8000-000000000000'

/** What provokes a message: a title, and the calls whose diagnostics are shown. */
type Provocation = readonly [title: string, provoke: () => Promise<readonly Diagnostic[]>]

describe('the messages of the provider', () => {
  let folder: string
  let server: ServerProcess
  let client: Client
  let proxy: ApiProxy
  const sessions: DiagnosticSession[] = []

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'metalwright-diagnostics-'))
    const flags = ['--dev', '--api-port', '0', '--store', 'memory', '--log-level', 'error', ...FLAGS]
    server = await startServerProcess({ baseRoot: join(folder, 'server'), flags })
    const { ports, fingerprint } = server.facts
    client = new Client({ endpoint: `https://127.0.0.1:${ports.api}`, key: DEV_KEY, fingerprint })
    await addClaimableMachines(client, 3)
    await client.params.create({ Name: 'golden/secret', Secure: true, Schema: { type: 'string' } })
    await client.params.create({ Name: 'golden/number', Schema: { type: 'integer' } })
    await client.tasks.create({ Name: 'golden-slow' })
    await client.stages.create({ Name: 'golden-slow', Tasks: ['golden-slow'] })
    await client.workflows.create({ Name: 'golden-slow', Stages: ['golden-slow'] })
    await client.profiles.create({ Name: 'there' })
    await client.pools.create({ Id: 'empty' })
    await client.users.create({ Name: 'nobody' })
    await client.users.setPassword('nobody', secret)
    proxy = await ApiProxy.start(ports.api)
  })

  afterAll(async () => {
    for (const session of sessions) session.close()
    proxy.close()
    await client.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const open = async (env: Environment = {}) => {
    const provider = drpProvider({
      version: '0.0.0-golden',
      env: { RS_ENDPOINT: proxy.endpoint, RS_KEY: DEV_KEY, ...env },
      pace: {
        sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
        newKey: () => `terraform-key-${sessions.length}`,
        beatMs: 50,
        deadAfterMs: 200,
      },
      connect: openApi,
      explain: async (error) => explainSdkError(error),
    })
    const session = await DiagnosticSession.open(provider)
    sessions.push(session)
    return session
  }

  /** Messages of the provider block. */
  const block = (config: Config) => async () => (await open()).configure(config)
  /** Messages of a resource that is created, with a connection of its own. */
  const create =
    (typeName: string, config: Config, env: Environment = {}, settings: Config = {}) =>
    async () => {
      const session = await open(env)
      const configured = await session.configure(settings)
      return [...configured, ...(await session.apply(typeName, config)).diagnostics]
    }
  const call = (work: (session: DiagnosticSession) => Promise<readonly Diagnostic[]>) => async () => {
    const session = await open()
    await session.configure({})
    return work(session)
  }
  /** The same while the server answers some requests in a way of its own. */
  const answering =
    (pattern: RegExp, fate: Fate, provoke: () => Promise<readonly Diagnostic[]>) => async () => {
      proxy.judge = ({ method, url }, moment) =>
        moment === 'before' && pattern.test(`${method} ${url}`) ? fate : 'pass'
      try {
        return await provoke()
      } finally {
        proxy.judge = () => 'pass'
      }
    }
  const refusal = (status: number, message: string): Fate => ({
    status,
    text: JSON.stringify({ Model: '', Key: '', Type: 'GET', Messages: [message], Code: status }),
  })
  const quick = { max_retries: 0 }
  const profile = (config: Config = {}) => create('drp_profile', { name: 'golden', ...config }, {}, quick)
  const noPools = { status: 200, text: JSON.stringify({ version: 'v3.11.0', features: ['api-v3'] }) }

  const provocations: readonly Provocation[] = [
    ['two ways to log in', block({ token: secret, key: `u:${secret}` })],
    [
      'malformed values in the provider block',
      block({ endpoint: 'x', key: secret, tls_fingerprint: 'ab', request_timeout: 'soon' }),
    ],
    ['a certificate that is not checked', block({ insecure_skip_verify: true })],
    ['no credentials', create('drp_profile', { name: 'x' }, { RS_KEY: '' })],
    ['a user without a password', create('drp_profile', { name: 'x' }, { RS_KEY: '' }, { username: 'u' })],
    [
      'a client certificate without its key',
      create('drp_profile', { name: 'x' }, {}, { client_cert: '/no/cert.pem' }),
    ],
    [
      'a client certificate that cannot be read',
      create(
        'drp_profile',
        { name: 'x' },
        {},
        { client_cert: '/no/cert.pem', client_key: '/no/key.pem', endpoint: 'https://127.0.0.1:9' },
      ),
    ],
    ['a wrong password', create('drp_profile', { name: 'x' }, { RS_KEY: `rocketskates:${secret}` })],
    ['a wrong token', create('drp_profile', { name: 'x' }, { RS_KEY: '', RS_TOKEN: secret })],
    [
      'a server that is not there',
      create('drp_profile', { name: 'x' }, { RS_ENDPOINT: 'https://127.0.0.1:9' }, quick),
    ],
    [
      'none of several servers is there',
      create(
        'drp_profile',
        { name: 'x' },
        { RS_ENDPOINT: '', RS_ENDPOINTS: 'https://127.0.0.1:9 http://127.0.0.1:9' },
        quick,
      ),
    ],
    [
      'a host without an address',
      create('drp_profile', { name: 'x' }, { RS_ENDPOINT: 'https://no.such.host.invalid' }, quick),
    ],
    [
      'a certificate that is not trusted',
      async () =>
        create(
          'drp_profile',
          { name: 'x' },
          { RS_ENDPOINT: `https://127.0.0.1:${server.facts.ports.api}` },
          quick,
        )(),
    ],
    [
      'a certificate with another fingerprint',
      async () =>
        create(
          'drp_profile',
          { name: 'x' },
          { RS_ENDPOINT: `https://127.0.0.1:${server.facts.ports.api}`, RS_FINGERPRINT: 'ab'.repeat(32) },
          quick,
        )(),
    ],
    ['a server without pools', answering(/ \S+\/info$/, noPools, create('drp_machine', {}))],
    ['a user without the right', create('drp_profile', { name: 'golden' }, { RS_KEY: `nobody:${secret}` })],
    ['a connection that is lost', answering(/^POST .*profiles/, 'cut', profile())],
    ['a server that is busy', answering(/^POST .*profiles/, refusal(429, 'slow down'), profile())],
    [
      'a server that fails',
      answering(
        /^POST .*profiles/,
        refusal(500, `database is gone, was ${secret}`),
        profile({ secret_params_wo: { 'golden/secret': secret } }),
      ),
    ],
    [
      'a page of a proxy',
      answering(/^POST .*profiles/, { status: 502, text: '<html>Bad gateway</html>' }, profile()),
    ],
    ['no JSON', answering(/^POST .*profiles/, { status: 200, text: 'Welcome' }, profile())],
    [
      'a call that the server does not know',
      answering(/^POST .*profiles/, refusal(404, 'No route'), profile()),
    ],
    ['an object that is there already', create('drp_profile', { name: 'there' })],
    [
      'a value that breaks a rule',
      create('drp_profile', { name: 'golden', params: { 'golden/number': 'seven' } }),
    ],
    [
      'a secret that would be stored',
      create('drp_profile', { name: 'golden', params: { 'golden/secret': 'plain' } }),
    ],
    ['an object that is not there, to import', call((session) => session.import('drp_profile', 'nowhere'))],
    ['an object of a content pack', create('drp_workflow', { name: 'discover', adopt_existing: true })],
    ['an unknown pool', create('drp_machine', { pool: 'nowhere' })],
    ['a pool without machines', create('drp_machine', { pool: 'empty' })],
    ['a filter that no machine meets', create('drp_machine', { filters: ['Name=Eq(nobody)'] })],
    ['a filter that is none', create('drp_machine', { filters: ['Name'] })],
    ['a filter of an index that is not there', create('drp_machine', { filters: ['NoSuch=Eq(1)'] })],
    [
      'a claim whose machine was released, refreshed',
      call(async (session) => {
        const { state } = await session.apply('drp_machine', {})
        const held = (await client.machines.list()).items.filter(({ PoolAllocated }) => PoolAllocated)
        await client.pools.release('default', { 'pool/machine-list': held.map(({ Uuid }) => Uuid) })
        return session.refresh('drp_machine', state)
      }),
    ],
    [
      'a claim key that another claim has',
      call(async (session) => {
        const first = await session.apply('drp_machine', { claim_key: 'golden/key' })
        const second = await session.apply('drp_machine', {
          claim_key: 'golden/key',
          add_profiles: ['there'],
        })
        await session.destroy('drp_machine', first.state)
        return second.diagnostics
      }),
    ],
    [
      'a machine that is not claimed, to import',
      call((session) => session.import('drp_machine', 'Name:node1')),
    ],
    [
      'a machine that is not there, to import',
      call((session) => session.import('drp_machine', 'Name:nobody')),
    ],
    ['an import id that is none', call((session) => session.import('drp_machine', 'odd'))],
    [
      'malformed arguments of a machine',
      create('drp_machine', { pool: ' ', on_timeout: 'never', on_change: 'x', timeouts: { create: 'soon' } }),
    ],
    [
      'a data source without its object',
      call((session) => session.read('drp_pool_status', { pool: 'nowhere' })),
    ],
    ['a data source of no kind', call((session) => session.read('drp_objects', { prefix: 'nothings' }))],
    [
      'a secure param that is not there',
      call((session) =>
        session.openEphemeral('drp_secure_param', {
          prefix: 'profiles',
          key: 'there',
          name: 'golden/secret',
        }),
      ),
    ],
    [
      'a call before the provider was configured',
      async () => (await open()).import('drp_machine', 'Name:node1'),
    ],
    ['a preference that is not there', create('drp_preference', { name: 'noSuchPreference', value: 'x' })],
    [
      'two values of one param',
      create('drp_profile_param', { profile: 'there', name: 'x', value: 1, value_wo: secret }),
    ],
    [
      'a secret param in plain',
      create('drp_profile_param', { profile: 'there', name: 'golden/secret', value: 'plain' }),
    ],
    ['a file without a source', create('drp_file', { path: 'golden/file' })],
    [
      'a file whose source is not there',
      create('drp_file', { path: 'golden/file', source: '/no/such/file' }),
    ],
    [
      'a file that is another one than its digest says',
      create('drp_file', { path: 'golden/file', content: 'text', sha256: 'ab'.repeat(32) }),
    ],
    [
      'a template whose file is not there',
      create('drp_template', { template_id: 'golden', contents_file: '/no/such/file' }),
    ],
    ['a pack that is none', create('drp_content', { content: { meta: {}, sections: {} } })],
    [
      'params of a machine that is not there',
      create('drp_machine_params', { machine: missing, params: { a: 1 } }),
    ],
    [
      'power of a machine that nothing can switch',
      call(async (session) => {
        const [machine] = (await client.machines.list({ limit: 1 })).items
        const config = { machine: machine?.Uuid ?? '', state: 'on' }
        return (await session.apply('drp_machine_power', config)).diagnostics
      }),
    ],
    [
      'another pool for a machine that is claimed',
      call(async (session) => {
        const { state } = await session.apply('drp_machine', {})
        const [held] = (await client.machines.list()).items.filter(({ PoolAllocated }) => PoolAllocated)
        const config = { machine: held?.Uuid ?? '', pool: 'empty' }
        const { diagnostics } = await session.apply('drp_machine_pool', config)
        await session.destroy('drp_machine', state)
        return diagnostics
      }),
    ],
    [
      'a workflow that is not there, to run',
      call(async (session) => {
        const [machine] = (await client.machines.list({ limit: 1 })).items
        const config = { machine: machine?.Uuid ?? '', workflow: 'nowhere' }
        return (await session.apply('drp_workflow_run', config)).diagnostics
      }),
    ],
    ['an object of no kind', create('drp_object', { prefix: 'nothings', object: { Name: 'x' } })],
    [
      'an object of any kind that is there',
      create('drp_object', { prefix: 'profiles', object: { Name: 'there' } }),
    ],
    [
      'a machine that is not ready in time',
      call(async (session) => {
        const config = { allocate_workflow: 'golden-slow', timeouts: { create: '300ms' } }
        const { diagnostics, state } = await session.apply('drp_machine', config)
        await session.destroy('drp_machine', state)
        return diagnostics
      }),
    ],
  ]

  it('are as they were reviewed, short, whole, and without a secret', async () => {
    const shown: string[] = []
    for (const [title, provoke] of provocations) {
      const diagnostics = await provoke()
      expect(diagnostics.length, title).toBeGreaterThan(0)
      for (const { summary, detail } of diagnostics) {
        expect(summary.length, `${title}: ${summary}`).toBeLessThanOrEqual(80)
        expect(summary, title).not.toMatch(/[.\n]$/)
        expect(detail.trim(), title).not.toBe('')
        expect(`${summary} ${detail}`, title).not.toContain(secret)
        expect(`${summary} ${detail}`, title).not.toMatch(/\n\s+at \S+ \(|undefined|\[object|NaN/)
        // Whoever looks into the server's log needs the id of the request that it has answered.
        if (/ answered \d{3}/.test(detail)) expect(detail, title).toMatch(/request terraform-/)
      }
      if (!diagnostics.some(isError)) expect(title).toMatch(/not checked|refreshed/)
      shown.push(`## ${title}\n\n${diagnostics.map(readable).join('\n')}\n`)
    }
    const text = shown.join('\n')
    if (process.env['METALWRIGHT_UPDATE_GOLDEN'] === '1') writeFileSync(golden, text)
    expect(text).toBe(readFileSync(golden, 'utf8'))
  })
})
