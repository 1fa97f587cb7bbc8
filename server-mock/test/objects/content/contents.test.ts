import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { contentEvent } from '../../../src/objects/content/content-event.ts'
import { byName, contentOf, makeWorld, packOf, type World } from './content-world.ts'

const USER = 'user:test'
let world: World
beforeEach(async () => {
  world = await makeWorld()
})
afterEach(() => world.close())

interface Refusal {
  readonly status: number
  readonly messages: readonly string[]
  readonly place: { readonly type?: string }
}

async function refused(work: Promise<unknown>): Promise<Refusal> {
  const error: unknown = await work.then(
    () => 'nothing was refused',
    (reason: unknown) => reason,
  )
  if (error instanceof Error && 'status' in error) return error as Error & Refusal
  throw new Error(String(error))
}

const put = (pack: JsonValue, replaces?: string) => world.contents.put(USER, pack, replaces)
const names = async () => (await world.contents.list()).map(({ meta }) => meta.Name)

describe('layers', () => {
  it('lie over each other as DRP has them', async () => {
    const title = (Name: string, Description: string) => byName({ Name, Description })
    const shared = (from: string) => ({ params: { ...title('shared', from), ...title(from, from) } })
    const layered = await makeWorld({
      local: packOf('any name', { params: title('of-local', 'local') }),
      default: packOf({ Name: 'other', Version: 'v1' }, shared('default')),
      builtin: [packOf('builtin', shared('builtin'))],
    })
    await layered.contents.put(USER, packOf('zebra', { params: title('of-zebra', 'zebra') }))
    await layered.contents.put(USER, packOf('apple', { params: title('shared', 'apple') }))
    await layered.contents.setPluginPacks([contentOf({ Name: 'plug', Overwritable: true }, shared('plugin'))])
    const list = await layered.contents.list()
    expect(list.map(({ meta }) => [meta.Name, meta.Type, meta.Writable, meta.Overwritable])).toEqual([
      ['BackingStore', 'writable', true, false],
      ['LocalStore', 'local', false, false],
      ['apple', 'dynamic', false, false],
      ['zebra', 'dynamic', false, false],
      ['DefaultStore', 'default', false, true],
      ['plug', 'plugin', false, true],
      ['builtin', 'basic', false, true],
      ['BasicStore', 'basic', false, true],
    ])
    const object = async (key: string) => (await layered.objects.session().body('params', key)) ?? {}
    expect(await object('shared')).toMatchObject({ Description: 'apple', Bundle: 'apple', ReadOnly: true })
    expect(await object('builtin')).toMatchObject({ Bundle: 'builtin' })
    expect(list.find(({ meta }) => meta.Name === 'builtin')?.Warnings).toEqual([
      'params/shared: the object of apple is in its place',
    ])
    await layered.contents.remove(USER, 'apple')
    expect(await object('shared')).toMatchObject({ Description: 'default', Bundle: 'DefaultStore' })
    await layered.close()
  })

  it('keep their keys to themselves, unless the lower one may be overwritten', async () => {
    await put(packOf('demo', { params: byName({ Name: 'demo/size' }, { Name: 'demo/kind' }) }))
    const text = (key: string, layer: string) =>
      `New layer violates key restrictions: keysCannotBeOverridden: ${key} is already in layer ${layer}`
    expect(await refused(put(packOf('above', { params: byName({ Name: 'demo/size' }) })))).toMatchObject({
      status: 422,
      messages: [text('demo/size', '2 (demo)')],
      place: { type: 'STORE_ERROR' },
    })
    await world.create('params', { Name: 'mine' })
    await world.create('tasks', { Name: 'mine' })
    const over = { params: byName({ Name: 'mine' }), tasks: byName({ Name: 'mine' }, { Name: 'new' }) }
    expect((await refused(put(packOf('over', over)))).messages).toEqual([text('mine', '0 (BackingStore)')])
    expect(
      (
        await refused(
          world.contents.setPluginPacks([contentOf('plug', { params: byName({ Name: 'demo/kind' }) })]),
        )
      ).messages,
    ).toEqual([text('demo/kind', '1 (demo)')])
    await put(packOf({ Name: 'soft', Overwritable: true }, over))
    expect((await world.contents.list()).find(({ meta }) => meta.Name === 'soft')?.Warnings).toEqual([
      'params/mine: a writable object is in its place',
      'tasks/mine: a writable object is in its place',
    ])
    expect(await world.objects.session().body('tasks', 'mine')).toMatchObject({ ReadOnly: false, Bundle: '' })
    expect(await refused(world.create('params', { Name: 'demo/size' }))).toMatchObject({ status: 409 })
  })

  it('of the server can be replaced where they say so, and come back', async () => {
    const builtin = (Description: string) =>
      packOf(
        { Name: 'metal', Version: Description },
        { tasks: byName({ Name: 'old' }, { Name: 'kept', Description }) },
      )
    const layered = await makeWorld({ builtin: [builtin('v1')] })
    const newer = packOf(
      { Name: 'metal', Version: 'v2' },
      { tasks: byName({ Name: 'kept', Description: 'v2' }) },
    )
    await layered.contents.put(USER, newer, 'metal')
    expect(await layered.objects.session().body('tasks', 'kept')).toMatchObject({ Description: 'v2' })
    expect(await layered.state('tasks', 'old')).toBeNull()
    await layered.contents.remove(USER, 'metal')
    expect(await layered.objects.session().body('tasks', 'kept')).toMatchObject({ Description: 'v1' })
    for (const name of ['BasicStore', 'BackingStore', 'LocalStore']) {
      const refusal = await refused(layered.contents.put(USER, packOf(name), name))
      expect([refusal.status, refusal.messages]).toEqual([422, [`readonly: ${name}`]])
    }
    await layered.close()
  })
})

