import { decode, isPrefix, type JsonObject, Machine, type Prefix, Task } from '@metalwright/sdk/models'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RANKED } from '../../../src/objects/availability/ranks.ts'
import { judge } from '../../../src/objects/content/judgement.ts'
import { machineErrors } from '../../../src/objects/machines/machines.ts'
import { ParamSchemas } from '../../../src/objects/params/param-schemas.ts'
import { Session } from '../../../src/objects/session.ts'
import { byName, makeWorld, packOf, type World } from '../content/content-world.ts'

let world: World
beforeEach(async () => {
  world = await makeWorld()
})
afterEach(() => world.close())

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const machine = (number: number, fields: JsonObject = {}) =>
  world.create('machines', {
    Uuid: uuid(number),
    Name: `m${number}`,
    BootEnv: 'local',
    Stage: 'none',
    ...fields,
  })
const messages = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof Error && 'messages' in error) return error.messages
  throw new Error(`nothing was refused: ${String(error)}`)
}

describe('what an object names and is not there', () => {
  it('makes it, and everything above it, unavailable; and available when it comes', async () => {
    await world.create('stages', { Name: 'install', Tasks: ['write'], BootEnv: 'local' })
    await world.create('workflows', { Name: 'deploy', Stages: ['install'] })
    expect(await world.state('stages', 'install')).toEqual(['Task write does not exist'])
    expect(await world.state('workflows', 'deploy')).toEqual([
      'Stage install is not available: Task write does not exist',
    ])
    expect(await messages(machine(1, { Workflow: 'deploy' }))).toEqual([
      'Workflow deploy is not available: Stage install is not available: Task write does not exist',
    ])
    await world.create('tasks', { Name: 'write', Templates: [{ Name: 'run', ID: 'write.sh' }] })
    expect(await world.state('workflows', 'deploy')).toEqual([
      'Stage install is not available: Task write is not available: Template write.sh does not exist',
    ])
    await world.create('templates', { ID: 'write.sh', Contents: 'x' })
    expect(await world.state('workflows', 'deploy')).toBe('available')
    await machine(1, { Workflow: 'deploy' })
    expect(await world.state('machines', uuid(1))).toBe('available')
  })

  it('stops the machines of a workflow that broke, and leaves it to others to start them again', async () => {
    await world.create('tasks', { Name: 'write' })
    await world.create('stages', { Name: 'install', Tasks: ['write'] })
    await world.create('stages', { Name: 'finish' })
    await world.create('workflows', { Name: 'deploy', Stages: ['install', 'finish'] })
    await machine(1, { Workflow: 'deploy' })
    await machine(2)
    world.changes.length = 0
    await world.patch('tasks', 'write', { Templates: [{ Name: 'run', ID: 'gone.sh' }] })
    const broken = await world.objects.session().get('machines', uuid(1))
    const because =
      'Stage install is not available: Task write is not available: Template gone.sh does not exist'
    expect(broken).toMatchObject({
      Available: false,
      Runnable: false,
      Errors: [`Workflow deploy is not available: ${because}`, because],
    })
    // Only what differs was written: no other machine, and each object once, from the bottom up.
    const written = world.changes.map(({ prefix, key, action }) => `${prefix}/${key} ${action}`)
    expect(written).toEqual([
      'tasks/write update',
      'stages/install save',
      'workflows/deploy save',
      `machines/${uuid(1)} save`,
    ])
    await world.patch('tasks', 'write', { Templates: [] })
    expect(await world.objects.session().get('machines', uuid(1))).toMatchObject({
      Available: true,
      Errors: [],
      Runnable: false,
    })
  })

  it('is told with no more words than somebody reads', async () => {
    const Tasks = Array.from({ length: 50 }, (_, at) => `task-${at}-${'x'.repeat(150)}`)
    await world.create('stages', { Name: 'wide', Tasks })
    await world.create('workflows', { Name: 'deep', Stages: ['wide'] })
    const [error] = (await world.state('workflows', 'deep')) as string[]
    expect(error).toMatch(/; and 47 more$/)
    expect(String(error).length).toBeLessThan(800)
  })

  it('counts on each kind that names others', async () => {
    await world.create('profiles', { Name: 'outer', Profiles: ['inner'] })
    await world.create('pools', { Id: 'web', ParentPool: 'all', AllocateActions: { Workflow: 'deploy' } })
    await world.create('plugins', { Name: 'bmc', Provider: 'ipmi' })
    expect(await world.state('profiles', 'outer')).toEqual(['Profile inner does not exist'])
    expect(await world.state('pools', 'web')).toEqual([
      'Pool all does not exist',
      'Workflow deploy does not exist',
    ])
    expect(await world.state('plugins', 'bmc')).toEqual(['Plugin provider ipmi does not exist'])
    await world.create('profiles', { Name: 'inner' })
    await world.create('pools', { Id: 'all' })
    await world.create('workflows', { Name: 'deploy' })
    expect(await world.state('profiles', 'outer')).toBe('available')
    expect(await world.state('pools', 'web')).toBe('available')
  })
})

