import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { membersOf, objectKinds } from '@metalwright/sdk/kinds'
import {
  buildProvider,
  clientEnvironment,
  findTerraform,
  type Site,
  startSimulatedSite,
  TerraformWorkspace,
} from '@metalwright/server/rehearsal'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { APPLY, changedBy, EXAMPLES, edit, Module, PLAN, REQUIRED, words } from './terraform-modules.ts'

const examples = join(EXAMPLES, 'resources')
/** Every kind that is a resource, with its full name. */
const kinds = objectKinds.map((kind) => ({ ...kind, typeName: `drp_${kind.name}` }))

/** Data sources about what an agent has done: terraform-data.test.ts runs their examples. */
const NEED_AN_AGENT = ['drp_job_log', 'drp_rendered_template', 'drp_ssh_access']

/**
 * Every kind of object of the catalogue, through the real CLI and the executable, against a real server. The
 * configurations are the examples of the documentation.
 */
describe('terraform on the objects of the catalogue', () => {
  let site: Site
  let folder: string
  let workspace: TerraformWorkspace
  const file = (typeName: string) => join(workspace.folder, `${typeName}.tf`)
  const open = (configuration: string, files?: Readonly<Record<string, string>>) =>
    Module.open(site, configuration, files)
  /** How many resources of the state have a type, by type. */
  const inState = async () => {
    const { output } = await workspace.run(['state', 'list', '-no-color'])
    return output.split('\n').filter((line) => line.startsWith('drp_'))
  }

  beforeAll(async () => {
    await buildProvider(() => {})
    site = await startSimulatedSite({ machines: 0, log: () => {} })
    folder = await mkdtemp(join(tmpdir(), 'metalwright-objects-'))
    await mkdir(join(folder, 'all'))
    for (const { typeName } of kinds) {
      await cp(join(examples, typeName, 'resource.tf'), join(folder, 'all', `${typeName}.tf`))
    }
    await writeFile(join(folder, 'all', 'versions.tf'), REQUIRED)
    workspace = await TerraformWorkspace.create({
      cli: findTerraform() ?? 'terraform',
      example: join(folder, 'all'),
      env: clientEnvironment(site),
      onLine: () => {},
    })
  })
  afterAll(async () => {
    await workspace?.remove()
    await site?.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('creates one of every kind, and sees no changes then', async () => {
    const { output } = await workspace.run(APPLY)
    const listed = await inState()
    expect(output).toContain(`Resources: ${listed.length} added, 0 changed, 0 destroyed`)
    for (const { typeName } of kinds) {
      expect(listed.filter((address) => address.startsWith(`${typeName}.`))).not.toEqual([])
    }
    expect(await workspace.run(PLAN, [0, 2])).toMatchObject({ status: 0 })
  })

  it('has stored what was given, as given', async () => {
    const { client } = site
    expect(await client.profiles.get('cluster')).toMatchObject({
      Params: {
        'cluster/size': 3,
        'cluster/zones': ['a', 'b'],
        'cluster/proxy': { url: 'http://proxy.example.net:3128', direct: true },
      },
      Meta: { icon: 'server' },
    })
    expect(await client.pools.get('workers')).toMatchObject({
      AllocateActions: { AddParameters: { 'app/role': 'worker', 'app/ports': [80, 443] } },
      AutoFill: { UseAutoFill: true, MinFree: 2, MaxFree: 10, AcquirePool: '' },
    })
    expect((await client.subnets.get('lab')).Options.map(({ Code }) => Code).sort()).toEqual([1, 15, 28, 3])
    expect((await client.tasks.get('inventory-disks')).Templates[0]).toMatchObject({ Meta: { OS: 'linux' } })
  })

  it('keeps secrets out of the state and seals them on the server', async () => {
    const state = await workspace.run(['state', 'pull'])
    expect(state.output).not.toContain('only-for-the-example')
    const sealed = await site.client.profiles.params.getOne('cluster-secrets', 'cluster/token')
    expect(JSON.stringify(sealed)).not.toContain('only-for-the-example')
    const options = { decode: true }
    expect(await site.client.profiles.params.getOne('cluster-secrets', 'cluster/token', options)).toBe(
      'only-for-the-example',
    )
    expect(await site.client.users.token('alice')).toHaveProperty('Token')
  })

  it('reads objects of every kind, as the examples of the data sources say', async () => {
    const names = await readdir(join(EXAMPLES, 'data-sources'))
    const parts = await Promise.all(
      names
        .filter((name) => !NEED_AN_AGENT.includes(name))
        .map((name) => readFile(join(EXAMPLES, 'data-sources', name, 'data-source.tf'), 'utf8')),
    )
    const own = await open(parts.join('\n'))
    await own.workspace.run(APPLY)
    const { output } = await own.workspace.run(['output', '-json'])
    const outputs: Record<string, { value: unknown }> = JSON.parse(output)
    const shown = (name: string) => outputs[name]?.value
    expect(shown('rack')).toBe(7)
    expect(shown('first_rack')).toBe(7)
    expect(shown('idle')).toEqual({ 'rack7-01.example.net': ['52:54:00:07:00:01'] })
    expect(shown('free_machines')).toBe(1)
    expect(shown('profile_cluster')).toMatchObject({ 'cluster/size': 3, 'cluster/zones': ['a', 'b'] })
    expect(shown('profiles')).toMatchObject({ cluster: { 'cluster/size': 3 }, 'cluster-secrets': {} })
    expect(shown('pool_workers')).toEqual({ 'app/role': 'worker', 'app/ports': [80, 443] })
    expect(shown('subnets')).toEqual(['10.77.0.0/24'])
    expect(shown('role_operator')).toHaveLength(2)
    expect(shown('failed_task')).toBe('none')
    expect(shown('default_workflow')).toBe('discover')
    expect(shown('stage_boot_environments')).toEqual({ prepare: '', 'lab-ready': '' })
    expect(Object.keys(Object(shown('packs')))).toContain('metalwright')
    expect((await own.workspace.run(['state', 'pull'])).output).not.toContain('only-for-the-example')
    expect(await own.workspace.run(PLAN, [0, 2])).toMatchObject({ status: 0 })
    await own.workspace.remove()
  })

  it('shows drift of every kind, and takes it back in place', async () => {
    for (const { model } of kinds) {
      const collection = site.client.collection(model.prefix)
      const key = await exampleKey(model.prefix)
      await collection.edit(key, (draft) => {
        draft.Description = 'changed by somebody else'
      })
    }
    const planned = await workspace.run(PLAN, [0, 2])
    expect(words(planned.output)).toContain(`Plan: 0 to add, ${kinds.length} to change, 0 to destroy`)
    await workspace.run(APPLY)
    expect(await workspace.run(PLAN, [0, 2])).toMatchObject({ status: 0 })
  })

  it('leaves what others have added alone', async () => {
    await site.client.profiles.params.set('cluster', 'others/param', 'theirs')
    await site.client.profiles.edit('cluster', (draft) => {
      draft.Meta['color'] = 'red'
    })
    expect(await workspace.run(PLAN, [0, 2])).toMatchObject({ status: 0 })
    await edit(file('drp_profile'), '"cluster/size"  = 3', '"cluster/size"  = 5')
    await workspace.run(APPLY)
    expect(await site.client.profiles.get('cluster')).toMatchObject({
      Params: { 'cluster/size': 5, 'others/param': 'theirs' },
      Meta: { color: 'red', icon: 'server' },
    })
    await site.client.profiles.params.delete('cluster', 'others/param')
    await site.client.profiles.edit('cluster', (draft) => {
      delete draft.Meta['color']
    })
  })

  it('changes every kind in place, and back to the default when an argument goes', async () => {
    for (const { typeName } of kinds) {
      await edit(file(typeName), /^(\s*description\s*= )".*"$/gm, '$1"changed"')
    }
    const { length } = await inState()
    const changed = await workspace.run(APPLY)
    expect(changed.output).toContain(`Resources: 0 added, ${length} changed, 0 destroyed`)
    expect(await workspace.run(PLAN, [0, 2])).toMatchObject({ status: 0 })

    for (const { typeName } of kinds) await edit(file(typeName), /^\s*description\s*= ".*"\n/gm, '')
    await workspace.run(APPLY)
    for (const { model } of kinds) {
      const object = await site.client.collection(model.prefix).get(await exampleKey(model.prefix))
      expect([model.prefix, object.Description]).toEqual([model.prefix, ''])
    }
    expect(await workspace.run(PLAN, [0, 2])).toMatchObject({ status: 0 })
  })

  it('imports every kind as its page says, with no changes to be made', async () => {
    for (const { typeName } of kinds) {
      const script = await readFile(join(examples, typeName, 'import.sh'), 'utf8')
      const [, address = '', id = ''] = /^terraform import (\S+) '(.+)'$/m.exec(script) ?? []
      await workspace.run(['state', 'rm', '-no-color', address])
      await workspace.run(['import', '-no-color', address, id])
    }
    const planned = await workspace.run(PLAN, [0, 2])
    // Nobody can read back which version of the password was sent last.
    expect(changedBy(planned.output)).toEqual(['drp_user.alice'])
    await workspace.run(APPLY)
    expect(await workspace.run(PLAN, [0, 2])).toMatchObject({ status: 0 })
  })

  it('replaces what gets another key', async () => {
    let count = 0
    for (const kind of kinds.filter(({ serverKey }) => !serverKey)) {
      const key = membersOf(kind).find(({ mode }) => mode === 'key')?.attribute
      const pattern = new RegExp(`^(resource "${kind.typeName}" (?:.*\\n)*?  ${key} +)= "(.*)"$`, 'gm')
      const other = kind.model.keyForm === 'text' ? '= "$2-two"' : '= "192.168.77.21"'
      count += [...(await readFile(file(kind.typeName), 'utf8')).matchAll(pattern)].length
      await edit(file(kind.typeName), pattern, `$1${other}`)
    }
    await edit(file('drp_subnet'), /192\.168\.79/g, '192.168.80')
    await edit(file('drp_reservation'), '00:20', '00:21')
    const replaced = await workspace.run(APPLY)
    expect(words(replaced.output)).toContain(`Resources: ${count} added, 0 changed, ${count} destroyed`)
    expect(await workspace.run(PLAN, [0, 2])).toMatchObject({ status: 0 })
  })

  it('plans anew what is gone', async () => {
    await site.client.workflows.delete('lab-ready-two')
    const planned = await workspace.run(PLAN, [0, 2])
    expect(words(planned.output)).toContain('Plan: 1 to add, 0 to change, 0 to destroy')
  })

  it('destroys everything', async () => {
    await workspace.run(['destroy', '-no-color', '-auto-approve'])
    expect(await inState()).toEqual([])
    expect(await site.client.profiles.exists('cluster-two')).toBe(false)
    expect(await site.client.subnets.exists('lab-two')).toBe(false)
  })

  it('sets single params and preferences, and puts back what was there', async () => {
    const kinds = ['drp_machine_param', 'drp_profile_param', 'drp_preference']
    const parts = kinds.map((kind) => readFile(join(examples, kind, 'resource.tf'), 'utf8'))
    const own = await open((await Promise.all(parts)).join('\n'))
    const before = await site.client.prefs.get()
    await own.workspace.run(APPLY)
    expect(await own.workspace.run(PLAN, [0, 2])).toMatchObject({ status: 0 })
    const machine = await site.client.machines.get('Name:rack8-01.example.net')
    expect(machine.Params).toEqual({ 'location/unit': { from: 12, to: 14 } })
    expect(await site.client.prefs.get()).toMatchObject({ knownTokenTimeout: '7200' })
    const secret = await site.client.profiles.params.get('global', { decode: true })
    expect(secret['example/bmc-password']).toBe('only-for-the-example')
    expect((await own.workspace.run(['state', 'pull'])).output).not.toContain('only-for-the-example')

    await site.client.profiles.params.set('global', 'ntp-servers', ['elsewhere'])
    expect(words((await own.workspace.run(PLAN, [0, 2])).output)).toContain('Plan: 0 to add, 1 to change')
    await own.workspace.run(APPLY)
    for (const [address, id] of [
      ['drp_machine_param.rack8_01_unit', `${machine.Uuid}/location/unit`],
      ['drp_profile_param.ntp', 'global/ntp-servers'],
      ['drp_preference.known_token_timeout', 'knownTokenTimeout'],
    ] as const) {
      await own.workspace.run(['state', 'rm', '-no-color', address])
      await own.workspace.run(['import', '-no-color', address, id])
    }
    expect(await own.workspace.run(PLAN, [0, 2])).toMatchObject({ status: 0 })
    await site.client.prefs.set({ knownTokenTimeout: before['knownTokenTimeout'] ?? '' })
    await own.workspace.run(['state', 'rm', '-no-color', 'drp_preference.known_token_timeout'])
    await own.workspace.run(APPLY)
    await own.workspace.run(['destroy', '-no-color', '-auto-approve'])
    expect(await site.client.prefs.get()).toEqual(before)
    const left = await site.client.profiles.params.get('global')
    expect(Object.keys(left)).not.toEqual(expect.arrayContaining(['ntp-servers']))
    await own.workspace.remove()
  })

  it('sets up the site of the example', async () => {
    const own = await TerraformWorkspace.create({
      cli: findTerraform() ?? 'terraform',
      example: join(import.meta.dirname, '..', '..', 'examples', 'terraform', 'site'),
      env: clientEnvironment(site),
      onLine: () => {},
    })
    const { output } = await own.run(APPLY)
    expect(output).not.toContain('Warning')
    expect(await own.run(PLAN, [0, 2])).toMatchObject({ status: 0 })
    expect(await site.client.pools.get('rack-a')).toMatchObject({
      Available: true,
      AllocateActions: { Workflow: 'rack-a-label', AddProfiles: ['rack-a'] },
    })
    await own.run(['destroy', '-no-color', '-auto-approve'])
    await own.remove()
  })

  describe('says what is wrong with', () => {
    const refused = async (configuration: string): Promise<string> => {
      const own = await open(configuration)
      try {
        const { status, output } = await own.workspace.run(APPLY, [0, 1])
        expect(status).toBe(1)
        return words(output)
      } finally {
        await own.workspace.remove()
      }
    }

    it('a key that is taken, and how to import it', async () => {
      await site.client.profiles.create({ Name: 'taken', Params: { theirs: 1 } })
      const text = await refused('resource "drp_profile" "x" {\n  name = "taken"\n}\n')
      expect(text).toContain('exists already')
      expect(text).toContain("terraform import drp_profile.NAME 'taken'")
    })

    it('an object of a content pack, by the name of the pack', async () => {
      const [stage] = (await site.client.stages.list({ filters: { ReadOnly: true } })).items
      const text = await refused(
        `resource "drp_stage" "x" {\n  name = "${stage?.Name}"\n  adopt_existing = true\n}\n`,
      )
      expect(text).toContain(`comes from content pack "${stage?.Bundle}"`)
    })

    it('a secret among the params that are stored', async () => {
      await site.client.params.create({ Name: 'hidden/word', Secure: true })
      const text = await refused(
        'resource "drp_profile" "x" {\n  name = "leaky"\n  params = { "hidden/word" = "x" }\n}\n',
      )
      expect(text).toContain('hidden/word')
      expect(text).toContain('secret_params_wo')
      expect(await site.client.profiles.exists('leaky')).toBe(false)
    })

    it('a value that the server refuses', async () => {
      const text = await refused('resource "drp_user" "x" {\n  name = "bob"\n  roles = ["nobody"]\n}\n')
      expect(text).toContain('Role nobody does not exist')
    })

    it('a look for what is not there, or for too much', async () => {
      expect(await refused('data "drp_machine" "x" {\n  name = "nobody"\n}\n')).toContain(
        'There is no such machine',
      )
      expect(await refused('data "drp_stage" "x" {\n  filters = ["Reboot=false"]\n}\n')).toContain(
        'More than one stage',
      )
      expect(await refused('data "drp_stage" "x" {}\n')).toContain('Exactly one way')
    })

    it('an object that cannot be used, where that is asked for', async () => {
      const text = await refused(
        'resource "drp_workflow" "x" {\n  name = "lame"\n  stages = ["nowhere"]\n  require_available = true\n}\n',
      )
      expect(text).toContain('nowhere')
    })
  })

  it('refuses to change an imported object of a content pack in the plan', async () => {
    const [stage] = (await site.client.stages.list({ filters: { ReadOnly: true } })).items
    const own = await open(`resource "drp_stage" "x" {\n  name = "${stage?.Name}"\n  reboot = true\n}\n`)
    await own.workspace.run(['import', '-no-color', 'drp_stage.x', stage?.Name ?? ''])
    const planned = await own.workspace.run(PLAN, [0, 1, 2])
    expect([planned.status, words(planned.output)]).toEqual([
      1,
      expect.stringContaining(`comes from content pack "${stage?.Bundle}"`),
    ])
    await own.workspace.remove()
  })

  it('takes over what is there already when told to', async () => {
    const own = await open(
      'resource "drp_profile" "x" {\n  name = "taken"\n  adopt_existing = true\n  params = { ours = 2 }\n}\n',
    )
    await own.workspace.run(APPLY)
    expect(await site.client.profiles.get('taken')).toMatchObject({ Params: { theirs: 1, ours: 2 } })
    expect(await own.workspace.run(PLAN, [0, 2])).toMatchObject({ status: 0 })
    await own.workspace.run(['destroy', '-no-color', '-auto-approve'])
    await own.workspace.remove()
  })

  /** Key of the example of a kind, as its page imports it. */
  async function exampleKey(prefix: string): Promise<string> {
    const kind = kinds.find(({ model }) => model.prefix === prefix)
    const script = await readFile(join(examples, kind?.typeName ?? '', 'import.sh'), 'utf8')
    const id = /'(.+)'$/m.exec(script)?.[1] ?? ''
    return kind?.model.keyForm === 'text' ? id : `Addr:${id}`
  }
})