describe('a pack that cannot be loaded', () => {
  it('is refused with every fault at once, and nothing changes', async () => {
    const sections = {
      params: {
        'bad/schema': { Name: 'bad/schema', Schema: { type: 'nonsense' } },
        'bad/default': { Name: 'bad/default', Schema: { type: 'integer', default: 'x' } },
        elsewhere: { Name: 'here' },
      },
      templates: { 'bad.tmpl': { ID: 'bad.tmpl', Contents: 'one\ntwo\n{{if}}\n' } },
      tasks: {
        'bad-task': {
          Name: 'bad-task',
          Templates: [
            { Name: 'run', Contents: 'x\n{{end}}' },
            { Name: 'mac', Meta: { OS: 'darwin,plan9' } },
          ],
          Prerequisites: ['-'],
        },
        shapeless: { Name: 'shapeless', Templates: 'none' },
        nothing: null,
      },
      stages: { 'bad-stage': { Name: 'bad-stage', Templates: [{ Name: 'file' }], BootEnv: 'x y!' } },
      profiles: { site: { Name: 'site', Params: { 'good/size': 'large' } } },
      widgets: 'no map',
    }
    await world.create('params', { Name: 'good/size', Schema: { type: 'integer' } })
    world.changes.length = 0
    const refusal = await refused(put(packOf('demo', sections)))
    expect(refusal).toMatchObject({ status: 422, place: { type: 'STORE_ERROR', key: 'demo' } })
    expect(refusal.messages).toEqual([
      "params/elsewhere: the object's own key is here",
      expect.stringMatching(/^tasks\/shapeless: Templates: /),
      'tasks/nothing: the object is no map',
      'widgets: the section is no map of objects',
      expect.stringMatching(/^params\/bad\/schema: Schema of bad\/schema: type must be /),
      'params/bad/default: Default of bad/default: value must be integer',
      expect.stringMatching(/^templates\/bad.tmpl: Parse error for template bad.tmpl: .*bad.tmpl:3/),
      'tasks/bad-task: Invalid Task `-`',
      expect.stringMatching(/^tasks\/bad-task: Template\[0] Contents: .*run:2/),
      'tasks/bad-task: Template[1] has an unknown OS `plan9` in its Meta',
      'tasks/bad-task: Templates with and without an OS in their Meta cannot be mixed in one task',
      'stages/bad-stage: Invalid BootEnv `x y!`',
      'stages/bad-stage: Template[0] needs a Path',
      `profiles/site: Key 'good/size': invalid val '"large"': value must be integer`,
    ])
    expect(world.changes).toEqual([])
    expect(await names()).toEqual(['BackingStore', 'BasicStore'])
  })

  it.each<[string, JsonValue, RegExp]>([
    ['no map', 'text', /^meta: /],
    ['no name', { meta: {}, sections: {} }, /^meta: Name/],
    ['a name that leads elsewhere', packOf('../up'), /^Invalid Name `..\/up`$/],
    ['dots for a name', packOf('..'), /^Invalid Name `..`$/],
    ['sections that are a list', { meta: { Name: 'x' }, sections: [] }, /^sections is no map$/],
    [
      'a key that maps inherit from',
      JSON.parse('{"meta":{"Name":"x"},"sections":{"__proto__":{"x":{}}}}'),
      /__proto__/,
    ],
    [
      'very many levels',
      JSON.parse(
        `{"meta":{"Name":"x"},"sections":{"params":{"a":{"Schema":${'['.repeat(500)}${']'.repeat(500)}}}}}`,
      ),
      /within each other/,
    ],
  ])('is refused when it has %s', async (_, pack, message) => {
    expect(await refused(put(pack))).toMatchObject({
      status: 422,
      messages: [expect.stringMatching(message)],
    })
  })

  it('takes kinds and keys that look like members of every object for what they are', async () => {
    await put(
      packOf('demo', { constructor: { a: { Name: 'a' } }, tasks: { toString: { Name: 'toString' } } }),
    )
    expect(await world.state('tasks', 'toString')).toBe('available')
    expect(await world.state('tasks', 'valueOf')).toBeNull()
    expect((await world.contents.list())[1]?.Counts).toEqual({ constructor: 1, tasks: 1 })
  })

  it('needs what it asks for', async () => {
    const needy = await makeWorld({ features: ['workflows'] })
    const load = (meta: JsonObject, replaces?: string) => needy.contents.put(USER, packOf(meta), replaces)
    const meta = {
      Name: 'top',
      RequiredFeatures: 'workflows, time-travel',
      Prerequisites: 'base:>=1.0, other, bad:>=>',
    }
    expect((await refused(load(meta))).messages).toEqual([
      'Content top needs the feature time-travel, which this server does not have',
      'Content top needs base:>=1.0, which is not loaded',
      'Content top needs other, which is not loaded',
      'Content top has a prerequisite that cannot be read: bad:>=>',
    ])
    await load({ Name: 'base', Version: 'v0.9.0' })
    const top = { Name: 'top', Prerequisites: 'base: >=1.0 <3' }
    expect((await refused(load(top))).messages).toEqual([
      'Content top needs base:>=1.0 <3, and base has version "v0.9.0"',
    ])
    await load({ Name: 'base', Version: 'v1.2' }, 'base')
    await load(top)
    for (const Version of ['v2.4.0-alpha01.7+g1234', 'v2.99.0']) await load({ Name: 'base', Version }, 'base')
    expect(await refused(load({ Name: 'base', Version: 'v3.0.0' }, 'base'))).toMatchObject({
      status: 422,
      messages: ['Content top needs base:>=1.0 <3, and base has version "v3.0.0"'],
    })
    expect((await refused(load({ Name: 'base', Version: 'user' }, 'base'))).status).toBe(422)
    expect(await refused(needy.contents.remove(USER, 'base'))).toMatchObject({
      status: 409,
      messages: ['Content top needs base:>=1.0 <3, which is not loaded'],
    })
    await needy.contents.remove(USER, 'top')
    await needy.contents.remove(USER, 'base')
    await needy.close()
  })
})