describe('params', () => {
  it('that are required count wherever a machine sees them', async () => {
    await world.create('stages', { Name: 'sized', RequiredParams: ['disk/size'] })
    await world.create('profiles', { Name: 'inner' })
    await world.create('profiles', { Name: 'outer', Profiles: ['inner'] })
    await machine(1, { Stage: 'sized', Profiles: ['outer'] })
    await machine(2, { Stage: 'sized' })
    const missing = ['Missing required parameter disk/size for stages sized']
    expect(await world.state('machines', uuid(1))).toEqual(missing)
    await world.patch('profiles', 'inner', { Params: { 'disk/size': 1 } })
    expect(await world.state('machines', uuid(1))).toBe('available')
    expect(await world.state('machines', uuid(2))).toEqual(missing)
    await world.create('profiles', { Name: 'global', Params: { 'disk/size': 2 } })
    expect(await world.state('machines', uuid(2))).toBe('available')
    await world.patch('profiles', 'global', { Params: {} })
    expect(await world.state('machines', uuid(2))).toEqual(missing)
    await world.create('params', { Name: 'disk/size', Schema: { type: 'integer', default: 4 } })
    expect(await world.state('machines', uuid(2))).toBe('available')
    await world.create('profiles', { Name: 'of-stage', Params: { other: 1 } })
    await world.patch('stages', 'sized', { RequiredParams: ['other'], Profiles: ['of-stage'] })
    expect(await world.state('machines', uuid(2))).toBe('available')
    await world.patch('profiles', 'of-stage', { Params: {} })
    expect(await world.state('machines', uuid(2))).toEqual([
      'Missing required parameter other for stages sized',
    ])
  })

  it('that get a definition are checked where they have values, and no secret is told', async () => {
    await world.create('profiles', { Name: 'site', Params: { size: 'large', other: 1 } })
    await world.create('stages', { Name: 'holder', Params: { size: 'small' } })
    await machine(1, { Params: { size: 'huge' } })
    await machine(2, { Profiles: ['site'] })
    await world.create('params', { Name: 'size', Schema: { type: 'integer' } })
    expect(await world.state('profiles', 'site')).toEqual([
      `Key 'size': invalid val '"large"': value must be integer`,
    ])
    expect(await world.state('stages', 'holder')).toEqual([
      `Key 'size': invalid val '"small"': value must be integer`,
    ])
    expect(await world.state('machines', uuid(1))).toEqual([
      `Key 'size': invalid val '"huge"': value must be integer`,
    ])
    expect(await world.state('machines', uuid(2))).toEqual([
      `Profile site is not available: Key 'size': invalid val '"large"': value must be integer`,
    ])
    // An edit of something else is not refused for it.
    await world.patch('machines', uuid(1), { Description: 'still editable' })
    await world.patch('params', 'size', { Schema: { type: 'string' } })
    expect(await world.state('machines', uuid(2))).toBe('available')
    expect(await world.state('machines', uuid(1))).toBe('available')
  })
})

