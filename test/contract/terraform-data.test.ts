import { readdirSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Claims } from '@metalwright/sdk/claims'
import type { Machine } from '@metalwright/sdk/models'
import {
  buildProvider,
  clientEnvironment,
  findTerraform,
  type Site,
  startSimulatedSite,
  TerraformWorkspace,
  waitForFree,
} from '@metalwright/server/rehearsal'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Connection } from '../../provider-terraform/src/connection.ts'
import type { Provider } from '../../provider-terraform/src/framework/provider.ts'
import { drpProvider } from '../../provider-terraform/src/provider.ts'
import { openApi } from '../../provider-terraform/src/sdk/api.ts'
import { explainSdkError } from '../../provider-terraform/src/sdk/explain.ts'
import { ProtocolSession } from '../../provider-terraform/test/plugin/protocol-session.ts'

const examples = join(import.meta.dirname, '..', '..', 'provider-terraform', 'examples')
const required = 'terraform {\n  required_providers {\n    drp = { source = "metalwright/drp" }\n  }\n}\n'
const apply = ['apply', '-no-color', '-auto-approve']
const plan = ['plan', '-no-color', '-detailed-exitcode']
const name = 'rack7-01.example.net'
/** Terraform wraps its messages; the words stay in order. */
const words = (text: string) => text.replaceAll(/[\s│╷╵]+/g, ' ')

