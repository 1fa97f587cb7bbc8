import { randomUUID } from 'node:crypto'
import grpc from '@pulumi/pulumi/proto/provider_grpc_pb.js'
import rpc from '@pulumi/pulumi/proto/provider_pb.js'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { checkInputs } from '../../src/resources/check-inputs.ts'
import { functions, resources } from '../../src/schema/package.ts'
import { outputsOf } from '../../src/schema/schema.ts'
import { type Json, toJson } from '../../src/values/json.ts'
import { decodeStruct, encodeStruct } from '../../src/values/struct.ts'
import { Secret } from '../../src/values/value.ts'
import { reveal, unwrap } from '../../src/values/walk.ts'
import { CheckFailedError, type Stack } from '../plugin/stack.ts'
import { MachineSite, props } from './machine-site.ts'

/** Objects and functions through the bundled plugin, against a real server. */
describe('objects', () => {
  let site: MachineSite
  beforeAll(async () => {
    site = await MachineSite.start(1)
  }, 90_000)
  afterAll(() => site?.close())
  afterEach(() => site.clean())

  const open = (kind: string) => site.open(`drp:index:${kind}`)
  const text = async (call: Promise<unknown>) => {
    const error: unknown = await call.then(
      () => new Error('it did not fail'),
      (reason: unknown) => reason,
    )
    return error instanceof Error && 'details' in error ? String(error.details) : String(error)
  }
  const pathsOf = async (stack: Stack, name: string, program: { [name: string]: Json }) =>
    (await stack.diff(name, await stack.check(name, props(program), stack.state.get(name)?.inputs))).paths

  it('are made with a name of their own, changed key by key, and removed', async () => {
    const stack = await open('Profile')
    const program = {
      description: 'Web servers',
      params: { 'my/role': 'web', 'my/size': 3 },
      meta: { color: 'red' },
    }
    await stack.up('web servers', props(program))
    const id = stack.state.get('web servers')?.id ?? ''
    expect(id).toMatch(/^web-servers-[0-9a-f]{7}$/)
    const { client } = site.site
    expect(await client.profiles.get(id)).toMatchObject({
      Description: 'Web servers',
      Params: { 'my/size': 3 },
    })
    expect(await stack.up('web servers', props(program))).toBe('same')
    await stack.refresh('web servers')
    expect(await stack.up('web servers', props(program))).toBe('same')

    await client.profiles.params.set(id, 'operator/note', 'mine')
    const changed = { ...program, params: { 'my/role': 'db' }, meta: {} }
    expect(await pathsOf(stack, 'web servers', changed)).toEqual({
      'params["my/role"]': 4,
      'params["my/size"]': 2,
      'meta.color': 2,
    })
    expect(await stack.up('web servers', props(changed))).toBe('update')
    const now = await client.profiles.get(id)
    expect(now.Params).toEqual({ 'my/role': 'db', 'operator/note': 'mine' })
    expect(now.Meta).not.toHaveProperty('color')

    // Changed by hand: the next run puts it right.
    await client.profiles.update(id, { Description: 'by hand' })
    await stack.refresh('web servers')
    expect(await pathsOf(stack, 'web servers', changed)).toEqual({ description: 4 })
    await stack.destroy('web servers')
    expect(await client.profiles.exists(id)).toBe(false)
    await client.profiles.create({ Name: id })
    await client.profiles.delete(id)
  })

  it('gone behind our back are made anew', async () => {
    const stack = await open('Profile')
    await stack.up('gone', props({ name: 'gone' }))
    await site.site.client.profiles.delete('gone')
    const stored = stack.state.get('gone')
    expect(await stack.refresh('gone')).toBeUndefined()
    if (stored) stack.state.set('gone', stored)
    await stack.destroy('gone')
  })

  it('with nested parts come back as they were written', async () => {
    const cases: Record<string, { [name: string]: Json }> = {
      Pool: {
        poolId: 'edge',
        description: 'Edge',
        allocateActions: {
          workflow: 'image-deploy',
          addProfiles: [],
          addParameters: { 'my/x': { y: [1, null] } },
        },
      },
      Subnet: {
        name: 'lab',
        subnet: '10.9.0.0/24',
        activeStart: '10.9.0.10',
        activeEnd: '10.9.0.20',
        options: [{ code: 3, value: '10.9.0.1' }],
      },
      Template: { templateId: 'hello.tmpl', contents: 'Hello {{ .Machine.Name }}' },
      Task: { name: 'say-hello', templates: [{ name: 'hello', contents: '#!/bin/sh\necho hi' }] },
      Stage: { name: 'hello', tasks: [] },
      Param: { name: 'my/port', schema: { type: 'integer', default: 80 } },
      Role: { name: 'watcher', claims: [{ scope: 'machines', action: 'list,get', specific: '*' }] },
      Reservation: { address: '10.9.0.15', token: 'AA:BB:cc:00:11:22', strategy: 'MAC' },
      Workflow: { name: 'greet', stages: [] },
      Tenant: { name: 'acme', users: [], members: {} },
    }
    const made: Stack[] = []
    for (const [kind, inputs] of Object.entries(cases)) {
      const stack = await open(kind)
      made.push(stack)
      await stack.up('it', props(inputs))
      expect([kind, await stack.up('it', props(inputs))]).toEqual([kind, 'same'])
      const schema = resources.find(({ token }) => token === `drp:index:${kind}`)
      const outputs = stack.state.get('it')?.outputs ?? new Map()
      const { failures } = checkInputs(schema === undefined ? {} : outputsOf(schema), outputs)
      expect([kind, failures]).toEqual([kind, []])
      await stack.refresh('it')
      expect([kind, await pathsOf(stack, 'it', inputs)]).toEqual([kind, {}])
      const other = await open(kind)
      await other.import('it', stack.state.get('it')?.id ?? '')
      expect([kind, await pathsOf(other, 'it', inputs)]).toEqual([kind, {}])
    }
    for (const stack of made.reverse()) await stack.destroy('it')
  }, 60_000)

  it('are replaced when their key changes, after the old one is gone when it stays', async () => {
    const stack = await open('Subnet')
    const subnet = { name: 'old', subnet: '10.8.0.0/24', activeStart: '10.8.0.10', activeEnd: '10.8.0.20' }
    await stack.up('it', props(subnet))
    const renamed = await stack.check('it', props({ ...subnet, name: 'new' }), stack.state.get('it')?.inputs)
    expect(await stack.diff('it', renamed)).toMatchObject({ replaces: ['name'], deleteBeforeReplace: false })
    const moved = { ...subnet, subnet: '10.7.0.0/24', activeStart: '10.7.0.10', activeEnd: '10.7.0.20' }
    const diff = await stack.diff('it', await stack.check('it', props(moved), stack.state.get('it')?.inputs))
    expect(diff).toMatchObject({ replaces: ['subnet'], deleteBeforeReplace: true })
    expect(await stack.up('it', props(moved))).toBe('replace')
    await stack.destroy('it')
  })

  it('of content packs are refused before anything is done, with the name of the pack', async () => {
    const stack = await open('Stage')
    const [bundled] = (await site.site.client.stages.list()).items.filter(
      ({ ReadOnly, Bundle }) => ReadOnly && Bundle !== '',
    )
    const name = bundled?.Name ?? ''
    await expect(stack.check('it', props({ name }), undefined)).rejects.toMatchObject({
      failures: [{ property: 'name', reason: expect.stringContaining(`content pack "${bundled?.Bundle}"`) }],
    })
    await stack.import('it', name)
    const news = await stack.check('it', props({ name, description: 'mine' }), stack.state.get('it')?.inputs)
    expect(await text(stack.diff('it', news))).toContain(`content pack "${bundled?.Bundle}"`)
  })

  it('that are there are an error that names the way out', async () => {
    await site.site.client.profiles.create({ Name: 'taken', Params: { 'operator/x': 1 } })
    const stack = await open('Profile')
    expect(await text(stack.up('it', props({ name: 'taken' })))).toMatch(
      /pulumi import drp:index:Profile NAME 'taken'.*adoptExisting/,
    )
    expect(stack.state.size).toBe(0)
    await stack.up('it', props({ name: 'taken', params: { 'my/y': 2 }, adoptExisting: true }))
    expect((await site.site.client.profiles.get('taken')).Params).toEqual({ 'operator/x': 1, 'my/y': 2 })
    await stack.destroy('it')
  })

  it('keep secrets secret', async () => {
    const { client } = site.site
    const canary = `canary-${randomUUID()}`
    await client.params.ensure({ Name: 'my/key', Secure: true, Schema: { type: 'string' } })
    const stack = await open('Profile')
    const plain = props({ name: 'keys', params: { 'my/key': canary } })
    expect(await text(stack.up('it', plain))).toMatch(
      /my\/key: the server keeps .* Move them to secretParams/,
    )
    const program = props({ name: 'keys', secretParams: { 'my/key': canary } })
    await stack.up('it', program)
    expect(stack.state.get('it')?.inputs.get('secretParams')).toBeInstanceOf(Secret)
    expect(stack.state.get('it')?.outputs.get('secretParams')).toBeInstanceOf(Secret)
    expect(await client.profiles.params.get('keys', { decode: true })).toEqual({ 'my/key': canary })
    await stack.refresh('it')
    expect(await stack.up('it', program)).toBe('same')
    await client.profiles.params.delete('keys', 'my/key')
    await stack.refresh('it')
    expect(await stack.up('it', program)).toBe('update')
    expect(await client.profiles.params.get('keys', { decode: true })).toEqual({ 'my/key': canary })
    await stack.up('it', props({ name: 'keys' }))
    expect(await client.profiles.params.get('keys')).toEqual({})
    await stack.destroy('it')

    const users = await open('User')
    await users.up('bob', props({ name: 'bob', password: canary, roles: ['superuser'] }))
    expect(users.state.get('bob')?.outputs.get('password')).toEqual(new Secret(canary))
    await client.users.get('bob')
    expect(await users.up('bob', props({ name: 'bob', password: `${canary}!`, roles: ['superuser'] }))).toBe(
      'update',
    )
    await users.destroy('bob')
    expect(site.engine.text).not.toContain(canary)
  })

  it('that are not available are a warning, or a failure that is stored', async () => {
    const stack = await open('Stage')
    const program = { name: 'broken', tasks: ['there-is-no-such-task'] }
    await stack.up('it', props(program))
    await expect
      .poll(() => site.engine.text)
      .toMatch(/"broken" is stored, but cannot be used: .*there-is-no-such-task/)
    await stack.destroy('it')
    expect(await text(stack.up('it', props({ ...program, requireAvailable: true })))).toMatch(
      /cannot be used/,
    )
    expect(stack.state.get('it')).toMatchObject({
      id: 'broken',
      initErrors: [expect.stringMatching(/cannot be used/)],
    })
    await site.site.client.tasks.create({ Name: 'there-is-no-such-task' })
    expect(await stack.up('it', props({ ...program, requireAvailable: true }))).toBe('update')
    expect(stack.state.get('it')?.initErrors).toEqual([])
    await stack.destroy('it')
    await site.site.client.tasks.delete('there-is-no-such-task')
  })

  it('of any kind', async () => {
    const stack = await open('AnyObject')
    const program = { prefix: 'profiles', object: { Name: 'any', Description: 'x', Params: { a: 1 } } }
    await stack.up('it', props(program))
    expect(stack.state.get('it')?.id).toBe('profiles/any')
    expect(await stack.up('it', props(program))).toBe('same')
    const changed = { ...program, object: { Name: 'any', Params: { a: 2 } } }
    expect(await pathsOf(stack, 'it', changed)).toEqual({ 'object.Description': 2, 'object.Params.a': 4 })
    await stack.up('it', props(changed))
    expect(await site.site.client.profiles.get('any')).toMatchObject({ Description: '', Params: { a: 2 } })
    await stack.refresh('it')
    expect(await pathsOf(stack, 'it', changed)).toEqual({})
    await expect(stack.up('again', props(changed))).rejects.toThrow(
      /profiles\/any is at .* already\. Import it under the id profiles\/any, or choose another key\./,
    )
    await stack.destroy('it')
  })

  it('are registered machines too, whose key the server gives', async () => {
    const stack = await open('MachineEnrolled')
    const program = { name: 'rack1-07', hardwareAddrs: ['AA:00:00:00:00:01'], params: { 'my/x': 1 } }
    await stack.up('it', props(program))
    expect(stack.state.get('it')?.outputs.get('uuid')).toBe(stack.state.get('it')?.id)
    await stack.refresh('it')
    expect(await pathsOf(stack, 'it', program)).toEqual({})
    await stack.destroy('it')
  })

  it('are read by functions', async () => {
    const stack = await open('Profile')
    const invoke = async (name: string, args: { [name: string]: Json }) => {
      const request = new rpc.InvokeRequest().setTok(`drp:index:${name}`).setArgs(encodeStruct(props(args)))
      const reply = await stack.plugin.call(grpc.ResourceProviderService.invoke, request)
      if (reply.getFailuresList().length > 0) throw new CheckFailedError(reply.toObject().failuresList)
      return decodeStruct(reply.getReturn())
    }
    const [machine] = await site.machines()
    const name = machine?.Name ?? ''
    const found = await invoke('getMachines', { pool: 'default' })
    const listed = functions.find(({ token }) => token === 'drp:index:getMachines')
    expect(checkInputs(listed?.outputs ?? {}, found).failures).toEqual([])
    expect(found.get('keys')).toEqual([machine?.Uuid])
    for (const args of [
      { uuid: machine?.Uuid ?? '' },
      { name },
      { mac: machine?.HardwareAddrs[0] ?? '' },
      { filters: [`Name=Eq(${name})`] },
    ]) {
      expect((await invoke('getMachine', args)).get('name')).toBe(name)
    }
    expect(await text(invoke('getMachine', {}))).toMatch(/exactly one of uuid, name/)
    expect(await text(invoke('getMachine', { name: 'nobody' }))).toMatch(/no such machine/)
    expect((await invoke('getPool', { poolId: 'default' })).get('poolId')).toBe('default')
    expect(await invoke('getPoolStatus', { pool: 'default' })).toEqual(
      new Map<string, unknown>([
        ['total', 1],
        ['counts', new Map([['Free', 1]])],
        ['free', [name]],
      ]),
    )
    expect(await text(invoke('getPoolStatus', { pool: 'none' }))).toMatch(/none.*\[not_found\]/)
    const info = await invoke('getInfo', {})
    expect(info.get('features')).toContain('embedded-pool')
    await site.site.client.profiles.ensure({ Name: 'web-p', Params: { 'my/x': [1] } })
    const values = (await invoke('getParams', { prefix: 'profiles', key: 'web-p' })).get('values')
    expect(values).toBeInstanceOf(Secret)
    expect(toJson(reveal(values ?? null))).toEqual({ 'my/x': [1] })
    expect((await invoke('getProfile', { name: 'web-p' })).get('name')).toBe('web-p')
    await expect(invoke('getParams', { key: 3 })).rejects.toMatchObject({ failures: [{ property: 'key' }] })
    expect(unwrap(info.get('version'))).not.toBe('')
    await site.site.client.profiles.delete('web-p')
  })
})