describe('things that name each other in a circle', () => {
  it.each<[Prefix, string, (name: string) => JsonObject]>([
    ['tasks', 'Prerequisites', (name) => ({ Prerequisites: [name] })],
    ['profiles', 'Profiles', (name) => ({ Profiles: [name] })],
    ['pools', 'ParentPool', (name) => ({ ParentPool: name })],
  ])('are refused with the circle: %s', async (prefix, field, to) => {
    const key = prefix === 'pools' ? 'Id' : 'Name'
    expect(await messages(world.create(prefix, { [key]: 'one', ...to('one') }))).toEqual([
      `${field} loop: one -> one`,
    ])
    await world.create(prefix, { [key]: 'one', ...to('two') })
    await world.create(prefix, { [key]: 'two', ...to('three') })
    expect(await messages(world.create(prefix, { [key]: 'three', ...to('one') }))).toEqual([
      `${field} loop: three -> one -> two -> three`,
    ])
    await world.create(prefix, { [key]: 'three' })
    expect(await world.state(prefix, 'one')).toBe('available')
  })

  it('come to an end when they lie in packs that were changed while the server was away', async () => {
    const tasks = byName(
      { Name: 'aa', Prerequisites: ['bb'] },
      { Name: 'bb', Prerequisites: ['aa'] },
      { Name: 'cc', Prerequisites: ['aa'] },
    )
    const other = await makeWorld({ builtin: [packOf('looping', { tasks })] })
    expect(await other.state('tasks', 'aa')).toEqual(['Prerequisites loop: aa -> bb -> aa'])
    expect(await other.state('tasks', 'bb')).toEqual(['Prerequisites loop: bb -> aa -> bb'])
    expect(await other.state('tasks', 'cc')).toEqual([
      'Task aa is not available: Prerequisites loop: aa -> bb -> aa',
    ])
    await other.close()
  })
})

describe('content packs', () => {
  it('make writable objects available, and stop them when they go', async () => {
    await world.create('workflows', { Name: 'deploy', Stages: ['install'] })
    await world.contents.put(
      'user:test',
      packOf('demo', { stages: byName({ Name: 'install', Tasks: ['write'] }) }),
    )
    expect(await world.state('stages', 'install')).toEqual(['Task write does not exist'])
    expect(await world.state('workflows', 'deploy')).toEqual([
      'Stage install is not available: Task write does not exist',
    ])
    // An object of a layer follows the writable one that it names.
    await world.create('tasks', { Name: 'write' })
    expect(await world.state('stages', 'install')).toBe('available')
    expect(await world.state('workflows', 'deploy')).toBe('available')
    await world.patch('tasks', 'write', { Prerequisites: ['before'] })
    expect(await world.state('stages', 'install')).toEqual([
      'Task write is not available: Task before does not exist',
    ])
    expect(await messages(world.remove('tasks', 'write'))).toEqual(['stages:install still uses write'])
  })

  it('tell objects of layers that are seen differently now', async () => {
    await world.contents.put(
      'user:test',
      packOf('demo', { stages: byName({ Name: 'install', Tasks: ['write'] }) }),
    )
    world.changes.length = 0
    await world.create('tasks', { Name: 'write' })
    expect(world.changes.map(({ prefix, key, action }) => `${prefix}/${key} ${action}`)).toEqual([
      'tasks/write create',
      'stages/install save',
      'layers/state save',
    ])
    expect(world.changes.at(1)).toMatchObject({
      principal: 'system',
      object: { Available: true, Errors: [] },
      original: { Available: false },
    })
  })
})

describe('boot files', () => {
  it('that come or go count for bootenvs and all above them', async () => {
    const problems: string[] = ['Explode ISO: iso does not exist: demo.iso']
    const isoState = { problemsOf: ({ Name }: { Name: string }) => (Name === 'demo-install' ? problems : []) }
    const bootEnv = {
      Name: 'demo-install',
      OS: { Name: 'demo' },
      Kernel: 'vmlinuz',
      Templates: [{ Name: 'pxelinux', Path: 'x', Contents: 'y' }],
    }
    const other = await makeWorld({ isoState, builtin: [packOf('demo', { bootenvs: byName(bootEnv) })] })
    await other.create('stages', { Name: 'install', BootEnv: 'demo-install' })
    expect(await other.state('stages', 'install')).toEqual([
      'BootEnv demo-install is not available: Explode ISO: iso does not exist: demo.iso',
    ])
    problems.length = 0
    await other.availability.reconsider('bootenvs')
    expect(await other.state('bootenvs', 'demo-install')).toBe('available')
    expect(await other.state('stages', 'install')).toBe('available')
    await other.close()
  })
})