describe('what is not understood', () => {
  it('is kept, exported and warned of', async () => {
    const sections = {
      widgets: { w1: { Name: 'w1', Size: 2 } },
      machines: { m1: { Name: 'm1' } },
      tasks: {
        one: {
          Name: 'one',
          Colour: 'red',
          Templates: [{ Name: 'run', Contents: 'x', Mode: '0755' }],
          Nulled: null,
        },
      },
      users: { bob: { Name: 'bob', PasswordHash: 'c2NyeXB0', Secret: 'hush' } },
    }
    const pack = { meta: { Name: 'odd', Mood: 'fine', Tags: 'a' }, sections }
    const summary = await put(pack)
    expect(summary).toMatchObject({ Counts: { widgets: 1, machines: 1, tasks: 1, users: 1 } })
    expect(summary.Warnings).toEqual([
      'widgets: the kind of object is not known; they are kept in the pack and have no effect',
      'machines: content packs cannot bring such objects; they are kept in the pack and have no effect',
      'tasks/one: the field Colour is not known; it is kept in the pack and has no effect',
      'tasks/one: the field Templates.0.Mode is not known; it is kept in the pack and has no effect',
      'users/bob: passwords in packs have no effect',
    ])
    const back = await world.contents.get('odd')
    expect(back.meta).toMatchObject({ Name: 'odd', Mood: 'fine', Tags: 'a', Type: 'dynamic' })
    expect(back.sections).toEqual({
      ...sections,
      users: { bob: { Name: 'bob', PasswordHash: '', Secret: '' } },
    })
    expect(await world.objects.session().body('users', 'bob')).toMatchObject({ PasswordHash: '' })
    // What a server gives out is a pack that another one takes.
    const other = await makeWorld()
    await other.contents.put(USER, JSON.parse(JSON.stringify(back)))
    expect((await other.contents.get('odd')).sections).toEqual(back.sections)
    await other.close()
  })
})

