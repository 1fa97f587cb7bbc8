import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeCertificate } from '@metalwright/sdk/certificate'
import { afterEach, describe, expect, it } from 'vitest'
import {
  GRPCBrokerDefinition,
  GRPCControllerDefinition,
  GRPCStdioDefinition,
} from '../../src/plugin/generated/go_plugin.ts'
import { HealthDefinition } from '../../src/plugin/generated/health.ts'
import { ProviderDefinition } from '../../src/plugin/generated/tfplugin6.ts'
import { GrpcClient } from './client.ts'
import { PluginProcess } from './host.ts'

describe('the plugin process', () => {
  let plugin: PluginProcess | undefined

  afterEach(() => plugin?.kill())

  it('announces itself once, however much its parts print', async () => {
    plugin = new PluginProcess()
    const [core, protocol, network, address, kind, certificate = ''] = await plugin.handshake()
    expect([core, protocol, network, kind]).toEqual(['1', '6', 'unix', 'grpc'])
    expect(address?.length).toBeLessThan(104)
    expect(certificate).toMatch(/^[A-Za-z0-9+/]+$/)
    await expect.poll(() => plugin?.stderr).toContain('more noise')
    expect(plugin.stdout.match(/\n/g)).toHaveLength(1)
    expect(plugin.stderr).toContain('noise of a dependency')
  })

  it('answers over mutual TLS, health and streams included, ignores SIGINT, and ends on request', async () => {
    plugin = new PluginProcess()
    const target = await plugin.target()
    const socket = target[0].replace('unix:', '')
    const provider = new GrpcClient(ProviderDefinition, ...target)
    const controller = new GrpcClient(GRPCControllerDefinition, ...target)
    const health = new GrpcClient(HealthDefinition, ...target)
    const stdio = new GrpcClient(GRPCStdioDefinition, ...target).stream('streamStdio', {})
    const broker = new GrpcClient(GRPCBrokerDefinition, ...target).duplex('startStream')
    const ended: string[] = []
    for (const [name, stream] of [
      ['stdio', stdio],
      ['broker', broker],
    ] as const) {
      stream.on('error', () => undefined)
      stream.on('data', () => undefined)
      stream.on('end', () => ended.push(name))
    }
    expect(await health.ask('check', { service: 'plugin' })).toEqual({ status: 1 })
    const schema = await provider.ask('getProviderSchema', {})
    expect(Object.keys(schema.resourceSchemas)).toEqual(['example_note'])
    expect(ended).toEqual([])

    plugin.child.kill('SIGINT')
    const metadata = await provider.ask('getMetadata', {})
    expect(metadata.resources).toEqual([{ typeName: 'example_note' }])
    expect(existsSync(socket)).toBe(true)
    await controller.ask('shutdown', {})
    expect(await plugin.exit).toBe(0)
    expect(existsSync(dirname(socket))).toBe(false)
    for (const client of [provider, controller, health]) client.close()
  })

  it('lets nobody in without the certificate of the host', async () => {
    plugin = new PluginProcess()
    const stranger = new GrpcClient(
      HealthDefinition,
      ...(await plugin.target(makeCertificate({ names: ['localhost'], days: 1 }, new Date()))),
    )
    await expect(stranger.ask('check', { service: 'plugin' })).rejects.toThrow()
    stranger.close()
  })

  it('works without TLS when the host has none', async () => {
    plugin = new PluginProcess(undefined, false)
    const client = new GrpcClient(HealthDefinition, ...(await plugin.target()))
    expect(await client.ask('check', { service: 'plugin' })).toEqual({ status: 1 })
    client.close()
  })

  it('tells where it crashed, and no value', async () => {
    plugin = new PluginProcess(undefined, false, join(import.meta.dirname, 'crash-process.ts'))
    expect(await plugin.exit).toBe(1)
    expect(plugin.stderr).toContain('the provider ends by a fault of its own')
    expect(plugin.stderr).toContain('RangeError')
    expect(plugin.stderr).toContain('crash-process.ts')
    expect(plugin.stderr).not.toContain('s3cret')
  })

  it('explains itself when started by hand', async () => {
    plugin = new PluginProcess({})
    expect(await plugin.exit).toBe(1)
    expect(plugin.stdout).toBe('')
    expect(plugin.stderr).toContain('is started by them')
  })
})