describe('a store that fails', () => {
  it('leaves nothing behind that the next change does not find', async () => {
    const errors: unknown[] = []
    const other = await makeWorld({ onError: (error) => errors.push(error) })
    await other.create('stages', { Name: 'install', Tasks: ['write'] })
    await other.create('workflows', { Name: 'deploy', Stages: ['install'] })
    const { edit } = other.objects
    other.objects.edit = () => Promise.reject(new Error('disk full'))
    const task = { ...decode(Task, { Name: 'write' }), Available: true }
    await other.store.transact('user:test', async (transaction) => {
      transaction.put('tasks', 'write', JSON.parse(JSON.stringify(task)), 'create')
    })
    await other.availability.settled()
    expect(errors).toEqual([new Error('disk full')])
    expect(await other.state('stages', 'install')).toEqual(['Task write does not exist'])
    other.objects.edit = edit
    await other.create('tasks', { Name: 'another' })
    expect(await other.state('workflows', 'deploy')).toBe('available')
    await other.close()
  })

  it('and an object that makes no sense, keep no other from being looked at', async () => {
    const errors: unknown[] = []
    const other = await makeWorld({ onError: (error) => errors.push(error) })
    await other.create('stages', { Name: 'install', Tasks: ['write'] })
    await other.store.transact('user:test', async (transaction) => {
      transaction.put('stages', 'a-bad-one', { Name: 'a-bad-one', Tasks: ['write'] }, 'create')
    })
    await other.create('tasks', { Name: 'write' })
    expect(await other.state('stages', 'install')).toBe('available')
    expect(errors.length).toBeGreaterThan(0)
    await other.close()
  })
})

describe('a subnet in use', () => {
  it('stays so when another one overlaps it, which takes over when it goes', async () => {
    const range = (name: string, from: string) => ({
      Name: name,
      Subnet: '10.0.0.0/24',
      ActiveStart: from,
      ActiveEnd: '10.0.0.99',
    })
    await world.create('subnets', range('first', '10.0.0.10'))
    await world.create('subnets', { ...range('second', '10.0.0.20'), Subnet: '10.0.0.0/25' })
    await world.availability.reconsider(...RANKED)
    expect(await world.state('subnets', 'first')).toBe('available')
    expect(await world.state('subnets', 'second')).toEqual(['Overlaps subnet first'])
    await world.remove('subnets', 'first')
    expect(await world.state('subnets', 'second')).toBe('available')
  })
})

/** What every object should say, worked out from nothing: kinds in their order, each until nothing changes. */
async function truth(of: World): Promise<Map<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>()
  const told = new Map<string, JsonObject>()
  const layers = of.contents.layers()
  class Told extends Session {
    override async body(prefix: Prefix, key: string) {
      return told.get(`${prefix}/${key}`) ?? (await super.body(prefix, key))
    }
  }
  const session = new Told(of.store, layers)
  const context = {
    session,
    schemas: new ParamSchemas(),
    ports: of.objects.ports,
    templateProblem: () => undefined,
  }
  for (const prefix of ['tasks', 'profiles', 'stages', 'workflows'] as const) {
    const bodies = await of.objects.session().bodies(prefix)
    for (const body of bodies) told.set(`${prefix}/${body['Name']}`, { ...body, Available: true, Errors: [] })
    for (let round = 0; round <= bodies.length; round++) {
      for (const body of bodies) {
        const place = `${prefix}/${body['Name']}`
        const { invalid, unavailable } = await judge(prefix, structuredClone(body), context)
        const Errors = [...invalid, ...unavailable]
        told.set(place, { ...body, Available: Errors.length === 0, Errors })
        found.set(place, Errors)
      }
    }
  }
  for (const body of await of.objects.session().bodies('machines')) {
    found.set(`machines/${body['Uuid']}`, await machineErrors(session, decode(Machine, body)))
  }
  return found
}

async function expectTruth(of: World): Promise<void> {
  for (const [place, errors] of await truth(of)) {
    const [kind = '', key = ''] = place.split('/')
    const state = isPrefix(kind) ? await of.state(kind, key) : null
    expect({ place, state }).toEqual({ place, state: errors.length === 0 ? 'available' : errors })
  }
}

