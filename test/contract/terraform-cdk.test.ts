import {
  buildProvider,
  exampleEnvironment,
  findTerraform,
  type Site,
  startSimulatedSite,
  TerraformWorkspace,
  waitForFree,
} from '@metalwright/server/rehearsal'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CdkProgram } from './cdk-program.ts'

const apply = ['apply', '-no-color', '-auto-approve']

/** The programs in `examples/cdk`: synthesised with the packed constructs, applied by the real CLI. */
describe.each(['cdktn', 'cdktf'] as const)('a %s program', (library) => {
  let site: Site
  let program: CdkProgram
  let workspace: TerraformWorkspace | undefined
  beforeAll(async () => {
    await buildProvider(() => {})
    program = await CdkProgram.create(library)
    site = await startSimulatedSite({ machines: 1, log: () => {} })
    for (const machine of site.machines) await machine.powerOn()
    await waitForFree(site.client, 1, 30_000)
  })
  afterAll(async () => {
    await workspace?.remove()
    await program?.remove()
    await site?.close()
  })

  it('fits the types of the constructs, and says the same each time', async () => {
    await program.check()
    const { text } = await program.synth()
    expect((await program.synth()).text).toBe(text)
    const { resource, terraform } = JSON.parse(text)
    expect(Object.keys(resource)).toContain('drp_machine')
    expect(terraform.required_providers.drp).toEqual({ source: 'metalwright/drp', version: '~> 0.1' })
  })

  it('claims a server from its pool, and gives everything back', async () => {
    const { client } = site
    const { folder: example } = await program.synth()
    const [{ Uuid = '' } = {}] = (await client.machines.list()).items
    const env = { ...exampleEnvironment(site), TF_VAR_machine: Uuid }
    const cli = findTerraform() ?? 'terraform'
    workspace = await TerraformWorkspace.create({ cli, example, env, onLine: () => {} })
    expect((await workspace.run(apply)).output).toContain('Apply complete! Resources: 5 added')
    expect(await client.profiles.get('web')).toMatchObject({
      Params: { 'web/workers': 4, 'ntp-servers': ['0.pool.ntp.org', '1.pool.ntp.org'] },
    })
    expect(await client.params.get('web/workers')).toMatchObject({ Schema: { type: 'integer', minimum: 1 } })
    const machine = await client.machines.get(Uuid)
    expect(machine).toMatchObject({ PoolStatus: 'InUse', Profiles: ['web'] })
    const { output } = await workspace.run(['output', '-raw', '-no-color', 'address'])
    expect(output.trim()).toBe(machine.Address)
    const plan = await workspace.run(['plan', '-no-color', '-detailed-exitcode'], [0, 2])
    expect(plan).toMatchObject({ status: 0 })

    await workspace.run(['destroy', '-no-color', '-auto-approve'])
    expect(await client.machines.get(Uuid)).toMatchObject({
      Pool: 'default',
      PoolStatus: 'Free',
      PoolAllocated: false,
    })
    expect(await client.profiles.exists('web')).toBe(false)
    expect(await client.pools.exists('web')).toBe(false)
  })
})
