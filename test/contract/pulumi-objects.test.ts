import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { objectKinds } from '@metalwright/sdk/kinds'
import { clientEnvironment, type Site, startSimulatedSite } from '@metalwright/server/rehearsal'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { presentPulumi } from '../tools/build-pulumi.ts'
import { buildPulumiProvider, PULUMI_DIST } from './pulumi/pulumi-build.ts'
import { PulumiWorkspace, type PulumiWorkspaceOptions } from './pulumi/pulumi-workspace.ts'

const everyKind = join(import.meta.dirname, 'pulumi', 'every-kind')
const siteExample = join(import.meta.dirname, '..', '..', 'examples', 'pulumi', 'site')
const ROOM = join(import.meta.dirname, '..', '..', 'provider-pulumi')
/** The kinds and `AnyObject`. */
const COUNT = objectKinds.length + 1

const secrets = { password: 'planted-password' }
const words = (text: string) => text.replaceAll(/\s+/g, ' ')

/** Every kind of object of the catalogue, through the real CLI and the plugin, against a real server. */
describe.skipIf(presentPulumi() === undefined)('pulumi on the objects of the catalogue', () => {
  let site: Site
  let workspace: PulumiWorkspace
  const others: PulumiWorkspace[] = []
  const open = (
    program: PulumiWorkspaceOptions['program'],
    more: Omit<PulumiWorkspaceOptions, 'program' | 'env'> = {},
  ) => PulumiWorkspace.create({ program, env: clientEnvironment(site), ...more })
  const openOther = async (...args: Parameters<typeof open>) => {
    const other = await open(...args)
    others.push(other)
    return other
  }

  beforeAll(async () => {
    buildPulumiProvider()
    site = await startSimulatedSite({ machines: 0, log: () => {} })
    workspace = await open({ folder: everyKind }, { secrets })
  })
  afterEach(async () => {
    for (const other of others.splice(0)) await other.remove()
  })
  afterAll(async () => {
    await workspace?.remove()
    await site?.close()
  })

  it('creates one of every kind, and sees no changes then', async () => {
    const { output } = await workspace.up()
    expect(words(output)).toContain(`+ ${COUNT + 1} created`)
    const names = (await workspace.resources()).map(({ urn }) => urn.slice(urn.lastIndexOf(':') + 1))
    expect(names.sort()).toEqual([...objectKinds.map(({ name }) => name), 'any'].sort())
    expect(await workspace.isSettled()).toBe(true)
    await workspace.run(['refresh', '--yes', '--skip-preview', '--expect-no-changes'])
  })

  it('has stored what was given, as given, and functions read it', async () => {
    const { client } = site
    expect(await client.profiles.get('cluster')).toMatchObject({
      Params: { 'cluster/size': 3, 'cluster/zones': ['a', 'b'], 'cluster/proxy': { direct: true } },
      Meta: { icon: 'server' },
    })
    expect((await client.subnets.get('lab')).Options.map(({ Code }) => Code).sort()).toEqual([1, 28, 3])
    expect(await client.pools.get('workers')).toMatchObject({
      AllocateActions: {
        Workflow: 'lab-ready',
        AddProfiles: ['cluster'],
        AddParameters: { 'app/ports': [80, 443] },
      },
    })
    const { output } = await workspace.run(['stack', 'output', '--json', '--show-secrets'])
    const outputs = JSON.parse(output.slice(output.indexOf('{')))
    expect(outputs).toMatchObject({
      key: 'by-hand',
      zones: { 'cluster/zones': ['a', 'b'] },
      ports: { workflow: 'lab-ready', addProfiles: ['cluster'], addParameters: { 'app/ports': [80, 443] } },
      rack: { 'location/rack': 7 },
      pools: ['workers'],
      total: 0,
      version: expect.stringMatching(/\d+\.\d+/),
      token: { 'cluster/token': 'planted-password', 'cluster/size': 3 },
    })
    expect(outputs.idle).toHaveLength(1)
  })

  it('keeps secrets out of the state and seals them on the server', async () => {
    expect(await workspace.exported()).not.toContain('planted-password')
    const sealed = await site.client.profiles.params.getOne('cluster', 'cluster/token')
    expect(JSON.stringify(sealed)).not.toContain('planted-password')
    const plain = await site.client.profiles.params.getOne('cluster', 'cluster/token', { decode: true })
    expect(plain).toBe('planted-password')
    expect(await site.client.users.token('alice')).toHaveProperty('Token')
  })

  it('shows drift of every kind, and takes it back in place', async () => {
    const resources = await workspace.resources()
    for (const { name, model } of objectKinds) {
      const { id = '' } = resources.find(({ urn }) => urn.endsWith(`:${name}`)) ?? {}
      await site.client.collection(model.prefix).edit(id, (draft) => {
        draft.Description = 'changed by somebody else'
      })
    }
    const refreshed = await workspace.run(['refresh', '--yes', '--skip-preview'])
    expect(words(refreshed.output)).toContain(`~ ${objectKinds.length} updated`)
    expect(words((await workspace.up()).output)).toContain(`~ ${objectKinds.length} updated`)
    expect(await workspace.isSettled()).toBe(true)
    expect(await site.client.profiles.get('cluster')).toMatchObject({ Description: 'first' })
  })

  it('leaves what others have added alone', async () => {
    await site.client.profiles.params.set('cluster', 'others/param', 'theirs')
    await workspace.run(['config', 'set', 'size', '5'])
    await workspace.run(['refresh', '--yes', '--skip-preview'])
    expect(words((await workspace.up()).output)).toContain('~ 1 updated')
    expect((await site.client.profiles.get('cluster')).Params).toMatchObject({
      'cluster/size': 5,
      'others/param': 'theirs',
    })
    await site.client.profiles.params.delete('cluster', 'others/param')
  })

  it('changes every kind in place', async () => {
    await workspace.run(['config', 'set', 'description', 'second'])
    expect(words((await workspace.up()).output)).toContain(`~ ${COUNT} updated`)
    for (const key of ['cluster', 'by-hand']) {
      expect(await site.client.profiles.get(key)).toMatchObject({ Description: 'second' })
    }
    expect(await workspace.isSettled()).toBe(true)
  })

  it('imports every kind by its key, with no changes to be made', async () => {
    const resources = await workspace.resources()
    const other = await openOther(
      { folder: everyKind },
      { config: { description: 'second', size: '5' }, secrets },
    )
    const file = join(other.folder, 'import.json')
    const wanted = resources.map(({ type, urn, id }) => ({
      type,
      name: urn.slice(urn.lastIndexOf(':') + 1),
      id,
    }))
    await writeFile(file, JSON.stringify({ resources: wanted }))
    const flags = ['--yes', '--skip-preview', '--generate-code=false', '--protect=false']
    const imported = await other.run(['import', '--file', file, ...flags])
    expect(words(imported.output)).toContain(`= ${COUNT} imported`)
    const preview = await other.run(['preview', '--json'])
    const { steps }: { steps: { op: string; urn: string }[] } = JSON.parse(
      preview.output.slice(preview.output.indexOf('{')),
    )
    const changed = steps.filter(({ op, urn }) => op !== 'same' && !urn.includes('pulumi:pulumi:Stack'))
    // Nobody can read a secret back, nor which fields of any object are looked after.
    expect(changed.map(({ op, urn }) => [op, urn.slice(urn.lastIndexOf(':') + 1)]).sort()).toEqual([
      ['update', 'any'],
      ['update', 'profile'],
      ['update', 'user'],
    ])
    for (const { urn } of [...(await other.resources())].reverse()) {
      await other.run(['state', 'delete', urn, '--yes', '--force', '--target-dependents'], [0, 1, 255])
    }
  })

  it('replaces what gets another key', async () => {
    await workspace.run(['config', 'set', 'suffix', 'x'])
    // All but the machine, whose key the server gives.
    expect(words((await workspace.up()).output)).toContain(`+-${COUNT - 1} replaced`)
    expect(await site.client.profiles.exists('cluster')).toBe(false)
    expect(await site.client.profiles.exists('clusterx')).toBe(true)
    expect(await workspace.isSettled()).toBe(true)
  })

  it('makes names where none are given, and refuses what belongs to a content pack', async () => {
    const text = `export const made = new drp.Profile('made', { params: { a: 1 } }).name\n`
    const other = await openOther({ text })
    await other.up()
    const [resource] = await other.resources()
    expect(resource?.id).toMatch(/^made-[0-9a-f]{7}$/)
    expect(await site.client.profiles.get(resource?.id ?? '')).toMatchObject({ Params: { a: 1 } })

    const pack = await openOther({ text: "new drp.Stage('none', { name: 'none', adoptExisting: true })\n" })
    const { status, output } = await pack.up([1, 255])
    expect([status === 0, words(output)]).toEqual([
      false,
      expect.stringMatching(/read-only|content pack|built in/i),
    ])
    const twice = await openOther({ text: "new drp.Profile('twice', { name: 'global' })\n" })
    expect(words((await twice.up([1, 255])).output)).toMatch(/exists|import/i)
  })

  it('destroys everything', async () => {
    await workspace.run(['destroy', '--yes', '--skip-preview'])
    expect(await workspace.resources()).toEqual([])
    expect(await site.client.profiles.exists('clusterx')).toBe(false)
    expect(await site.client.subnets.exists('labx')).toBe(false)
  })

  it('sets a site up, as the example says', async () => {
    const own = await openOther({ folder: siteExample }, { secrets: { bmcPassword: 'planted-bmc' } })
    await site.client.params.ensure({ Name: 'site/bmc-password', Secure: true, Schema: { type: 'string' } })
    expect(words((await own.up()).output)).toContain('+ 8 created')
    expect(await site.client.subnets.get('rack-a')).toMatchObject({ ActiveStart: '192.168.81.100' })
    expect(await own.exported()).not.toContain('planted-bmc')
    expect(await own.isSettled()).toBe(true)
    await own.run(['destroy', '--yes', '--skip-preview'])
    await site.client.params.delete('site/bmc-password')
  })

  it('serves the schema that is committed, and the CLI finds nothing wrong with it', async () => {
    const plugin = join(PULUMI_DIST, 'pulumi-resource-drp')
    const { output } = await workspace.run(['package', 'get-schema', plugin])
    const served = JSON.parse(output.slice(output.indexOf('{')))
    const committed = await readFile(join(ROOM, 'schema.json'), 'utf8')
    expect(served).toMatchObject({ name: 'drp', resources: expect.anything() })
    expect(Object.keys(served.resources).sort()).toEqual(Object.keys(JSON.parse(committed).resources).sort())
    const checked = await workspace.run(['schema', 'check', join(ROOM, 'schema.json')])
    expect(checked.output).not.toMatch(/error|warning/i)
  })

  it('can be installed from the archive of a release, and is found then without being on PATH', async () => {
    const version = JSON.parse(await readFile(join(ROOM, 'package.json'), 'utf8')).version
    const archive = join(PULUMI_DIST, 'release', `pulumi-resource-drp-v${version}-linux-amd64.tar.gz`)
    const other = await openOther(
      { text: "new drp.Profile('installed', { name: 'installed' })\n" },
      { withoutPlugin: true },
    )
    await other.run(['plugin', 'install', 'resource', 'drp', `v${version}`, '--file', archive])
    await other.up()
    expect(await site.client.profiles.exists('installed')).toBe(true)
  })
})
