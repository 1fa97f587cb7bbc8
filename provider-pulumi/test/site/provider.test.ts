import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEV_KEY, type ServerProcess, startServerProcess } from '@metalwright/server/rehearsal'
import grpc from '@pulumi/pulumi/proto/provider_grpc_pb.js'
import rpc from '@pulumi/pulumi/proto/provider_pb.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeStruct } from '../../src/values/struct.ts'
import { Secret, Unknown, type Value } from '../../src/values/value.ts'
import { EngineStandIn } from '../plugin/engine-stand-in.ts'
import { bundledPlugin, type PluginFile, PluginProcess } from '../plugin/plugin-process.ts'
import { Stack } from '../plugin/stack.ts'
import { CutProxy } from './cut-proxy.ts'
import { props } from './machine-site.ts'

const { ResourceProviderService: service } = grpc

/** Two servers, and a plugin that is configured for them. */
describe('the configuration of the provider', () => {
  let file: PluginFile
  let engine: EngineStandIn
  let plugin: PluginProcess
  const folder = mkdtempSync(join(tmpdir(), 'drp-servers-'))
  const servers: ServerProcess[] = []
  const endpoint = (index: number) => `https://127.0.0.1:${servers[index]?.facts.ports.api}`
  const fingerprint = (index: number) => servers[index]?.facts.fingerprint ?? ''
  beforeAll(async () => {
    engine = await EngineStandIn.start()
    file = await bundledPlugin()
    const ports = [
      '--api-port',
      '0',
      '--static-port',
      '0',
      '--disable-tftp',
      '--disable-dhcp',
      '--disable-pxe',
    ]
    for (const name of ['a', 'b']) {
      servers.push(
        await startServerProcess({
          baseRoot: join(folder, name),
          flags: ['--dev', '--drp-id', name, ...ports],
        }),
      )
    }
    plugin = await PluginProcess.start(file, [engine.address])
  }, 60_000)
  afterAll(async () => {
    await plugin?.end('SIGKILL')
    for (const server of servers) await server.stop()
    engine?.close()
    file?.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  const diffConfig = async (olds: Record<string, Value>, news: Record<string, Value>) => {
    const reply = await plugin.call(
      service.diffConfig,
      new rpc.DiffRequest()
        .setOlds(encodeStruct(new Map(Object.entries(olds))))
        .setOldInputs(encodeStruct(new Map(Object.entries(olds))))
        .setNews(encodeStruct(new Map(Object.entries(news)))),
    )
    return { diffs: reply.getDiffsList(), replaces: reply.getReplacesList() }
  }

  it('replaces everything only when the servers are known to be different ones', async () => {
    const key = new Secret(DEV_KEY)
    const a = { endpoint: endpoint(0), key, insecureSkipTlsVerify: true }
    expect(await diffConfig(a, { ...a, endpoint: endpoint(1) })).toEqual({
      diffs: ['endpoint'],
      replaces: ['endpoint'],
    })
    const proxy = await CutProxy.start(endpoint(0), () => false)
    expect(await diffConfig(a, { ...a, endpoint: proxy.url })).toEqual({ diffs: ['endpoint'], replaces: [] })
    proxy.close()
    expect(await diffConfig(a, { ...a, endpoint: 'https://127.0.0.1:9' })).toMatchObject({ replaces: [] })
    await expect.poll(() => engine.text).toMatch(/cannot be told whether .* so nothing is replaced/)
    expect(await diffConfig(a, { ...a, endpoint: new Unknown() })).toMatchObject({ replaces: [] })
    expect(await diffConfig(a, { ...a, key: new Secret('other:x') })).toEqual({
      diffs: ['key'],
      replaces: [],
    })
    expect(await diffConfig(a, { ...a })).toEqual({ diffs: [], replaces: [] })
  }, 60_000)

  it('is told what is wrong with it', async () => {
    const wrong = Stack.open(plugin, 'drp:index:Profile', engine.address, props({ endpoint: 'nonsense' }))
    await expect(wrong).rejects.toMatchObject({
      failures: [
        { property: 'endpoint', reason: expect.stringContaining('https://') },
        { property: '', reason: expect.stringContaining('RS_KEY') },
      ],
    })
  })

  it('works with credentials of a program, by fingerprint', async () => {
    const config = new Map<string, Value>([
      ['endpoint', endpoint(0)],
      ['username', 'rocketskates'],
      ['password', new Secret(DEV_KEY.slice(DEV_KEY.indexOf(':') + 1))],
      ['fingerprint', fingerprint(0)],
      ['requestRetries', '2'],
    ])
    const stack = await Stack.open(plugin, 'drp:index:Profile', engine.address, config)
    await stack.up('it', props({ name: 'by-password' }))
    await stack.destroy('it')

    config.set('password', new Secret('wrong-password-of-mine'))
    const refused = await Stack.open(plugin, 'drp:index:Profile', engine.address, config)
    await expect(refused.up('it', props({ name: 'by-password' }))).rejects.toMatchObject({
      details: expect.stringMatching(/\[not_authenticated\]$/),
    })
    config.set('fingerprint', fingerprint(1))
    const foreign = await Stack.open(plugin, 'drp:index:Profile', engine.address, config)
    await expect(foreign.up('it', props({ name: 'x' }))).rejects.toMatchObject({
      details: expect.stringMatching(/fingerprint/i),
    })
    expect(engine.text + plugin.said.out + plugin.said.err).not.toContain('wrong-password-of-mine')
  }, 60_000)

  it('says that nothing was configured', async () => {
    const bare = await PluginProcess.start(file, [engine.address])
    const stack = new Stack(bare, 'drp:index:Profile')
    const news = await stack.check('it', props({}), undefined).catch((error: unknown) => error)
    expect(String(news)).toMatch(/was not configured/)
    await bare.end('SIGKILL')
  })
})
