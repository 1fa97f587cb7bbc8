import { beforeEach, describe, expect, it } from 'vitest'
import { list, setOf, string } from '../../src/framework/attribute.ts'
import { applyChange } from '../../src/framework/calls/apply.ts'
import { configureProvider } from '../../src/framework/calls/configure.ts'
import { readResource } from '../../src/framework/calls/read.ts'
import { upgradeState } from '../../src/framework/calls/upgrade.ts'
import { DiagnosticError } from '../../src/framework/diagnostic.ts'
import { formatDuration, parseDuration } from '../../src/framework/duration.ts'
import { Host } from '../../src/framework/host.ts'
import { PrivateState } from '../../src/framework/private-state.ts'
import { providerProblems } from '../../src/framework/provider-problems.ts'
import type { Resource } from '../../src/framework/resource.ts'
import { schemaProblems } from '../../src/framework/schema.ts'
import { unknown, type Value } from '../../src/values/value.ts'

type Connection = { readonly name: string }

const resource: Resource<Connection> = {
  typeName: 'x_thing',
  schema: {
    description: 'A thing.',
    attributes: {
      id: string({ computed: true, description: 'x' }),
      name: string({ required: true, description: 'x' }),
      password: string({ optional: true, sensitive: true, description: 'x' }),
    },
  },
  create: async () => ({ id: '1' }),
  read: async () => ({}),
  update: async () => ({ id: '1' }),
  delete: async () => undefined,
}

const thing = (members: Readonly<Record<string, Value>>) =>
  new Map<string, Value>(['id', 'name', 'password'].map((name) => [name, members[name] ?? null]))

describe('the host', () => {
  const lines: string[] = []

  beforeEach(() => {
    lines.length = 0
  })

  async function hostOf(parts: Partial<Resource<Connection>>): Promise<Host<Connection>> {
    const note = (message: string, fields?: unknown) => lines.push(`${message} ${JSON.stringify(fields)}`)
    const host = new Host(
      {
        address: 'registry.terraform.io/metalwright/x',
        version: '1.0.0',
        schema: {
          description: 'x',
          attributes: { token: string({ optional: true, sensitive: true, description: 'x' }) },
        },
        resources: [{ ...resource, ...parts }],
        dataSources: [],
        configure: ({ secret }) => {
          secret('env-secret')
          return { name: 'c' }
        },
      },
      { debug: note, error: note },
    )
    await configureProvider(host, new Map([['token', 'cfg-secret']]), '1.11.4')
    return host
  }

  const planned = thing({ id: unknown, name: 'n', password: 'hunter2!' })
  const create = {
    typeName: 'x_thing',
    prior: null,
    planned,
    config: planned,
    privateBytes: new Uint8Array(),
    identity: null,
  }

  it('returns nothing when create fails before anything exists', async () => {
    const host = await hostOf({ create: () => Promise.reject(new DiagnosticError('No', 'because')) })
    const { state, diagnostics } = await applyChange(host, create)
    expect(state).toBeNull()
    expect(diagnostics).toMatchObject([{ severity: 'error', summary: 'No', detail: 'because' }])
  })

  it('returns what was saved, without unknown parts, when create fails later', async () => {
    const host = await hostOf({
      create: async ({ save, privateState }) => {
        privateState.set('note', 'kept')
        save({})
        throw new Error('cable cut, password hunter2!, tokens env-secret and cfg-secret')
      },
    })
    const { state, privateBytes, diagnostics } = await applyChange(host, create)
    expect(state).toEqual(thing({ id: null, name: 'n', password: 'hunter2!' }))
    expect(PrivateState.decode(privateBytes).get('note')).toBe('kept')
    const text = JSON.stringify(diagnostics)
    expect(text).toContain('password (sensitive), tokens (sensitive) and (sensitive)')
    expect(lines.join()).not.toMatch(/env-secret|cfg-secret/)
  })

  it('reports a resource that leaves a value unknown or breaks the plan', async () => {
    const forgetful = await hostOf({ create: async () => ({}) })
    expect((await applyChange(forgetful, create)).diagnostics).toMatchObject([
      { summary: 'The provider left a value unknown', path: [{ attribute: 'id' }] },
    ])
    const liar = await hostOf({ create: async () => ({ id: '1', name: 'other' }) })
    const { diagnostics } = await applyChange(liar, create)
    expect(diagnostics).toMatchObject([
      { summary: 'The result differs from the plan', path: [{ attribute: 'name' }] },
    ])
  })

  it('keeps the prior state when an update or a delete fails', async () => {
    const fail = () => Promise.reject(new DiagnosticError('No', 'because'))
    const host = await hostOf({ update: fail, delete: fail })
    const prior = thing({ id: '1', name: 'old' })
    expect((await applyChange(host, { ...create, prior })).state).toEqual(prior)
    expect((await applyChange(host, { ...create, prior, planned: null, config: null })).state).toEqual(prior)
  })

  it('gives back private notes on read, and null for what is gone', async () => {
    const notes = PrivateState.decode(new Uint8Array())
    notes.set('k', 'v')
    const request = {
      typeName: 'x_thing',
      privateBytes: notes.encode(),
      identity: null,
      deferralAllowed: false,
    }
    const there = await hostOf({})
    const current = thing({ id: '1', name: 'n' })
    expect(await readResource(there, { ...request, current })).toMatchObject({
      state: current,
      privateBytes: request.privateBytes,
    })
    const gone = await hostOf({ read: async () => null })
    expect((await readResource(gone, { ...request, current })).state).toBeNull()
    const broken = await hostOf({ read: () => Promise.reject(new Error('x')) })
    expect((await readResource(broken, { ...request, current })).state).toEqual(current)
  })

  it('aborts the waits of a session, and not those of the next one', async () => {
    const host = await hostOf({
      create: ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new DiagnosticError('Stopped', 'by the user')))
        }),
      update: async ({ signal }) => ({ id: String(signal.aborted) }),
    })
    const pending = applyChange(host, create)
    host.stop()
    expect((await pending).diagnostics).toMatchObject([{ summary: 'Stopped' }])
    await configureProvider(host, new Map([['token', null]]), '1.11.4')
    const { state } = await applyChange(host, { ...create, prior: thing({ id: '1', name: 'o' }) })
    expect(state).toEqual(thing({ id: 'false', name: 'n', password: 'hunter2!' }))
  })

  it('lifts old state step by step, and reads damaged state as a message', async () => {
    const host = await hostOf({
      schema: { ...resource.schema, version: 2 },
      upgrades: [
        (state) => new Map([...state, ['name', state.get('title') ?? null]]),
        (state) => new Map([...state, ['id', `${state.get('id')}!`]]),
      ],
    })
    expect((await upgradeState(host, 'x_thing', 0, '{"id":"1","title":"t"}')).value).toEqual(
      thing({ id: '1!', name: 't' }),
    )
    expect((await upgradeState(host, 'x_thing', 1, '{"id":"1","name":"t"}')).value).toEqual(
      thing({ id: '1!', name: 't' }),
    )
    expect((await upgradeState(host, 'x_thing', 2, '{"id":"1"}')).value).toEqual(thing({ id: '1' }))
    expect((await upgradeState(host, 'x_thing', 2, '[]')).diagnostics).toMatchObject([{ severity: 'error' }])
  })
})

