import type { JsonObject, Prefix } from '@metalwright/sdk/models'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { byName, makeWorld, packOf, type World } from '../content/content-world.ts'

const UUID = '00000000-0000-4000-8000-000000000001'
let world: World
beforeEach(async () => {
  world = await makeWorld({
    builtin: [
      packOf('rules', {
        bootenvs: byName({
          Name: 'served',
          OS: { Name: 'served' },
          Templates: [{ Name: 'seed', Path: 'machines/{{.Machine.UUID}}/seed', Contents: '' }],
        }),
        roles: byName({ Name: 'viewer' }),
        users: byName({ Name: 'alice' }, { Name: 'bob' }),
      }),
    ],
  })
})
afterEach(() => world.close())

async function refusal(
  work: Promise<unknown>,
): Promise<{ status: number; messages: readonly string[]; type: unknown }> {
  const error: unknown = await work.then(
    () => 'nothing was refused',
    (reason: unknown) => reason,
  )
  if (!(error instanceof Error) || !('messages' in error && 'status' in error && 'place' in error)) {
    throw new Error(String(error))
  }
  const { type } = error.place as { type?: string }
  return { status: Number(error.status), messages: error.messages as readonly string[], type }
}

describe('an object that cannot be', () => {
  const kernel = { Name: 'boot', OS: { Name: 'os' }, Kernel: 'vmlinuz' }
  const arch = {
    Name: 'boot',
    OS: { Name: 'os', SupportedArchitectures: { arm64: { Kernel: 'Image', BootParams: '{{' } } },
  }
  it.each<[string, Prefix, JsonObject, (string | RegExp)[]]>([
    ['a name with too little', 'tasks', { Name: 'x' }, ['Invalid Name `x`']],
    ['an id with odd characters', 'templates', { ID: 'a/b' }, ['Invalid ID `a/b`']],
    ['a param name in a wrong place', 'params', { Name: '/a' }, ['Invalid Name `/a`']],
    [
      'names that no object can have',
      'stages',
      {
        Name: 'st',
        BootEnv: 'no!',
        Tasks: ['', 'ok', 'action:x y'],
        Profiles: ['1x'],
        RequiredParams: ['a b', '!'],
      },
      ['Invalid BootEnv `no!`', 'Invalid Task ``', 'Invalid Profile `1x`', 'Invalid Required Param `!`'],
    ],
    ['stages that cannot be', 'workflows', { Name: 'wf', Stages: ['s!'] }, ['Invalid Stage `s!`']],
    [
      'prerequisites that cannot be',
      'tasks',
      { Name: 'ta', Prerequisites: ['-'], OptionalParams: ['-'] },
      ['Invalid Task `-`', 'Invalid Optional Param `-`'],
    ],
    [
      'roles that cannot be',
      'users',
      { Name: 'eve', Roles: ['!'] },
      ['Invalid Role `!`', 'Role ! does not exist'],
    ],
    ['a role that is not there', 'users', { Name: 'eve', Roles: ['gone'] }, ['Role gone does not exist']],
    ['no operating system', 'bootenvs', { Name: 'boot' }, ['bootenv: Missing OS.Name']],
    [
      'files that would end up as commands of a boot script',
      'bootenvs',
      {
        Name: 'boot',
        OS: {
          Name: 'os ${x}',
          SupportedArchitectures: { arm64: { Initrds: ['a b', 'initrd'] } },
        },
        Kernel: 'k\nshell',
        Initrds: ['i||x'],
        Templates: [{ Name: 'ipxe', Path: 'x' }],
      },
      [/^Kernel: "k\\nshell" has char/, /^Initrds: "i\|\|x"/, /^Initrds: "a b"/, /^OS\.Name: "os \$\{x\}"/],
    ],
    ['a kernel that no loader knows', 'bootenvs', kernel, ['bootenv: Missing elilo or pxelinux template']],
    [
      'a kernel of one architecture only',
      'bootenvs',
      arch,
      [/^BootParams: .*BootParams:1/, 'bootenv: Missing elilo or pxelinux template'],
    ],
    [
      'templates without a path',
      'bootenvs',
      { ...kernel, Templates: [{ Name: 'pxelinux' }] },
      ['Template[0] needs a Path'],
    ],
    [
      'a path that does not parse',
      'stages',
      { Name: 'st', Templates: [{ Name: 'f', Path: '{{end}}' }] },
      [/^Template\[0] Path: .*f:1/],
    ],
    [
      'a path of its bootenv',
      'stages',
      { Name: 'st', BootEnv: 'served', Templates: [{ Name: 'f', Path: 'machines/{{.Machine.UUID}}/seed' }] },
      ['Template[0] has the path of a template of BootEnv served: machines/{{.Machine.UUID}}/seed'],
    ],
    [
      'scripts for one system and for all',
      'tasks',
      { Name: 'ta', Templates: [{ Name: 'a', Meta: { OS: 'linux' } }, { Name: 'b' }] },
      ['Templates with and without an OS in their Meta cannot be mixed in one task'],
    ],
    ['a schema that is none', 'params', { Name: 'pa', Schema: { type: 'nope' } }, [/^Schema of pa: /]],
    [
      'a default that does not fit',
      'params',
      { Name: 'pa', Schema: { type: 'integer', minimum: 1, exclusiveMinimum: true, default: 1 } },
      ['Default of pa: value must be > 1'],
    ],
    [
      'a user of another tenant',
      'tenants',
      { Name: 'second', Users: ['alice', 'bob', 'bob'] },
      ['User alice is in tenant first already', 'Users names one user twice'],
    ],
    [
      'one profile twice',
      'machines',
      { Name: 'm2', Profiles: ['aa', 'aa'] },
      ['Profiles names one profile twice'],
    ],
    [
      'tasks that cannot be',
      'machines',
      { Name: 'm2', Stage: 'none', BootEnv: 'local', Profiles: ['!'] },
      ['Invalid Profile `!`'],
    ],
    [
      'a wrong strategy',
      'reservations',
      { Addr: '10.0.0.5', Token: 'aa', Strategy: 'x' },
      ['Invalid Strategy `x`'],
    ],
  ])('is refused: %s', async (_, prefix, body, messages) => {
    await world.create('tenants', { Name: 'first', Users: ['alice'] })
    const { status, messages: told, type } = await refusal(world.create(prefix, body))
    expect([status, type]).toEqual([422, 'ValidationError'])
    expect(told).toEqual(messages.map((one) => (typeof one === 'string' ? one : expect.stringMatching(one))))
  })

  it('does not keep a machine from what needs more than a name', async () => {
    await world.create('tasks', { Name: 'ta', Templates: [{ Name: 'a', Meta: { OS: 'linux, any' } }] })
    await world.create('stages', { Name: 'st', Tasks: ['ta', 'action:ipmi:power on', 'chroot:/mnt'] })
    expect(await world.state('stages', 'st')).toBe('available')
  })
})