describe('an upgrade in place', () => {
  const version = (Version: string, tasks: JsonObject) => packOf({ Name: 'demo', Version }, { tasks })

  it('is one change: each object that came, changed or went, and the pack', async () => {
    await put(version('v1', byName({ Name: 'same' }, { Name: 'changed' }, { Name: 'gone' })))
    world.changes.length = 0
    await put(
      version('v2', byName({ Name: 'same' }, { Name: 'changed', Description: 'new' }, { Name: 'added' })),
      'demo',
    )
    const [first] = world.changes
    const events = world.changes
      .map(contentEvent)
      .map(({ Type, Action, Key, Principal }) => [Type, Action, Key, Principal])
    expect(events.slice(0, 4)).toEqual([
      ['tasks', 'create', 'added', USER],
      ['tasks', 'update', 'changed', USER],
      ['tasks', 'delete', 'gone', USER],
      ['contents', 'update', 'demo', USER],
    ])
    expect(first?.time).toMatch(/^\d{4}-/)
    expect(world.changes.slice(0, 3).map(({ revision }) => revision)).toEqual(Array(3).fill(first?.revision))
    expect(world.changes.slice(0, 4).map(contentEvent)[1]).toMatchObject({
      Object: { Description: 'new', Bundle: 'demo' },
      Original: { Description: '' },
    })
    expect(world.changes.slice(0, 4).map(contentEvent)[3]?.Object).toEqual({
      meta: { Name: 'demo', Version: 'v2' },
    })
  })

  it('may not take away what somebody uses', async () => {
    await put(
      packOf('demo', {
        tasks: byName(
          { Name: 'write' },
          { Name: 'loose' },
          { Name: 'inner', Templates: [{ Name: 'x', ID: 'used.tmpl' }] },
        ),
        templates: byName({ ID: 'used.tmpl', Contents: '' }, { ID: 'included.tmpl', Contents: '' }),
        stages: byName({ Name: 'install', Tasks: ['write', 'inner'] }),
        bootenvs: byName({ Name: 'dreams', OS: { Name: 'dream' }, OnlyUnknown: true }),
      }),
    )
    await world.create('workflows', { Name: 'deploy', Stages: ['install'] })
    await world.create('templates', { ID: 'outer.tmpl', Contents: 'a\n{{- template "included.tmpl" . }}' })
    await world.store.transact(USER, async (transaction) =>
      transaction.put('prefs', 'unknownBootEnv', { Value: 'dreams' }, 'save'),
    )
    await world.create('machines', {
      Uuid: '00000000-0000-4000-8000-000000000001',
      Name: 'm1',
      Workflow: 'deploy',
    })
    const reasons = [
      'Template included.tmpl still required: templates:outer.tmpl',
      'machines:00000000-0000-4000-8000-000000000001 still uses write',
      'machines:00000000-0000-4000-8000-000000000001 still uses inner',
      'BootEnv dreams is the active unknownBootEnv, cannot remove it',
      'machines:00000000-0000-4000-8000-000000000001 still uses install',
      'workflows:deploy still uses install',
    ]
    const upgrade = await refused(put(packOf('demo'), 'demo'))
    expect([upgrade.status, upgrade.place.type]).toEqual([422, 'STORE_ERROR'])
    expect([...upgrade.messages].sort()).toEqual([...reasons].sort())
    const removal = await refused(world.contents.remove(USER, 'demo'))
    expect([removal.status, removal.place.type]).toEqual([409, 'StillInUseError'])
    expect([...removal.messages].sort()).toEqual([...reasons].sort())
    expect([...(await world.contents.usersOf(contentOf('demo')))].sort()).toEqual([...reasons].sort())
    expect(await world.state('workflows', 'deploy')).toBe('available')
  })

  it('shows a transaction the old layers or the new ones, never some of both', async () => {
    await put(version('v1', byName({ Name: 'first' })))
    let runs = 0
    const seen: (JsonObject | undefined)[] = []
    await world.objects.edit(USER, async (edit) => {
      runs += 1
      seen.push(await edit.body('tasks', 'first'), await edit.body('tasks', 'second'))
      if (runs === 1) await put(version('v2', byName({ Name: 'second' })), 'demo')
      edit.putInternal('test', 'result', { Saw: seen.at(-1) !== undefined })
    })
    expect(runs).toBe(2)
    expect(seen.map((body) => body?.['Name'])).toEqual(['first', undefined, undefined, 'second'])
    expect((await world.store.get('test', 'result'))?.body).toEqual({ Saw: true })
  })
})