describe('schema rules', () => {
  it('finds every breach that Terraform would refuse at load', () => {
    const problems = schemaProblems('resource', 'x', {
      description: 'x',
      attributes: {
        count: string({ optional: true, description: 'x' }),
        Upper: string({ optional: true, description: 'x' }),
        none: string({ description: 'x' }),
        both: string({ required: true, computed: true, description: 'x' }),
        secret: string({ optional: true, computed: true, writeOnly: true, description: 'x' }),
        half: string({ optional: true, default: 'x', description: 'x' }),
        members: setOf(
          { id: string({ computed: true, description: 'x' }) },
          { optional: true, description: 'x' },
        ),
        silent: list('string', { optional: true, description: '' }),
      },
    })
    expect(problems.map((problem) => problem.replace(/:.*/, '')).sort()).toEqual([
      'x.Upper',
      'x.both',
      'x.count',
      'x.half',
      'x.members.id',
      'x.none',
      'x.secret',
      'x.silent',
    ])
  })
})

describe('rules for what a provider offers', () => {
  it('finds what is wrong with names, identities, lists and functions', () => {
    const attributes = { id: string({ computed: true, description: 'x' }) }
    const problems = providerProblems<Connection>({
      address: 'h/n/x',
      version: '1.0.0',
      schema: { description: 'x', attributes },
      resources: [
        resource,
        {
          ...resource,
          typeName: 'x_named',
          identity: {
            version: 1,
            attributes: { a: { type: 'dynamic', description: 'x' } },
            of: () => ({}),
            importId: () => '',
          },
        },
        { ...resource, schema: { ...resource.schema, version: 1 } },
      ],
      dataSources: [
        {
          typeName: 'x_data',
          schema: {
            description: 'x',
            attributes: { a: string({ optional: true, writeOnly: true, description: 'x' }) },
          },
          read: async () => ({}),
        },
      ],
      listResources: [
        { typeName: 'x_thing', schema: { description: 'x', attributes: {} }, list: async function* () {} },
      ],
      actions: [
        { typeName: 'x_act', schema: { description: 'x', attributes }, invoke: async () => undefined },
      ],
      functions: [
        { name: 'Bad-Name', summary: '', description: '', parameters: [], returns: 'string', call: () => '' },
      ],
      configure: () => ({ name: 'c' }),
    })
    const expected = [
      'provider.id: nothing of this kind (provider) is computed',
      'x_thing: two of kind resource have this name',
      'x_thing: the schema needs an upgrade step for every version below the current one',
      'x_named: the identity needs an upgrade step for every version below the current one',
      'x_named: a of the identity is neither a string, number, bool nor a list of them',
      'x_data.a: only resources have write-only attributes',
      'x_thing: only a resource with an identity can be listed',
      'x_act.id: nothing of this kind (action) is computed',
      'function Bad-Name: the name Bad-Name may have only a-z, 0-9 and _',
      'function Bad-Name: the summary is missing',
    ]
    expect([...problems].sort()).toEqual(expected.sort())
  })
})

describe('durations', () => {
  it('are read and written as Go does', () => {
    expect(parseDuration('1h30m')).toBe(5_400_000)
    expect(parseDuration('1.5s')).toBe(1_500)
    for (const text of ['', '5', '1x', '-1s', '1h 2m', 's']) expect(parseDuration(text)).toBeUndefined()
    expect(formatDuration(5_400_000)).toBe('1h30m')
    expect(formatDuration(20)).toBe('20ms')
  })
})
