import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  clientEnvironment,
  type ServerProcess,
  type Site,
  startServerProcess,
  startSimulatedSite,
  waitForFree,
} from '@metalwright/server/rehearsal'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { presentPulumi } from '../tools/build-pulumi.ts'
import { buildPulumiProvider } from './pulumi/pulumi-build.ts'
import { PulumiWorkspace, type PulumiWorkspaceOptions } from './pulumi/pulumi-workspace.ts'

const example = join(import.meta.dirname, '..', '..', 'examples', 'pulumi', 'typescript')

/** The example and small programs as a user runs them, with the real CLI, against a real server. */
describe.skipIf(presentPulumi() === undefined)('pulumi on claimed machines', () => {
  let site: Site
  let folder: string
  const restarted: ServerProcess[] = []
  const workspaces: PulumiWorkspace[] = []
  beforeAll(async () => {
    buildPulumiProvider()
    folder = await mkdtemp(join(tmpdir(), 'metalwright-pulumi-site-'))
    // Slow enough that a claim can be interrupted while it is being built.
    site = await startSimulatedSite({ folder, machines: 3, log: () => {}, pace: { task: 800 } })
    for (const machine of site.machines) await machine.powerOn()
    await waitForFree(site.client, 3, 30_000)
  })
  afterAll(async () => {
    await site?.close()
    for (const one of restarted) await one.stop()
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  })
  afterEach(async () => {
    for (const workspace of workspaces.splice(0)) await workspace.remove()
  })

  const open = async (
    program: PulumiWorkspaceOptions['program'],
    config: Record<string, string> = {},
    env: Record<string, string> = {},
  ) => {
    const environment = { ...clientEnvironment(site), ...env }
    const workspace = await PulumiWorkspace.create({ program, config, env: environment })
    workspaces.push(workspace)
    return workspace
  }
  const openExample = (config: Record<string, string> = {}, env: Record<string, string> = {}) => {
    const { file, sha256 } = site.image
    return open({ folder: example }, { imageFile: file, imageSha256: sha256, ...config }, env)
  }
  /** A machine with an image and further arguments. */
  const server = (more = '') => `export const server = new drp.Machine('server', {
  allocateWorkflow: 'image-deploy', deallocateWorkflow: 'release',
  addParameters: { 'image-deploy/image-file': '${site.image.file}', 'image-deploy/image-sha256': '${site.image.sha256}' },
  ${more}
}, { customTimeouts: { create: '60s', update: '60s', delete: '60s' } })
`
  const machines = async () => (await site.client.machines.list()).items
  const claimed = async () => (await machines()).filter(({ PoolAllocated }) => PoolAllocated)
  const building = () =>
    until(async () => (await claimed()).some(({ PoolStatus }) => PoolStatus === 'Building'))
  const words = (text: string) => text.replaceAll(/\s+/g, ' ')

  it('previews, creates, sees no changes, and destroys: the machine is free and carries nothing of the claim', async () => {
    const workspace = await openExample({ machines: '2' })
    const preview = await workspace.run(['preview'])
    expect(words(preview.output)).toMatch(/drp:index:Machine server-0 create/)
    expect(await claimed()).toEqual([])

    const { output } = await workspace.up()
    expect(words(output)).toMatch(/\+ 4 created/)
    const held = await claimed()
    expect(held.map(({ PoolStatus }) => PoolStatus)).toEqual(['InUse', 'InUse'])
    for (const { Name, Address } of held) expect(output).toMatch(new RegExp(`${Name}\\s*: "${Address}"`))
    expect(await workspace.isSettled()).toBe(true)
    expect(words((await workspace.up()).output)).toMatch(/4 unchanged/)

    await workspace.run(['destroy', '--yes', '--skip-preview'])
    const freed = (await machines()).filter(({ Uuid }) => held.some((one) => one.Uuid === Uuid))
    for (const machine of freed) {
      expect(machine).toMatchObject({ PoolStatus: 'Free', PoolAllocated: false, WorkflowComplete: true })
      const left = Object.keys(machine.Params).filter((name) =>
        /^(claim|image-deploy\/image|access-keys)/.test(name),
      )
      expect(left).toEqual([])
    }
  })

  it('changes a machine in place, key by key, and claims another one when it must', async () => {
    const workspace = await open({
      text: server("addProfiles: [], authorizedKeys: ['ssh-ed25519 AAAA one']"),
    })
    await workspace.up()
    const [before] = await claimed()
    const more = "addProfiles: ['global'], authorizedKeys: ['ssh-ed25519 AAAA two'], description: 'changed'"
    await workspace.write(server(more))
    expect(words((await workspace.up()).output)).toMatch(/~ 1 updated/)
    const [after] = await claimed()
    expect(after).toMatchObject({ Uuid: before?.Uuid, Description: 'changed', PoolStatus: 'InUse' })
    expect(after?.Profiles).toContain('global')
    expect(Object.values(after?.Params['access-keys'] ?? {})).toEqual(['ssh-ed25519 AAAA two'])
    expect(await workspace.isSettled()).toBe(true)

    await workspace.write(server("claimKey: 'another-key'"))
    expect(words((await workspace.up()).output)).toMatch(/\+-1 replaced/)
    const held = await claimed()
    expect(held).toMatchObject([{ PoolStatus: 'InUse', Params: { 'claim/key': 'another-key' } }])
    expect(held[0]?.Uuid).not.toBe(before?.Uuid)
  })

  it('sees a machine that was released behind its back, and one whose profiles somebody changed', async () => {
    const workspace = await open({ text: server("addProfiles: ['global']") })
    await workspace.up()
    const [machine] = await claimed()
    await site.client.machines.update(machine?.Uuid ?? '', { Profiles: [] })
    await workspace.run(['refresh', '--yes', '--skip-preview'])
    expect(words((await workspace.up()).output)).toMatch(/~ 1 updated/)
    expect((await claimed())[0]?.Profiles).toContain('global')

    await site.client.pools.release('default', { 'pool/machine-list': [machine?.Uuid ?? ''] })
    await until(async () => (await claimed()).length === 0)
    await workspace.run(['refresh', '--yes', '--skip-preview'])
    expect(await workspace.resources()).toEqual([])
    expect(words((await workspace.up()).output)).toMatch(/\+ 1 created/)
    expect(await claimed()).toHaveLength(1)
  })

  it('imports a claimed machine so that the program sees no difference', async () => {
    const first = await open({ text: server() })
    await first.up()
    const [resource] = await first.resources()
    const [machine] = await claimed()
    const second = await open({ text: 'export {}' })
    const imported = await second.run([
      'import',
      'drp:index:Machine',
      'server',
      machine?.Uuid ?? '',
      '--yes',
      '--skip-preview',
      '--generate-code=false',
      '--protect=false',
    ])
    expect(words(imported.output)).toMatch(/= 1 imported/)
    const [adopted] = await second.resources()
    expect(adopted).toMatchObject({ id: resource?.id, outputs: { uuid: machine?.Uuid, status: 'InUse' } })
    await second.write(server())
    const { output } = await second.run(['preview'])
    expect(words(output)).not.toMatch(/replace|delete/)
    await first.run(['state', 'delete', resource?.urn ?? '', '--yes'])
    await second.up()
    expect(await claimed()).toMatchObject([{ Uuid: machine?.Uuid }])
  })

  it('keeps a machine whose build failed, says why, and repairs it', async () => {
    const workspace = await openExample({ imageSha256: 'ab'.repeat(32) })
    const failed = await workspace.up([1, 255])
    expect(words(failed.output)).toMatch(/image-deploy/)
    expect(failed.output).toMatch(/sha-?256|digest|checksum/i)
    const [held] = await claimed()
    expect(held?.PoolStatus).toBe('HoldBuild')
    const [resource] = await workspace.resources()
    expect(resource).toMatchObject({ id: held?.Uuid, initErrors: [expect.stringMatching(/image-deploy/)] })

    await workspace.run(['config', 'set', 'imageSha256', site.image.sha256])
    const repaired = await workspace.up()
    expect(words(repaired.output)).toMatch(/~ 1 updated/)
    expect(await claimed()).toMatchObject([{ Uuid: held?.Uuid, PoolStatus: 'InUse' }])
    expect((await workspace.resources())[0]?.initErrors ?? []).toEqual([])
    expect(await workspace.isSettled()).toBe(true)
  })

  it('goes on with the same machine after a time-out', async () => {
    const short = server().replace("create: '60s'", "create: '1s'")
    const workspace = await open({ text: short })
    const late = await workspace.up([1, 255])
    expect(words(late.output)).toMatch(/1 ?s/)
    const [machine] = await claimed()
    expect(await workspace.resources()).toMatchObject([
      { id: machine?.Uuid, initErrors: [expect.any(String)] },
    ])
    await workspace.up()
    expect(await claimed()).toMatchObject([{ Uuid: machine?.Uuid, PoolStatus: 'InUse' }])
    expect(await workspace.isSettled()).toBe(true)
  })

  it('goes on with the same machine after Ctrl-C', async () => {
    const workspace = await open({ text: server() })
    const running = workspace.start(['up', '--yes', '--skip-preview'])
    await building()
    const [machine] = await claimed()
    running.child.kill('SIGINT')
    expect((await running.finished).status).not.toBe(0)
    expect(await workspace.resources()).toMatchObject([{ id: machine?.Uuid }])
    await workspace.up()
    expect(await claimed()).toMatchObject([{ Uuid: machine?.Uuid, PoolStatus: 'InUse' }])
  })

  it('loses and doubles no claim when the plugin is killed in the middle of one', async () => {
    const workspace = await open({ text: server() })
    const running = workspace.start(['up', '--yes', '--skip-preview'])
    await building()
    const [machine] = await claimed()
    const plugins = workspace.plugins()
    expect(plugins).toHaveLength(1)
    for (const pid of plugins) process.kill(pid, 'SIGKILL')
    expect((await running.finished).status).not.toBe(0)
    expect(await claimed()).toHaveLength(1)
    await workspace.run(['cancel', '--yes'], [0, 1, 255])
    await workspace.up()
    expect(await claimed()).toMatchObject([{ Uuid: machine?.Uuid, PoolStatus: 'InUse' }])
    expect(await workspace.isSettled()).toBe(true)
  })

  it('loses and doubles no claim when the server is killed in the middle of one', async () => {
    const workspace = await open({ text: server() })
    const running = workspace.start(['up', '--yes', '--skip-preview'])
    await building()
    const [machine] = await claimed()
    process.kill(site.server.pid, 'SIGKILL')
    const { api, static: files, tftp, dhcp } = site.server.facts.ports
    const ports = { '--api-port': api, '--static-port': files, '--tftp-port': tftp, '--dhcp-port': dhcp }
    const again = await startServerProcess({
      baseRoot: join(folder, 'server'),
      flags: [
        ...['--dev', '--provision-address', '127.0.0.1', '--metrics-port', '0', '--disable-pxe'],
        ...Object.entries(ports).flatMap(([flag, port]) => [flag, String(port)]),
      ],
    })
    restarted.push(again)
    expect(again.facts.fingerprint).toBe(site.server.facts.fingerprint)
    expect((await running.finished).status).toBe(0)
    expect(await claimed()).toMatchObject([{ Uuid: machine?.Uuid, PoolStatus: 'InUse' }])
    expect(await workspace.isSettled()).toBe(true)
  })

  it('holds no secret in the state, the output or verbose logs', async () => {
    await site.client.params.ensure({ Name: 'planted', Secure: true, Schema: { type: 'string' } })
    const text = server(
      "secretParameters: { planted: 'planted-in-params' }, userData: pulumi.secret('planted-in-user-data')",
    )
    const workspace = await open({ text })
    // From -v=9 on the engine itself writes every value down.
    const up = await workspace.run(['up', '--yes', '--skip-preview', '--logtostderr', '--logflow', '-v=8'])
    const [machine] = await claimed()
    expect(machine?.Params['cloud-init/user-data']).toBe('planted-in-user-data')
    expect(JSON.stringify(machine?.Params['planted'])).toMatch(/Payload/)
    const [, password = ''] = site.key.split(':')
    for (const kept of [await workspace.exported(), up.output]) {
      for (const secret of ['planted-in-params', 'planted-in-user-data', password])
        expect(kept).not.toContain(secret)
    }
    expect(await workspace.isSettled()).toBe(true)
  })

  describe('says what is wrong, and leaves nothing claimed, with', () => {
    const refused = async (config: Record<string, string>, env: Record<string, string> = {}) => {
      const workspace = await openExample(config, env)
      const { status, output } = await workspace.up([1, 255])
      expect(status).not.toBe(0)
      expect(output).not.toMatch(/\n\s+at \S+ \(|r0cketsk8ts/)
      expect(await claimed()).toEqual([])
      return words(output)
    }

    it('a wrong password', async () => {
      expect(await refused({}, { RS_KEY: 'rocketskates:wrong-password' })).toMatch(/password/i)
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
    })

    it('no credentials', async () => {
      expect(await refused({}, { RS_KEY: '' })).toMatch(/RS_TOKEN|RS_KEY/)
    })
  })
})

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('it did not come about in 30 s')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