describe('an object that is needed', () => {
  beforeEach(async () => {
    await world.create('profiles', { Name: 'global' })
    await world.create('profiles', { Name: 'inner' })
    await world.create('profiles', { Name: 'outer', Profiles: ['inner'] })
    await world.create('templates', { ID: 'part.tmpl', Contents: '' })
    await world.create('templates', {
      ID: 'whole.tmpl',
      Contents: '{{template "part.tmpl" .}}{{ template `whole.tmpl` }}',
    })
    await world.create('tasks', { Name: 'ta', Templates: [{ Name: 'run', ID: 'part.tmpl' }] })
    await world.create('tasks', { Name: 'tb', Prerequisites: ['ta'] })
    await world.create('tasks', { Name: 'loose' })
    await world.create('bootenvs', { Name: 'be', OS: { Name: 'be' } })
    await world.create('stages', { Name: 'st', BootEnv: 'be', Tasks: ['tb', 'loose'], Profiles: ['outer'] })
    await world.create('workflows', { Name: 'wf', Stages: ['st'] })
    await world.create('pools', { Id: 'web', ReleaseActions: { Workflow: 'wf', AddProfiles: ['inner'] } })
    await world.create('machines', {
      Uuid: UUID,
      Name: 'm1',
      Workflow: 'wf',
      Pool: 'web',
      Profiles: ['outer'],
    })
    await world.patch('stages', 'st', { Tasks: ['tb'] })
    await world.create('roles', { Name: 'admin' })
    await world.create('users', { Name: 'carol', Roles: ['admin'] })
    await world.create('tenants', { Name: 'team', Users: ['carol'] })
    const range = { ActiveStart: '10.0.0.10', ActiveEnd: '10.0.0.20' }
    await world.create('subnets', { Name: 'rack', Subnet: '10.0.0.0/24', ...range })
    await world.create('reservations', { Addr: '10.0.0.5', Token: 'aa:bb', Scoped: true })
    await world.store.transact('system', async (transaction) => {
      transaction.put('prefs', 'defaultBootEnv', { Value: 'be' }, 'save')
      transaction.put('prefs', 'defaultStage', { Value: 'st' }, 'save')
      transaction.put('prefs', 'defaultWorkflow', { Value: 'wf' }, 'save')
    })
  })

  it.each<[Prefix, string, string[]]>([
    ['profiles', 'global', ['Profile global cannot be deleted']],
    ['profiles', 'inner', ['profiles:outer still uses inner', 'pools:web still uses inner']],
    ['profiles', 'outer', [`machines:${UUID} still uses outer`, 'stages:st still uses outer']],
    ['templates', 'part.tmpl', ['Template part.tmpl still required: tasks:ta templates:whole.tmpl']],
    ['tasks', 'ta', ['tasks:tb still uses ta', `machines:${UUID} still uses ta`]],
    ['tasks', 'loose', [`machines:${UUID} still uses loose`]],
    [
      'bootenvs',
      'be',
      [
        `machines:${UUID} still uses be`,
        'stages:st still uses be',
        'BootEnv be is the active defaultBootEnv, cannot remove it',
      ],
    ],
    [
      'stages',
      'st',
      [
        `machines:${UUID} still uses st`,
        'workflows:wf still uses st',
        'Stage st is the active defaultStage, cannot remove it',
      ],
    ],
    [
      'workflows',
      'wf',
      [
        `machines:${UUID} still uses wf`,
        'pools:web still uses wf',
        'Workflow wf is the active defaultWorkflow, cannot remove it',
      ],
    ],
    ['pools', 'web', [`machines:${UUID} still uses web`]],
    ['roles', 'admin', ['users:carol still uses admin']],
    ['users', 'carol', ['tenants:team still uses carol']],
    ['tenants', 'team', ['Constraining Users: [carol]']],
    ['subnets', 'rack', ['reservations:0A000005 still uses rack']],
  ])('cannot be deleted: %s %s', async (prefix, key, messages) => {
    const told = await refusal(world.remove(prefix, key))
    expect(told).toEqual({ status: 409, type: 'StillInUseError', messages })
  })

  it('can be deleted when nothing needs it any more', async () => {
    await world.remove('templates', 'whole.tmpl')
    await world.patch('tasks', 'ta', { Templates: [] })
    await world.remove('templates', 'part.tmpl')
    await world.patch('tenants', 'team', { Users: [] })
    await world.remove('tenants', 'team')
    await world.remove('users', 'carol')
    await world.remove('roles', 'admin')
    await world.remove('reservations', '0A000005')
    await world.remove('subnets', 'rack')
    expect(await world.state('subnets', 'rack')).toBeNull()
  })
})