/** Loops, clashes and objects that are used are refused: that changes nothing. */
async function orRefused(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof Error && 'messages' in error)) throw error
  })
}

describe('after any series of edits', () => {
  it('every object says what a look from nothing says', async () => {
    const names = ['na', 'nb', 'nc', 'nd']
    const some = fc.uniqueArray(fc.constantFrom(...names), { maxLength: 2 })
    const object = fc.oneof(
      fc.record({ prefix: fc.constant('tasks' as const), Prerequisites: some }),
      fc.record({ prefix: fc.constant('profiles' as const), Profiles: some }),
      fc.record({ prefix: fc.constant('stages' as const), Tasks: some, Profiles: some }),
      fc.record({ prefix: fc.constant('workflows' as const), Stages: some }),
    )
    const step = fc.record({
      do: fc.constantFrom('write', 'write', 'write', 'write', 'remove', 'remove', 'pack', 'unpack'),
      name: fc.constantFrom(...names),
      object,
      others: fc.array(fc.tuple(fc.constantFrom(...names), object), { maxLength: 4 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 30, size: 'max' }), async (steps) => {
        const random = await makeWorld()
        for (const { do: what, name, object: given, others } of steps) {
          const { prefix, ...fields } = given
          const exists = (await random.objects.session().body(prefix, name)) !== undefined
          const sections: Record<string, JsonObject> = {}
          for (const [key, { prefix: kind, ...rest }] of others)
            sections[kind] = { ...sections[kind], [key]: { Name: key, ...rest } }
          const work =
            what === 'remove'
              ? random.remove(prefix, name)
              : what === 'pack'
                ? random.contents
                    .put('user:test', packOf('pack', sections), 'pack')
                    .catch(() => random.contents.put('user:test', packOf('pack', sections)))
                : what === 'unpack'
                  ? random.contents.remove('user:test', 'pack')
                  : exists
                    ? random.patch(prefix, name, fields)
                    : random.create(prefix, { Name: name, ...fields })
          await orRefused(Promise.resolve(work))
          await expectTruth(random)
        }
        await random.close()
      }),
      { numRuns: 40 },
    )
  }, 60_000)

  it('also when they are made at one time, and machines come meanwhile', async () => {
    const stages = ['sa', 'sb', 'sc']
    const edit = fc.oneof(
      fc.record({ kind: fc.constant('task'), name: fc.constantFrom('ta', 'tb'), there: fc.boolean() }),
      fc.record({ kind: fc.constant('stage'), name: fc.constantFrom(...stages), there: fc.boolean() }),
      fc.record({ kind: fc.constant('pack'), name: fc.constantFrom('ta', 'tb'), there: fc.boolean() }),
      fc.record({ kind: fc.constant('machine'), name: fc.constantFrom(...stages), there: fc.boolean() }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 10, maxLength: 40, size: 'max' }), async (edits) => {
        const random = await makeWorld()
        for (const [at, name] of stages.entries()) {
          await random.create('stages', { Name: name, Tasks: at === 0 ? ['ta'] : ['ta', 'tb'] })
          await random.create('workflows', { Name: `w${name}`, Stages: [name] })
        }
        const work = ({ kind, name, there }: (typeof edits)[number], at: number): Promise<unknown> => {
          if (kind === 'stage') return random.patch('stages', name, { Tasks: there ? ['ta'] : ['ta', 'tb'] })
          if (kind === 'machine') {
            const where = there ? { Stage: name } : { Workflow: `w${name}` }
            return random.create('machines', { Uuid: uuid(at), Name: `m${at}`, BootEnv: 'local', ...where })
          }
          if (kind === 'task') {
            if (!there) return random.remove('tasks', name)
            return random.create('tasks', { Name: name, Prerequisites: name === 'ta' ? ['tb'] : [] })
          }
          const pack = packOf('pack', there ? { tasks: byName({ Name: name }) } : {})
          return random.contents
            .put('user:test', pack, 'pack')
            .catch(() => random.contents.put('user:test', pack))
        }
        await Promise.all(edits.map((one, at) => orRefused(work(one, at))))
        await random.availability.settled()
        await expectTruth(random)
        await random.close()
      }),
      { numRuns: 60 },
    )
  }, 60_000)
})