/** Everything that reads without being managed, through the real CLI or the protocol, against a real server. */
describe('what the provider offers besides resources', () => {
  let site: Site
  let folder: string
  let machine: Machine
  let provider: Provider<Connection>
  let session: ProtocolSession

  const open = async (...configurations: readonly string[]): Promise<TerraformWorkspace> => {
    const example = await mkdtemp(join(folder, 'module-'))
    await writeFile(join(example, 'main.tf'), [required, ...configurations].join('\n'))
    const cli = findTerraform() ?? 'terraform'
    return TerraformWorkspace.create({ cli, example, env: clientEnvironment(site), onLine: () => {} })
  }
  const example = (...place: readonly string[]) => readFile(join(examples, ...place), 'utf8')
  const outputsOf = async (workspace: TerraformWorkspace): Promise<Readonly<Record<string, unknown>>> => {
    const { output } = await workspace.run(['output', '-json'])
    const outputs: Record<string, { value: unknown }> = JSON.parse(output)
    return Object.fromEntries(Object.entries(outputs).map(([key, { value }]) => [key, value]))
  }
  const fails = async (workspace: TerraformWorkspace): Promise<string> =>
    words((await workspace.run(apply, [1])).output)

  beforeAll(async () => {
    await buildProvider(() => {})
    site = await startSimulatedSite({ machines: 2, log: () => {} })
    for (const one of site.machines) await one.powerOn()
    const [first] = await waitForFree(site.client, 2, 60_000)
    const { client } = site
    await client.profiles.create({ Name: 'web', Params: { 'web/port': 80 } })
    machine = await client.machines.edit(first?.Uuid ?? '', (draft) => {
      draft.Name = name
      draft.Profiles = ['web']
    })
    await client.params.create({ Name: 'cluster/token', Secure: true, Schema: { type: 'string' } })
    await client.machines.params.set(machine.Uuid, 'location/rack', 7)
    await client.machines.params.set(machine.Uuid, 'cluster/token', 'only-for-the-example')
    await client.profiles.create({ Name: 'cluster-secrets' })
    await client.profiles.params.set('cluster-secrets', 'cluster/token', 'only-for-the-example')
    const item = { Name: 'site', ContentType: 'ContentPackage', Source: 'https://repo.example.net/site.json' }
    await client.catalogItems.create({ Id: 'site-v1.10.0', ActualVersion: 'v1.10.0', ...item })
    await client.catalogItems.create({ Id: 'site-v1.9.0', ActualVersion: 'v1.9.0', ...item })
    await client.catalogItems.create({ Id: 'site-tip', ActualVersion: 'v2.0.0-dev.1', Tip: true, ...item })
    await client.isos.upload('debian-12.iso', 'an image')
    await client.files.upload('site/motd.txt', 'welcome')
    folder = await mkdtemp(join(tmpdir(), 'metalwright-data-'))

    provider = drpProvider({
      version: '0.0.0-test',
      env: clientEnvironment(site),
      pace: {
        sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
        newKey: () => `test-${Math.random().toString(36).slice(2)}`,
        beatMs: 1_000,
        deadAfterMs: 4_000,
      },
      connect: openApi,
      explain: async (error) => explainSdkError(error),
    })
    session = await ProtocolSession.open(provider)
  })
  afterAll(async () => {
    session?.close()
    await site?.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('reads machines, jobs, logs, files and the like, as the examples say', async () => {
    const names = [
      'drp_ansible_inventory',
      'drp_catalog',
      'drp_files',
      'drp_interfaces',
      'drp_inventory',
      'drp_isos',
      'drp_job_log',
      'drp_machines',
      'drp_rendered_template',
      'drp_ssh_access',
    ]
    const parts = names.map((one) => example('data-sources', one, 'data-source.tf'))
    const workspace = await open(...(await Promise.all(parts)))
    await workspace.run(apply)
    const shown = await outputsOf(workspace)
    expect(shown['newest_packs']).toEqual({ site: 'v1.10.0' })
    expect(shown['file_sums']).toMatchObject({ 'site/motd.txt': expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(shown['networks_of_the_server']).toEqual(expect.arrayContaining(['127.0.0.1/8']))
    expect(shown['rack7_01_disks']).toEqual([expect.stringContaining('Simulated disk')])
    expect(shown['debian_isos']).toEqual(['debian-12.iso'])
    expect(shown['newest_job']).toMatch(/^classify: finished$/)
    expect(shown['racks']).toMatchObject({ [name]: 7 })
    expect(shown['boot_script']).toContain(machine.Uuid)
    expect(shown['login']).toBe(`ssh -p 22 -l admin -- ${machine.Address}`)
    expect(shown['hosts']).toEqual(expect.arrayContaining([name]))
    const state = (await workspace.run(['state', 'pull'])).output
    expect(state).toContain('drp_profile_web')
    expect(state).toContain('#!/bin/sh')
    expect(state).not.toContain('only-for-the-example')
    expect(await workspace.run(plan, [0, 2])).toMatchObject({ status: 0 })
    await workspace.remove()
  })

  it('says what is wrong, where, and what to do', async () => {
    const cases: readonly (readonly [body: string, message: RegExp])[] = [
      ['data "drp_machine" "x" {}', /Exactly one way to name it is needed .* name, address, mac, filters/],
      [`data "drp_machine" "x" {\n  name = "${name}"\n  mac = "00:00:00:00:00:01"\n}`, /Exactly one way/],
      ['data "drp_machine" "x" { name = "nobody" }', /no such machine .* optional = true/],
      ['data "drp_machine" "x" { filters = ["Pool=default"] }', /More than one machine .* drp_machines/],
      ['data "drp_inventory" "x" { machine = "Name:nobody" }', /no such machine .* machine = "Name:nobody"/],
      ['data "drp_job_log" "x" {}', /Set either job or machine/],
      [
        'data "drp_job_log" "x" { job = "3e7031fe-3062-45f1-835c-92541bc9cb00" }',
        /There is no such job .* job = "3e70/,
      ],
      [
        `data "drp_rendered_template" "x" {\n  machine = "Name:${name}"\n  template = "other"\n}`,
        /The task has no such template .* has: classify/,
      ],
      [
        `data "drp_rendered_template" "x" {\n  machine = "Name:${name}"\n  path = "machines/{uuid}/none"\n}`,
        /no such rendered file/,
      ],
      ['data "drp_files" "x" { path = "nowhere" }', /no such folder .* path = "nowhere"/],
      [
        `data "drp_ssh_access" "x" {\n  machine = "Name:${name}"\n  address_param = "cloud/ip"\n}`,
        /no usable address in param cloud\/ip/,
      ],
      ['data "drp_ansible_inventory" "x" { group_by = ["colour"] }', /Allowed are: pool, profile/],
    ]
    for (const [body, message] of cases) {
      const workspace = await open(body)
      expect(await fails(workspace)).toMatch(message)
      await workspace.remove()
    }
    const calm = await open(
      'data "drp_machine" "x" {\n  name = "nobody"\n  optional = true\n}\noutput "found" { value = data.drp_machine.x.found }',
    )
    await calm.run(apply)
    expect(await outputsOf(calm)).toEqual({ found: false })
    await calm.remove()
  })

  it('has functions that do what their examples say', async () => {
    const names = readdirSync(join(examples, 'functions'))
    const parts = await Promise.all(names.map((one) => example('functions', one, 'function.tf')))
    const workspace = await open(...parts)
    await workspace.run(apply)
    expect(await outputsOf(workspace)).toEqual({
      annotations: { icon: 'server', cost: '7', 'feature-flags': 'raid,ipmi' },
      dhcp_options: [
        { code: 3, value: '192.168.100.1' },
        { code: 6, value: '192.168.100.2,192.168.100.3' },
        { code: 26, value: '9000' },
      ],
      filter_operator: 'in',
      filters: ['Arch=Eq(amd64)', 'Name=Re(^rack7-)', 'Pool=In(default,gpu)', 'inventory/RAM=Gte(64)'],
      lease_address: '192.168.100.100',
      lease_key: 'C0A86464',
      lease_time: 5400,
      machine_keys: ['Name:rack7-01.example.net', '3e7031fe-3062-45f1-835c-92541bc9cb00'],
      merged_params: { level: 2, ntp: { drift: true, servers: ['10.9.0.1'] } },
      pool_of_import_id: 'gpu',
    })
    const refused = await workspace.run([...plan, '-var', 'raid={ level = 3 }'], [1])
    expect(words(refused.output)).toContain('/level must be equal to one of the allowed values')
    await workspace.remove()
    const wrong = await open('output "x" { value = provider::drp::hex_address("1.2.3") }')
    expect(await fails(wrong)).toMatch(/Invalid value for "address" parameter: The value must be an IPv4/)
    await wrong.remove()
  })

  it('gives tokens, secrets and machines for the length of a run, and stores none of them', async () => {
    const names = ['drp_token', 'drp_machine_token', 'drp_secure_param', 'drp_claim']
    const parts = names.map((one) => example('ephemeral-resources', one, 'ephemeral-resource.tf'))
    const workspace = await open(...(await Promise.all(parts)))
    const { output } = await workspace.run(apply)
    expect(output).toContain('Resources: 2 added')
    expect(await outputsOf(workspace)).toMatchObject({ seen_by_itself: name })
    expect(await site.client.profiles.params.getOne('global', 'cluster/token', { decode: true })).toBe(
      'only-for-the-example',
    )
    const state = (await workspace.run(['state', 'pull'])).output
    expect(state).not.toContain('only-for-the-example')
    expect(state).not.toContain('test/nightly')
    for (const { PoolAllocated, Params } of (await site.client.machines.list()).items) {
      expect(PoolAllocated).toBe(false)
      expect(Object.keys(Params)).not.toEqual(expect.arrayContaining(['test/run']))
    }
    await workspace.run(['destroy', '-no-color', '-auto-approve'])
    await workspace.remove()
  })

  it('says what is wrong with what it cannot open', async () => {
    const signed = await open(await example('ephemeral-resources', 'drp_signed_url', 'ephemeral-resource.tf'))
    expect(await fails(signed)).toMatch(/The server signs no URLs .* url = .* has no \/system\/signurl/)
    const empty = await open('ephemeral "drp_claim" "x" { filters = ["Name=Eq(nobody)"] }')
    expect(await fails(empty)).toMatch(/The pool has no machine for this claim/)
    const unset = await open(
      'ephemeral "drp_secure_param" "x" {\n  prefix = "profiles"\n  key = "web"\n  name = "cluster/token"\n}',
    )
    expect(await fails(unset)).toMatch(/no such value of the param .* name = "cluster\/token"/)
    const stranger = await open('ephemeral "drp_token" "x" { user = "nobody" }')
    expect(await fails(stranger)).toMatch(/nobody/)
    for (const one of [signed, empty, unset, stranger]) await one.remove()
  })

  it('gives a machine back whose build does not succeed in time', async () => {
    const stuck = await open(
      'ephemeral "drp_claim" "x" {\n  allocate_workflow = "stuck"\n  timeout = "1s"\n  machine = "Name:rack7-01.example.net"\n}',
    )
    await site.client.tasks.create({ Name: 'never', Prerequisites: [] })
    await site.client.stages.create({ Name: 'stuck-stage', Tasks: ['never'], RequiredParams: ['not/set'] })
    await site.client.workflows.create({ Name: 'stuck', Stages: ['stuck-stage'] })
    expect(await fails(stuck)).toMatch(/is given back/)
    await expect
      .poll(async () => (await site.client.machines.get(machine.Uuid)).PoolAllocated, { timeout: 20_000 })
      .toBe(false)
    const back = await session.invoke('drp_run_workflow', { machine: machine.Uuid, workflow: 'discover' })
    expect(back.diagnostics).toEqual([])
    await stuck.remove()
  })

  it('holds a claim while it is open, and lets it go after an interruption too', async () => {
    const { client } = site
    const held = () => client.machines.get(machine.Uuid)
    await expect.poll(async () => (await held()).PoolStatus, { timeout: 20_000 }).toBe('Free')
    const config = { machine: machine.Uuid, expires_after: '10m', add_profiles: ['cluster-secrets'] }
    const opened = await session.openEphemeral('drp_claim', config)
    expect(opened).toMatchObject({ diagnostics: [], value: { uuid: machine.Uuid, name, status: 'InUse' } })
    expect(opened.renewAt?.getTime()).toBeGreaterThan(Date.now() + 4 * 60_000)
    const before = await held()
    expect(before).toMatchObject({ PoolAllocated: true, Profiles: ['web', 'cluster-secrets'] })
    await sleep(5)
    const again = await session.renewEphemeral('drp_claim', opened)
    expect(again?.getTime()).toBeGreaterThan(opened.renewAt?.getTime() ?? 0)
    const after = await held()
    expect(String(after.Params['claim/expires-at']) > String(before.Params['claim/expires-at'])).toBe(true)
    expect(await session.closeEphemeral('drp_claim', opened)).toEqual([])
    const freed = await held()
    expect(freed).toMatchObject({ PoolAllocated: false, Profiles: ['web'] })
    expect(Object.keys(freed.Params)).not.toEqual(expect.arrayContaining(['claim/expires-at']))

    const cut = await ProtocolSession.open(provider)
    const second = await cut.openEphemeral('drp_claim', { machine: machine.Uuid, wait_for_release: true })
    expect(second.diagnostics).toEqual([])
    await cut.interrupt()
    expect(await cut.closeEphemeral('drp_claim', second)).toEqual([])
    cut.close()
    expect(await held()).toMatchObject({ PoolAllocated: false })

    const waited = await session.openEphemeral('drp_claim', { machine: machine.Uuid, wait_for_release: true })
    expect(await session.closeEphemeral('drp_claim', waited)).toEqual([])
    expect(await held()).toMatchObject({ PoolAllocated: false, PoolStatus: 'Free' })
    const short = await session.openEphemeral('drp_claim', { machine: machine.Uuid, expires_after: '5s' })
    expect(short.diagnostics).toEqual([expect.stringContaining('60s at least')])
  })

  it('lists what can be imported', async () => {
    const { client } = site
    await client.pools.create({ Id: 'gpu' })
    const claim = await new Claims(client).allocate({ pool: 'default', claimKey: 'list-test', owner: 'test' })
    const machines = await session.list('drp_machine', {})
    expect(machines.diagnostics).toEqual([])
    expect(machines.found).toEqual([
      {
        identity: { endpoint_id: null, uuid: claim.machine.Uuid },
        displayName: `${claim.machine.Name} (default)`,
        object: null,
      },
    ])
    const [whole] = (await session.list('drp_machine', {}, { includeObject: true })).found
    expect(whole?.object).toMatchObject({
      id: claim.machine.Uuid,
      claim_id: 'list-test',
      pool: 'default',
      name: claim.machine.Name,
    })
    expect((await session.list('drp_machine', { pool: 'gpu' })).found).toEqual([])
    await new Claims(client).release(claim.machine.Uuid, 'list-test')

    const enrolled = await session.list(
      'drp_machine_enrolled',
      { filters: ['Name=Re(^rack7-)'] },
      { includeObject: true },
    )
    expect(enrolled.found).toMatchObject([
      {
        identity: { key: machine.Uuid },
        displayName: `${name} (default)`,
        object: { id: machine.Uuid, name },
      },
    ])
    const profiles = await session.list('drp_profile', {}, { includeObject: true })
    expect(profiles.found.map(({ displayName }) => displayName)).toEqual(['cluster-secrets', 'global', 'web'])
    expect(profiles.found[2]?.object).toMatchObject({ name: 'web', read_only: false })
    expect(JSON.stringify(profiles)).not.toContain('only-for-the-example')
    expect((await session.list('drp_profile', {}, { limit: 1 })).found).toHaveLength(1)
    const subnets = await session.list('drp_subnet', { filters: ['Enabled=true'] })
    expect(subnets.found).toHaveLength(1)
    const refused = await session.list('drp_subnet', { filters: ['Colour=red'] })
    expect(refused.diagnostics).toEqual([expect.stringContaining('Filter not found: Colour')])
  })

  it('runs workflows, and gives claimed machines back, as actions', async () => {
    const { client } = site
    const workflow = await session.invoke('drp_run_workflow', {
      machine: `Name:${name}`,
      workflow: 'discover',
    })
    expect(workflow.diagnostics).toEqual([])
    expect(workflow.progress.at(-1)).toBe(`${name}: workflow discover is done`)
    const unknown = await session.invoke('drp_run_workflow', { machine: `Name:${name}`, workflow: 'none' })
    expect(unknown.diagnostics).toEqual([expect.stringContaining('There is no such workflow')])

    await expect
      .poll(async () => (await client.machines.get(machine.Uuid)).PoolStatus, { timeout: 20_000 })
      .toBe('Free')
    const claims = new Claims(client)
    const wanted = { pool: 'default', claimKey: 'left-behind', owner: 'test', machine: machine.Uuid }
    await claims.allocate(wanted)
    const other = await session.invoke('drp_release', { machine: machine.Uuid, claim_id: 'another' })
    expect(other.diagnostics).toEqual([expect.stringContaining('Another claim holds the machine')])
    expect((await client.machines.get(machine.Uuid)).PoolAllocated).toBe(true)
    const released = await session.invoke('drp_release', { machine: machine.Uuid, claim_id: 'left-behind' })
    expect(released.diagnostics).toEqual([])
    expect(await client.machines.get(machine.Uuid)).toMatchObject({
      PoolAllocated: false,
      PoolStatus: 'Free',
    })
    const again = await session.invoke('drp_release', { machine: machine.Uuid })
    expect(again).toEqual({ progress: [`${name}: nobody holds it, it is Free`], diagnostics: [] })
  })

  it('refuses actions that nobody offers', async () => {
    const power = await session.invoke('drp_power', { machine: `Name:${name}`, state: 'cycle' })
    expect(power.diagnostics).toEqual([expect.stringMatching(/No plugin .* offers powercycle on rack7-01/)])
    const action = await session.invoke('drp_machine_action', { machine: machine.Uuid, command: 'identify' })
    expect(action.diagnostics).toEqual([expect.stringContaining('identify')])
    const nobody = await session.invoke('drp_power', { machine: 'Name:nobody', state: 'on' })
    expect(nobody.diagnostics).toEqual([expect.stringContaining('There is no such machine')])
  })
})