describe('packs that are stored', () => {
  it('are there after a restart, whatever became of them since', async () => {
    await put(
      packOf(
        { Name: 'demo', Version: 'v1' },
        { tasks: byName({ Name: 'one' }), stages: byName({ Name: 'on', Tasks: ['one'] }) },
      ),
    )
    await world.create('workflows', { Name: 'flow', Stages: ['on'] })
    await world.store.transact(USER, async (transaction) =>
      transaction.put(
        'contents',
        'demo',
        packOf('demo', {
          tasks: byName({ Name: 'one', Prerequisites: ['two'] }, { Name: '-' }),
          stages: byName({ Name: 'on', Tasks: ['one'] }),
        }),
        'save',
      ),
    )
    const again = await makeWorld({ store: world.store })
    expect(again.warnings).toEqual(['content pack demo: tasks/-: Invalid Name `-`'])
    expect(await again.state('stages', 'on')).toEqual(['Task one is not available: Task two does not exist'])
    expect(await again.state('workflows', 'flow')).toEqual([
      'Stage on is not available: Task one is not available: Task two does not exist',
    ])
    expect((await again.contents.get('demo')).sections['tasks']).toHaveProperty('-')
  })

  it('are taken over from another server that shares the store', async () => {
    const second = await makeWorld({ store: world.store })
    await world.contents.put(USER, packOf('demo', { stages: byName({ Name: 'install' }) }))
    expect(await second.state('stages', 'install')).toBeNull()
    // The first transaction finds out, and works on what is really there.
    await second.create('workflows', { Name: 'deploy', Stages: ['install'] })
    expect(await second.state('workflows', 'deploy')).toBe('available')
    expect(await second.state('stages', 'install')).toBe('available')
    expect(second.changes.map(({ prefix, key, action }) => `${prefix}/${key} ${action}`)).toContain(
      'stages/install create',
    )
  })
})

