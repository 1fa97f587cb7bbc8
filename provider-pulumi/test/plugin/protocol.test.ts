import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import pluginPb from '@pulumi/pulumi/proto/plugin_pb.js'
import grpc from '@pulumi/pulumi/proto/provider_grpc_pb.js'
import rpc from '@pulumi/pulumi/proto/provider_pb.js'
import empty from 'google-protobuf/google/protobuf/empty_pb.js'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { encodeStruct } from '../../src/values/struct.ts'
import { EngineStandIn } from './engine-stand-in.ts'
import { bundledPlugin, type PluginFile, PluginProcess } from './plugin-process.ts'

const { ResourceProviderService: service } = grpc

describe('the bundled plugin as a process', () => {
  let file: PluginFile
  let engine: EngineStandIn
  const plugins: PluginProcess[] = []
  beforeAll(async () => {
    file = await bundledPlugin()
    engine = await EngineStandIn.start()
  })
  afterAll(() => {
    engine?.close()
    file?.remove()
  })
  afterEach(async () => {
    for (const plugin of plugins.splice(0)) await plugin.end('SIGKILL')
  })
  const start = async (...args: readonly string[]) => {
    const plugin = await PluginProcess.start(file, args, { RS_ENDPOINT: 'https://127.0.0.1:9' })
    plugins.push(plugin)
    return plugin
  }

  it('tells its port first and nothing else, in little memory', async () => {
    const plugin = await start('--logtostderr', '-v=9', '--tracing', 'http://127.0.0.1:1', engine.address)
    expect(plugin.port).toBeGreaterThan(1023)
    expect(plugin.said).toEqual({ out: `${plugin.port}\n`, err: '' })
    if (process.platform === 'linux') {
      const status = readFileSync(`/proc/${plugin.child.pid}/status`, 'utf8')
      expect(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1])).toBeLessThan(110 * 1024)
    }
  })

  it('agrees on everything in the handshake, and says the same in Configure', async () => {
    const plugin = await start(engine.address)
    const shaken = await plugin.call(
      service.handshake,
      new rpc.ProviderHandshakeRequest().setEngineAddress(engine.address).setAcceptsByteString(true),
    )
    expect(shaken.toObject()).toMatchObject({
      acceptSecrets: true,
      acceptResources: true,
      acceptOutputs: true,
      supportsAutonamingConfiguration: true,
      acceptsByteString: true,
    })
    const configured = await plugin.call(
      service.configure,
      new rpc.ConfigureRequest().setArgs(encodeStruct(new Map())).setAcceptsecrets(true),
    )
    expect(configured.toObject()).toEqual({
      acceptsecrets: true,
      acceptresources: true,
      acceptoutputs: true,
      supportspreview: true,
      supportsAutonamingConfiguration: true,
    })
    const info = await plugin.call(service.getPluginInfo, new empty.Empty())
    expect(info.getVersion()).toBe('1.2.3')
  })

  it('answers what it does not offer with UNIMPLEMENTED', async () => {
    const plugin = await start(engine.address)
    const refused = [
      plugin.call(service.parameterize, new rpc.ParameterizeRequest()),
      plugin.call(service.getMapping, new rpc.GetMappingRequest().setKey('terraform')),
      plugin.call(service.getMappings, new rpc.GetMappingsRequest().setKey('terraform')),
      plugin.call(service.construct, new rpc.ConstructRequest()),
      plugin.call(service.call, new rpc.CallRequest()),
    ]
    for (const call of refused) await expect(call).rejects.toMatchObject({ code: 12 })
  })

  it('serves the schema of the package', async () => {
    const plugin = await start(engine.address)
    const reply = await plugin.call(service.getSchema, new rpc.GetSchemaRequest())
    const schema = JSON.parse(reply.getSchema())
    expect(schema).toMatchObject({ name: 'drp', version: '1.2.3' })
    expect(Object.keys(schema.resources)).toContain('drp:index:Machine')
    expect(Object.keys(schema.functions)).toContain('drp:index:getMachines')
  })

  it('starts by hand, and tells the engine that attaches', async () => {
    const plugin = await start()
    await plugin.call(service.handshake, new rpc.ProviderHandshakeRequest())
    await plugin.call(service.attach, new pluginPb.PluginAttach().setAddress(engine.address))
    engine.messages.length = 0
    const args = new Map([['insecureSkipTlsVerify', true]])
    await plugin.call(service.configure, new rpc.ConfigureRequest().setArgs(encodeStruct(args)))
    await expect.poll(() => engine.text).toMatch(/certificate of https:\/\/127\.0\.0\.1:9 is not checked/)
    // A run that was cancelled does not end the next one.
    await plugin.call(service.cancel, new empty.Empty())
    await plugin.call(service.configure, new rpc.ConfigureRequest().setArgs(encodeStruct(new Map())))
  })

  it('ends at once on SIGINT, with 0', async () => {
    const plugin = await start(engine.address)
    await plugin.call(service.getPluginInfo, new empty.Empty())
    expect(await plugin.end('SIGINT')).toBe(0)
  })

  it('tells what it cannot do in words, and lives on', async () => {
    const plugin = await start(engine.address)
    const request = new rpc.CheckRequest().setUrn('urn:pulumi:dev::test::drp:index:Nothing::a')
    await expect(plugin.call(service.check, request)).rejects.toMatchObject({
      code: 2,
      details: expect.stringContaining('no resource drp:index:Nothing'),
    })
    const invoke = new rpc.InvokeRequest().setTok('drp:index:nothing')
    await expect(plugin.call(service.invoke, invoke)).rejects.toMatchObject({ code: 2 })
    await sleep(10)
    expect(plugin.child.exitCode).toBeNull()
  })
})
