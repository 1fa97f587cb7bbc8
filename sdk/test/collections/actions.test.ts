import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Client } from '../../src/client.ts'
import { ApiError, ConflictError, NotFoundError } from '../../src/transport/index.ts'
import { FakeClock } from '../fake/fake-clock.ts'
import { FakeServer, failure } from '../fake/fake-server.ts'

const UUID = '3e7031fe-3062-45f1-835c-92541bc9cb00'
const POWER = {
  Provider: 'ipmi',
  Model: 'machines',
  Command: 'poweron',
  RequiredParams: [],
  OptionalParams: [],
}

let server: FakeServer
let client: Client
beforeEach(async () => {
  server = await FakeServer.start()
  const ports = { clock: new FakeClock(), random: () => 0.5 }
  client = new Client({ endpoint: server.url, token: 'token' }, ports)
})
afterEach(async () => {
  await client.close()
  await server.close()
})

describe('actions', () => {
  it('of an object are listed, got and run', async () => {
    const path = `/machines/${UUID}/actions`
    server.on(`GET ${path}`, () => ({ json: [POWER] }))
    server.on(`GET ${path}/poweron`, () => ({ json: POWER }))
    server.on(`POST ${path}/poweron`, (call) => ({ json: { was: call.json() } }))
    expect(await client.machines.actions(UUID)).toEqual([POWER])
    expect(await client.machines.action(UUID, 'poweron')).toEqual(POWER)
    expect(await client.machines.run(UUID, 'poweron', { wait: true }, { plugin: 'ipmi' })).toEqual({
      was: { wait: true },
    })
    expect(server.calls.at(-1)?.query.get('plugin')).toBe('ipmi')
    expect(await client.machines.run(UUID, 'poweron')).toEqual({ was: {} })
    expect(server.calls.at(-1)?.query.has('plugin')).toBe(false)
  })

  it('are there for every kind that has them', async () => {
    server.gate = (call) => ({ json: [call.path] })
    const kinds = [
      client.bootenvs,
      client.leases,
      client.plugins,
      client.profiles,
      client.reservations,
      client.roles,
      client.stages,
      client.subnets,
      client.tasks,
      client.templates,
      client.tenants,
      client.users,
      client.workflows,
    ] as const
    const paths: unknown[] = []
    for (const kind of kinds) paths.push(...(await kind.actions('a b')))
    expect(paths).toEqual(
      'bootenvs leases plugins profiles reservations roles stages subnets tasks templates tenants users workflows'
        .split(' ')
        .map((prefix) => `/${prefix}/a%20b/actions`),
    )
    expect(await client.jobs.pluginActions(UUID)).toEqual([`/jobs/${UUID}/plugin_actions`])
    expect(await client.jobs.pluginAction(UUID, 'x')).toEqual([`/jobs/${UUID}/plugin_actions/x`])
    expect(await client.jobs.run(UUID, 'x')).toEqual([`/jobs/${UUID}/plugin_actions/x`])
    expect(await client.system.actions()).toEqual(['/system/actions'])
    expect(await client.system.action('x')).toEqual(['/system/actions/x'])
    expect(await client.system.run('x/y', {})).toEqual(['/system/actions/x%2Fy'])
  })

  it('are never run twice, and fail with what the plugin said', async () => {
    server.on('POST /system/actions/x', () => failure(503, 'later', { Type: 'INVOKE' }))
    await expect(client.system.run('x')).rejects.toThrow(/later/)
    expect(server.calls).toHaveLength(1)
    server.on('POST /system/actions/x', () => 'cut')
    await expect(client.system.run('x')).rejects.toThrow()
    expect(server.calls).toHaveLength(2)
    server.on('POST /system/actions/x', () =>
      failure(400, 'Action x Missing Parameter a', { Type: 'INVOKE' }),
    )
    const refused = client.system.run('x')
    await expect(refused).rejects.toBeInstanceOf(ApiError)
    await expect(refused).rejects.toMatchObject({ status: 400 })
    await expect(client.system.action('y')).rejects.toBeInstanceOf(NotFoundError)
  })
})

describe('plugin providers', () => {
  const PATH = '/plugin_providers/ipmi'

  it('are uploaded from text, bytes, a file or a stream, with progress', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'metalwright-sdk-'))
    const file = join(folder, 'program')
    await writeFile(file, 'four')
    server.on(`POST ${PATH}`, (call) => ({
      status: 201,
      json: { path: 'ipmi', size: call.body.length },
    }))
    const stream = () => {
      const pieces = [Buffer.from('fo'), Buffer.from('ur')]
      return (async function* () {
        yield* pieces
      })()
    }
    for (const source of ['four', Buffer.from('four'), { file }, stream, stream()]) {
      const seen: number[] = []
      const onProgress = (bytes: number) => void seen.push(bytes)
      const uploaded = await client.pluginProviders.upload('ipmi', source, { onProgress })
      expect(uploaded).toEqual({ path: 'ipmi', size: 4 })
      expect(seen.at(-1)).toBe(4)
      const call = server.calls.at(-1)
      expect(call?.body.toString()).toBe('four')
      expect(call?.headers['content-type']).toBe('application/octet-stream')
      expect(call?.query.size).toBe(0)
    }
    await client.pluginProviders.upload('ipmi', 'four', { replaceWritable: true })
    expect(server.calls.at(-1)?.query.get('replaceWritable')).toBe('true')
    await rm(folder, { recursive: true })
  })

  it('are deleted unless they are used', async () => {
    server.on(`DELETE ${PATH}`, () =>
      failure(409, 'plugins:one still uses ipmi', { Type: 'StillInUseError' }),
    )
    await expect(client.pluginProviders.delete('ipmi')).rejects.toBeInstanceOf(ConflictError)
    server.on(`DELETE ${PATH}`, () => ({ status: 204 }))
    await client.pluginProviders.delete('ipmi')
    await expect(client.pluginProviders.delete('gone')).rejects.toBeInstanceOf(NotFoundError)
  })
})
