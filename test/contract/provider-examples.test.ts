import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

const examples = join(import.meta.dirname, '..', '..', 'provider-terraform', 'examples')

/** The examples that stand in the provider's documentation, run as they are. */
describe('the examples of the provider documentation', () => {
  let site: Site
  let folder: string
  let workspace: TerraformWorkspace
  beforeAll(async () => {
    await buildProvider(() => {})
    site = await startSimulatedSite({ machines: 1, log: () => {} })
    for (const machine of site.machines) await machine.powerOn()
    const [machine] = await waitForFree(site.client, 1, 30_000)
    await site.client.pools.create({ Id: 'rack1' })
    await site.client.pools.add('rack1', { 'pool/machine-list': [machine?.Uuid ?? ''] })
    await site.client.profiles.create({ Name: 'web' })

    folder = await mkdtemp(join(tmpdir(), 'metalwright-examples-'))
    await mkdir(join(folder, 'home', '.ssh'), { recursive: true })
    await writeFile(join(folder, 'home', '.ssh', 'id_ed25519.pub'), 'ssh-ed25519 AAAA test\n')
    await mkdir(join(folder, 'module'))
    await cp(join(examples, 'resources', 'drp_machine', 'resource.tf'), join(folder, 'module', 'resource.tf'))
    const required = 'terraform {\n  required_providers {\n    drp = { source = "metalwright/drp" }\n  }\n}\n'
    await writeFile(join(folder, 'module', 'versions.tf'), required)
    workspace = await TerraformWorkspace.create({
      cli: findTerraform() ?? 'terraform',
      example: join(folder, 'module'),
      env: { ...clientEnvironment(site), HOME: join(folder, 'home') },
      onLine: () => {},
    })
  })
  afterAll(async () => {
    await workspace?.remove()
    await site?.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('claim with profiles, params and keys, and import the claim again', async () => {
    await workspace.run(['apply', '-no-color', '-auto-approve'])
    const [machine] = (await site.client.machines.list()).items
    expect(machine).toMatchObject({
      Pool: 'rack1',
      PoolStatus: 'InUse',
      Profiles: ['web'],
      Params: {
        'web/workers': 4,
        'web/hosts': ['a.example.net', 'b.example.net'],
        'claim/key': 'default/web',
      },
    })
    expect(Object.values(machine?.Params['access-keys'] ?? {})).toEqual(['ssh-ed25519 AAAA test'])

    const script = await readFile(join(examples, 'resources', 'drp_machine', 'import.sh'), 'utf8')
    const commands = script.split('\n').filter((line) => line.startsWith('terraform import'))
    expect(commands.length).toBeGreaterThan(0)
    for (const command of commands) {
      await workspace.run(['state', 'rm', 'drp_machine.web'])
      const [, , address = '', form = ''] = command.replaceAll("'", '').replaceAll('"', '').split(' ')
      const id = form.startsWith('Name:')
        ? `Name:${machine?.Name}`
        : form.includes('/')
          ? `rack1/${machine?.Name}`
          : machine?.Uuid
      await workspace.run(['import', '-no-color', address, id ?? ''])
    }
    // What is on an imported machine is not the claim's own before it was applied.
    await workspace.run(['apply', '-no-color', '-auto-approve'])
    await workspace.run(['destroy', '-no-color', '-auto-approve'])
    const [freed] = (await site.client.machines.list()).items
    expect(freed).toMatchObject({ PoolStatus: 'Free', Profiles: [] })
  })

  it('configure the provider with arguments Terraform accepts', async () => {
    const module = join(folder, 'provider')
    await cp(join(examples, 'provider'), module, { recursive: true })
    const validating = await TerraformWorkspace.create({
      cli: findTerraform() ?? 'terraform',
      example: module,
      env: {},
      onLine: () => {},
    })
    const { output } = await validating.run(['validate', '-no-color'])
    await validating.remove()
    expect(output).toMatch(/Success/)
  })
})