describe('a machine', () => {
  it('is not put where it cannot be used', async () => {
    await world.create('stages', { Name: 'broken', Tasks: ['gone'] })
    await world.create('workflows', { Name: 'torn', Stages: ['broken'] })
    await world.create('bootenvs', {
      Name: 'dark',
      OS: { Name: 'dark' },
      Templates: [{ Name: 'x', Path: 'x', ID: 'gone.tmpl' }],
    })
    await world.create('machines', { Uuid: UUID, Name: 'm1', Stage: 'none', BootEnv: 'local' })
    const told = async (fields: JsonObject) => (await refusal(world.patch('machines', UUID, fields))).messages
    expect(await told({ Stage: 'broken' })).toEqual([
      'Stage broken is not available: Task gone does not exist',
    ])
    expect(await told({ Workflow: 'torn' })).toEqual([
      'Workflow torn is not available: Stage broken is not available: Task gone does not exist',
    ])
    expect(await told({ BootEnv: 'dark' })).toEqual([
      'Bootenv dark is not available: Template gone.tmpl does not exist',
    ])
    expect(await told({ BootEnv: 'nowhere' })).toEqual(['Bootenv nowhere does not exist'])
    expect(await world.state('machines', UUID)).toBe('available')
  })

  it('gets the tasks that its tasks need', async () => {
    await world.create('tasks', { Name: 'network' })
    await world.create('tasks', { Name: 'disks', Prerequisites: ['network'] })
    await world.create('tasks', { Name: 'image', Prerequisites: ['disks', 'network'] })
    await world.create('stages', { Name: 'first', Tasks: ['image', 'network', 'action:ipmi:on'] })
    await world.create('stages', { Name: 'second', Tasks: ['disks'] })
    await world.create('workflows', { Name: 'deploy', Stages: ['first', 'second'] })
    const made = await world.create('machines', { Uuid: UUID, Name: 'm1', Workflow: 'deploy' })
    expect(made['Tasks']).toEqual([
      'stage:first',
      'network',
      'disks',
      'image',
      'action:ipmi:on',
      'stage:second',
      'network',
      'disks',
    ])
    // What runs keeps the list it began with; the next start takes the new one.
    await world.patch('tasks', 'disks', { Prerequisites: [] })
    expect((await world.objects.session().get('machines', UUID))?.Tasks).toContain('network')
    await world.patch('machines', UUID, { Workflow: '' })
    const restarted = await world.patch('machines', UUID, { Workflow: 'deploy' })
    expect(restarted['Tasks']).toEqual([
      'stage:first',
      'disks',
      'network',
      'image',
      'action:ipmi:on',
      'stage:second',
      'disks',
    ])
    await world.patch('machines', UUID, { Workflow: '' })
    const staged = await world.patch('machines', UUID, { Stage: 'first' })
    expect(staged['Tasks']).toEqual(['disks', 'network', 'image', 'action:ipmi:on'])
  })
})
