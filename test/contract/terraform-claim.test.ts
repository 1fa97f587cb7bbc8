import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import {
  buildProvider,
  exampleEnvironment,
  findTerraform,
  type Site,
  startSimulatedSite,
  TerraformWorkspace,
  waitForFree,
} from '@metalwright/server/rehearsal'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

const example = join(import.meta.dirname, '..', '..', 'examples', 'terraform', 'claim')

/** The example as a user runs it, with the real CLI, against a real server and simulated machines. */
describe('terraform on the claim example', () => {
  let site: Site
  const workspaces: TerraformWorkspace[] = []
  beforeAll(async () => {
    await buildProvider(() => {})
    // Slow enough that a claim can be interrupted while it is being built.
    site = await startSimulatedSite({ machines: 2, log: () => {}, pace: { task: 1500 } })
    for (const machine of site.machines) await machine.powerOn()
    await waitForFree(site.client, 2, 30_000)
  })
  afterAll(() => site.close())
  afterEach(async () => {
    for (const workspace of workspaces.splice(0)) {
      await workspace.run(['destroy', '-no-color', '-auto-approve'], [0, 1])
      await workspace.remove()
    }
  })

  const cli = () => {
    const found = findTerraform()
    if (found === undefined) throw new Error('no terraform or tofu is there')
    return found
  }
  const open = async (variables: Record<string, string> = {}, env: Record<string, string> = {}) => {
    const workspace = await TerraformWorkspace.create({
      cli: cli(),
      example,
      env: {
        ...exampleEnvironment(site),
        ...Object.fromEntries(Object.entries(variables).map(([name, value]) => [`TF_VAR_${name}`, value])),
        ...env,
      },
      onLine: () => {},
    })
    workspaces.push(workspace)
    return workspace
  }
  const apply = ['apply', '-no-color', '-auto-approve']
  const machines = async () => (await site.client.machines.list()).items
  const claimed = async () => (await machines()).filter(({ PoolAllocated }) => PoolAllocated)
  /** Terraform wraps its messages; the words stay in order. */
  const words = (text: string) => text.replaceAll(/[\s│╷╵]+/g, ' ')

  it('creates, sees no changes, and destroys: the machine is free and carries nothing of the claim', async () => {
    const workspace = await open()
    const created = await workspace.run(apply)
    expect(created.output).toMatch(/Apply complete! Resources: 1 added/)
    const [machine] = await claimed()
    expect(machine).toMatchObject({ PoolStatus: 'InUse', Params: { 'claim/owner': 'terraform' } })
    expect(created.output).toContain(`"${machine?.Name}" = "${machine?.Address}"`)

    expect((await workspace.run(['plan', '-no-color', '-detailed-exitcode'], [0, 2])).status).toBe(0)
    expect((await workspace.run(apply)).output).toMatch(/No changes/)

    await workspace.run(['destroy', '-no-color', '-auto-approve'])
    const freed = (await machines()).find(({ Uuid }) => Uuid === machine?.Uuid)
    expect(freed).toMatchObject({ PoolStatus: 'Free', PoolAllocated: false, WorkflowComplete: true })
    expect(
      Object.keys(freed?.Params ?? {}).filter((name) =>
        /^(claim|image-deploy\/image|access-keys)/.test(name),
      ),
    ).toEqual([])
  })

  it('goes on with the same machine when the provider was killed while it waited', async () => {
    const workspace = await open()
    const running = workspace.run(apply, [0, 1])
    await until(async () => (await claimed()).some(({ PoolStatus }) => PoolStatus === 'Building'))
    const [machine] = await claimed()
    for (const pid of providersIn(workspace.folder)) process.kill(pid, 'SIGKILL')
    expect((await running).status).toBe(1)
    expect(await claimed()).toHaveLength(1)

    const again = await workspace.run(apply)
    expect(again.output).toMatch(/Apply complete!/)
    expect((await claimed()).map(({ Uuid }) => Uuid)).toEqual([machine?.Uuid])
    expect((await workspace.run(['plan', '-no-color', '-detailed-exitcode'], [0, 2])).status).toBe(0)
  })

  it('has the claim in the state when the provider was told to end while it waited, and goes on', async () => {
    const workspace = await open()
    const running = workspace.run(apply, [0, 1])
    await until(async () => (await claimed()).some(({ PoolStatus }) => PoolStatus === 'Building'))
    const [machine] = await claimed()
    for (const pid of providersIn(workspace.folder)) process.kill(pid, 'SIGTERM')
    expect(words((await running).output)).toMatch(/Warning: /)
    const state = await workspace.run(['show', '-json'])
    expect(state.output).toContain(machine?.Uuid)

    expect((await workspace.run(apply)).output).toMatch(/Apply complete!/)
    expect((await claimed()).map(({ Uuid, PoolStatus }) => [Uuid, PoolStatus])).toEqual([
      [machine?.Uuid, 'InUse'],
    ])
    expect((await workspace.run(['plan', '-no-color', '-detailed-exitcode'], [0, 2])).status).toBe(0)
  })

  it('shows a machine that was released behind its back as gone', async () => {
    const workspace = await open()
    await workspace.run(apply)
    const [machine] = await claimed()
    await site.client.pools.release('default', { 'pool/machine-list': [machine?.Uuid ?? ''] })
    const plan = await workspace.run(['plan', '-no-color', '-detailed-exitcode'], [0, 2])
    expect([plan.status, words(plan.output)]).toEqual([2, expect.stringMatching(/1 to add/)])
  })

  describe('says what is wrong, and leaves nothing claimed, with', () => {
    const refused = async (variables: Record<string, string>, env: Record<string, string> = {}) => {
      const workspace = await open(variables, env)
      const { status, output } = await workspace.run(apply, [0, 1])
      expect(status).toBe(1)
      expect(output).not.toMatch(/\n\s+at \S+ \(|Plugin did not respond|r0cketsk8ts/)
      return words(output)
    }

    it('a wrong password', async () => {
      expect(await refused({}, { RS_KEY: 'rocketskates:wrong-password' })).toMatch(/password/i)
      expect(await claimed()).toEqual([])
    })

    it('a wrong endpoint', async () => {
      const text = await refused({}, { RS_ENDPOINT: 'https://127.0.0.1:9' })
      expect(text).toMatch(/127\.0\.0\.1:9/)
      expect(text).toMatch(/refused/i)
    })

    it('a certificate that is not the one that is trusted', async () => {
      const text = await refused({}, { RS_FINGERPRINT: 'ab'.repeat(32) })
      expect(text).toContain(site.server.facts.fingerprint)
    })

    it('an unknown pool', async () => {
      expect(await refused({ pool: 'nowhere' })).toMatch(/nowhere.*default/)
      expect(await claimed()).toEqual([])
    })

    it('an empty pool', async () => {
      if (!(await site.client.pools.exists('empty'))) await site.client.pools.create({ Id: 'empty' })
      expect(await refused({ pool: 'empty' })).toMatch(/empty/)
      expect(await claimed()).toEqual([])
    })

    it('an image whose digest is another one', async () => {
      const text = await refused({ image_sha256: 'ab'.repeat(32) })
      expect(text).toMatch(/image-deploy/)
      expect(text).toMatch(/sha-?256|digest|checksum/i)
      const [held] = await claimed()
      expect(held?.PoolStatus).toBe('HoldBuild')
    })
  })
})

describe('terraform on a machine whose disk is too small', () => {
  let site: Site
  beforeAll(async () => {
    await buildProvider(() => {})
    site = await startSimulatedSite({ machines: 1, log: () => {}, diskBytes: 16 * 1024 ** 2 })
    for (const machine of site.machines) await machine.powerOn()
    await waitForFree(site.client, 1, 30_000)
  })
  afterAll(() => site.close())

  it('says so, names the disk, and gives the machine back on destroy', async () => {
    const cli = findTerraform() ?? ''
    const workspace = await TerraformWorkspace.create({
      cli,
      example,
      env: exampleEnvironment(site),
      onLine: () => {},
    })
    const { status, output } = await workspace.run(['apply', '-no-color', '-auto-approve'], [0, 1])
    expect([status, output]).toEqual([1, expect.stringMatching(/disk/)])
    await workspace.run(['destroy', '-no-color', '-auto-approve'])
    await workspace.remove()
    const [machine] = (await site.client.machines.list()).items
    expect(machine).toMatchObject({ PoolStatus: 'Free', PoolAllocated: false })
  })
})

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('it did not come about in 30 s')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Process ids of the providers that run in a working folder. */
function providersIn(folder: string): number[] {
  const list = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
  return list
    .split('\n')
    .filter((line) => line.includes(join(folder, '.terraform')) || line.includes('terraform-provider-drp_v'))
    .filter((line) => !line.includes('ps -eo'))
    .map((line) => Number.parseInt(line, 10))
    .filter((pid) => cwdOf(pid) === folder)
}

function cwdOf(pid: number): string | undefined {
  try {
    return execFileSync('readlink', [`/proc/${pid}/cwd`], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}
