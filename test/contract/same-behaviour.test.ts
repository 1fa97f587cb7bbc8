import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { presentPulumi } from '../tools/build-pulumi.ts'
import { buildPulumiProvider } from './pulumi/pulumi-build.ts'
import { PulumiWorkspace } from './pulumi/pulumi-workspace.ts'
import { scenarios } from './pulumi/scenarios.ts'

/** One, so that both providers get the same one, with the same history. */
const MACHINES = 1

/** A provider on a site of its own. */
interface Side {
  readonly site: Site
  /** Makes the machine so; returns the exit status and what was said. */
  readonly wish: (text: string) => Promise<{ status: number; output: string }>
  readonly destroy: () => Promise<unknown>
  readonly remove: () => Promise<unknown>
}

/** The same wishes, told to both providers, leave the same on the server. */
describe.skipIf(presentPulumi() === undefined)('Terraform and Pulumi', () => {
  let folder: string
  let terraform: Side
  let pulumi: Side
  beforeAll(async () => {
    await buildProvider(() => {})
    buildPulumiProvider()
    folder = await mkdtemp(join(tmpdir(), 'metalwright-same-'))
    ;[terraform, pulumi] = await Promise.all([terraformSide(folder), pulumiSide()])
  })
  afterAll(async () => {
    for (const side of [terraform, pulumi]) {
      await side?.remove()
      await side?.site.close()
    }
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  })

  /** Every scenario begins with free machines, also after one that went wrong. */
  afterEach(async () => {
    await Promise.all([terraform.destroy(), pulumi.destroy()])
  })

  const image = { file: 'rehearsal.raw.zst', sha256: 'SHA256' }
  it.each(scenarios(image).map(({ name }) => name))('leave the same: %s', async (name) => {
    // Both sites have the same image.
    const scenario = scenarios(terraform.site.image).find((one) => one.name === name)
    expect(pulumi.site.image).toEqual(terraform.site.image)
    for (const [index, step] of (scenario?.steps ?? []).entries()) {
      const done = await Promise.all([terraform.wish(step.terraform), pulumi.wish(step.pulumi)])
      for (const { status, output } of done) {
        expect(status !== 0, `step ${index}: ${output}`).toBe(step.fails === true)
      }
      const [first, second] = await Promise.all([snapshot(terraform.site), snapshot(pulumi.site)])
      expect({ index, server: second }).toEqual({ index, server: first })
    }
    await Promise.all([terraform.destroy(), pulumi.destroy()])
    const [first, second] = await Promise.all([snapshot(terraform.site), snapshot(pulumi.site)])
    expect(second).toEqual(first)
    expect(first.map(({ PoolStatus }) => PoolStatus)).toEqual(Array(MACHINES).fill('Free'))
  })
})

async function startSite(): Promise<Site> {
  const site = await startSimulatedSite({ machines: MACHINES, log: () => {} })
  for (const name of ['first', 'second']) await site.client.profiles.create({ Name: name })
  for (const machine of site.machines) await machine.powerOn()
  await waitForFree(site.client, MACHINES, 30_000)
  return site
}

async function terraformSide(folder: string): Promise<Side> {
  const site = await startSite()
  const head = 'terraform {\n  required_providers {\n    drp = { source = "metalwright/drp" }\n  }\n}\n'
  await writeFile(join(folder, 'main.tf'), head)
  const workspace = await TerraformWorkspace.create({
    cli: findTerraform() ?? 'terraform',
    example: folder,
    env: clientEnvironment(site),
    onLine: () => {},
  })
  return {
    site,
    wish: async (text) => {
      await writeFile(
        join(workspace.folder, 'main.tf'),
        `${head}resource "drp_machine" "server" {\n${text}\n}\n`,
      )
      return workspace.run(['apply', '-no-color', '-auto-approve'], [0, 1])
    },
    destroy: () => workspace.run(['destroy', '-no-color', '-auto-approve']),
    remove: () => workspace.remove(),
  }
}

async function pulumiSide(): Promise<Side> {
  const site = await startSite()
  const workspace = await PulumiWorkspace.create({ program: { text: '' }, env: clientEnvironment(site) })
  return {
    site,
    wish: async (text) => {
      await workspace.write(`new drp.Machine('server', { ${text} })\n`)
      return workspace.up([0, 1, 255])
    },
    destroy: () => workspace.run(['destroy', '--yes', '--skip-preview']),
    remove: () => workspace.remove(),
  }
}

/** What differs between any two machines and any two claims. */
const OWN =
  /^(claim\/(key|owner|lease|beat|restore|mark|alive)|(terraform|pulumi|inventory|classification|erase)\/|image-deploy\/refused|access-keys)/

/** The machines of a server without what tells one from another, those that are held first. */
async function snapshot({ client }: Site) {
  const look = async () => (await client.machines.list()).items
  let items = await look()
  // A machine that is given back after a failed build is not waited for.
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; items = await look()) {
    if (items.every(({ PoolStatus }) => PoolStatus !== 'Destroying')) break
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return items.map(essence).sort((a, b) => JSON.stringify(b).localeCompare(JSON.stringify(a)))
}

function essence(machine: Machine) {
  const { PoolAllocated, PoolStatus, Pool, Workflow, WorkflowComplete, Stage, BootEnv, Runnable, Locked } =
    machine
  const { Profiles, Params, Description, Meta } = machine
  const own = Object.entries(Params).filter(([name]) => !OWN.test(name))
  const state = {
    PoolAllocated,
    PoolStatus,
    Pool,
    Workflow,
    WorkflowComplete,
    Stage,
    BootEnv,
    Runnable,
    Locked,
  }
  return {
    ...state,
    Profiles,
    Description,
    Meta,
    named: machine.Name.startsWith('web-') ? machine.Name : 'by itself',
    keys: Object.values(Object(Params['access-keys'] ?? {})).sort(),
    Params: Object.fromEntries(own.sort(([a], [b]) => a.localeCompare(b))),
  }
}
