import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readDocument } from '@metalwright/sdk/content'
import { clientEnvironment, startSimulatedSite, waitForFree } from '@metalwright/server/rehearsal'
import { beforeAll, describe, expect, it } from 'vitest'
import { presentPulumi } from '../tools/build-pulumi.ts'
import { findProgram } from '../tools/go-toolchain.ts'
import { buildPulumiProvider } from './pulumi/pulumi-build.ts'
import { PulumiWorkspace } from './pulumi/pulumi-workspace.ts'
import { faultsIn, type PackageSpec } from './pulumi/yaml-program.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const example = join(ROOT, 'examples', 'pulumi', 'yaml')

describe('Pulumi programs in YAML', () => {
  let schema: PackageSpec
  let text: string
  beforeAll(async () => {
    schema = JSON.parse(await readFile(join(ROOT, 'provider-pulumi', 'schema.json'), 'utf8'))
    text = await readFile(join(example, 'Pulumi.yaml'), 'utf8')
  })

  it('are right by the schema: the example', () => {
    expect(faultsIn(readDocument(text), schema)).toEqual([])
  })

  it('are right by the schema: those in the descriptions', () => {
    const described = [...Object.values(schema.resources), ...Object.values(schema.functions)]
    const programs = described.flatMap(({ description }) =>
      [...description.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, program = '']) => program),
    )
    expect(programs.length).toBeGreaterThanOrEqual(4)
    for (const program of programs)
      expect([program, faultsIn(readDocument(program), schema)]).toEqual([program, []])
  })

  it.each([
    ['drp:Machine', 'drp:Machin', /no resource drp:Machin/],
    ['allocateWorkflow', 'allocateWorkflw', /server has no allocateWorkflw/],
    ['drp:getPoolStatus', 'drp:getPool', /status lacks poolId/],
    ['pool: ${pool}', 'pool: 3', /server\.pool is no string/],
    ['${server.address}', '${server.adress}', /server has no adress/],
    ['${server.name}', '${serve.name}', /nothing called serve/],
  ])('are wrong by the schema with %s written %s', (right, wrong, fault) => {
    expect(text).toContain(right)
    expect(faultsIn(readDocument(text.replace(right, wrong)), schema).join('\n')).toMatch(fault)
  })

  // The language host for YAML is a program of its own that cannot be had everywhere.
  if (presentPulumi() !== undefined && findProgram('pulumi-language-yaml', process.env, []) !== undefined) {
    it('claim a machine and give it back', async () => {
      buildPulumiProvider()
      const site = await startSimulatedSite({ machines: 1, log: () => {} })
      for (const machine of site.machines) await machine.powerOn()
      await waitForFree(site.client, 1, 30_000)
      const { file, sha256 } = site.image
      const workspace = await PulumiWorkspace.create({
        program: { folder: example },
        config: { imageFile: file, imageSha256: sha256 },
        env: clientEnvironment(site),
      })
      await workspace.up()
      expect((await site.client.machines.list()).items).toMatchObject([{ PoolStatus: 'InUse' }])
      await workspace.remove()
      expect((await site.client.machines.list()).items).toMatchObject([{ PoolStatus: 'Free' }])
      await site.close()
    })
  }
})