describe('plugin packs', () => {
  it('come and go together, and stay as they are when one cannot be read', async () => {
    await world.contents.setPluginPacks([
      contentOf('beta', { params: byName({ Name: 'beta/x' }) }),
      contentOf('alpha', { params: byName({ Name: 'alpha/x' }) }),
    ])
    expect(await names()).toEqual(['BackingStore', 'alpha', 'beta', 'BasicStore'])
    const bad = contentOf('alpha', { params: { 'alpha/x': { Name: 'alpha/y' } } })
    expect((await refused(world.contents.setPluginPacks([bad]))).messages).toEqual([
      "params/alpha/x: the object's own key is alpha/y",
    ])
    expect(await names()).toEqual(['BackingStore', 'alpha', 'beta', 'BasicStore'])
    const written = world.store.revision()
    await world.contents.setPluginPacks([
      contentOf('alpha', { params: byName({ Name: 'alpha/x' }) }),
      contentOf('beta', { params: byName({ Name: 'beta/x' }) }),
    ])
    expect(world.store.revision()).toBe(written)
    await world.contents.setPluginPacks([])
    expect(await names()).toEqual(['BackingStore', 'BasicStore'])
    expect(await refused(world.contents.remove(USER, 'alpha'))).toMatchObject({ status: 404 })
  })
})

describe('the export of the writable layer', () => {
  it('has no hash, no secret, and no secure value that is not sealed', async () => {
    await world.create('roles', { Name: 'viewer' })
    await world.create('users', {
      Name: 'bob',
      Roles: ['viewer'],
      PasswordHash: 'c2NyeXB0LWhhc2g=',
      Secret: 'hush-hush',
    })
    await world.create('params', { Name: 'bmc/password', Schema: { type: 'string' } })
    const sealed = {
      Key: Buffer.alloc(32, 1).toString('base64'),
      Nonce: Buffer.alloc(24, 2).toString('base64'),
      Payload: Buffer.alloc(40, 3).toString('base64'),
    }
    await world.create('profiles', { Name: 'site', Params: { 'bmc/password': 'canary-plain', other: 1 } })
    await world.store.transact(USER, async (transaction) => {
      const param = (await transaction.get('params', 'bmc/password'))?.body ?? {}
      transaction.put('params', 'bmc/password', { ...param, Secure: true }, 'save')
      const site = (await transaction.get('profiles', 'site'))?.body ?? {}
      transaction.put(
        'profiles',
        'vault',
        { ...site, Name: 'vault', Params: { 'bmc/password': sealed } },
        'create',
      )
    })
    const content = await world.contents.get('BackingStore')
    const text = JSON.stringify(content)
    for (const secret of ['canary-plain', 'hush-hush', 'c2NyeXB0LWhhc2g']) expect(text).not.toContain(secret)
    expect(content.meta).toMatchObject({ Name: 'BackingStore', Type: 'writable', Writable: true })
    expect(content.sections).toMatchObject({
      users: { bob: { Roles: ['viewer'], Secret: '', PasswordHash: '' } },
      profiles: { site: { Params: { other: 1 } }, vault: { Params: { 'bmc/password': sealed } } },
    })
    const summary = (await world.contents.list())[0]
    expect(summary?.Counts).toEqual({ params: 1, profiles: 2, roles: 1, users: 1 })
  })
})
