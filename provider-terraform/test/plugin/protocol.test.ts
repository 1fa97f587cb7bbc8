import { credentials } from '@grpc/grpc-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attributesType } from '../../src/framework/attribute.ts'
import { toWirePath } from '../../src/plugin/convert/diagnostics.ts'
import { type DynamicValue, ProviderDefinition } from '../../src/plugin/generated/tfplugin6.ts'
import { type Attachable, serveAttachable } from '../../src/plugin/serve.ts'
import { decodeValue } from '../../src/values/decode.ts'
import { encodeValue } from '../../src/values/encode.ts'
import { isMap, unknown, type Value } from '../../src/values/value.ts'
import { emptyNotebook } from '../example/notebook.ts'
import { exampleProvider } from '../example/provider.ts'
import { GrpcClient } from './client.ts'

const notebook = emptyNotebook()
const provider = exampleProvider(notebook)
const [resource] = provider.resources
const type = attributesType(resource?.schema.attributes ?? {})
const none = Buffer.alloc(0)

const wire = (value: Value): DynamicValue => ({ msgpack: encodeValue(type, value), json: none })
const note = (members: Readonly<Record<string, Value>>): Value =>
  new Map([...type.attributes.keys()].map((name) => [name, members[name] ?? null]))
const read = (value: DynamicValue | undefined) => {
  const decoded = value ? decodeValue(type, value.msgpack) : null
  return isMap(decoded) ? Object.fromEntries(decoded) : decoded
}

describe('the provider protocol', () => {
  let served: Attachable
  let client: GrpcClient<typeof ProviderDefinition>

  beforeAll(async () => {
    served = await serveAttachable(provider)
    const [entry] = Object.values<{ Addr: { String: string } }>(JSON.parse(served.reattach))
    client = new GrpcClient(ProviderDefinition, `unix:${entry?.Addr.String}`, credentials.createInsecure())
  })

  afterAll(() => {
    client.close()
    served.close()
  })

  const plan = (priorState: Value, proposedNewState: Value, config: Value) =>
    client.ask('planResourceChange', {
      typeName: 'example_note',
      priorState: wire(priorState),
      proposedNewState: wire(proposedNewState),
      config: wire(config),
      priorPrivate: Buffer.from('{"a":"b"}'),
      providerMeta: undefined,
      clientCapabilities: undefined,
      priorIdentity: undefined,
      plannedPrivate: none,
    })

  it('describes nested, write-only and dynamic attributes', async () => {
    const { resourceSchemas, serverCapabilities } = await client.ask('getProviderSchema', {})
    const attributes = resourceSchemas['example_note']?.block?.attributes ?? []
    const find = (name: string) => attributes.find((attribute) => attribute.name === name)
    expect(find('owner')?.nestedType?.nesting).toBe(1)
    expect(find('owner')?.type).toHaveLength(0)
    expect(find('secret')).toMatchObject({ writeOnly: true, sensitive: true, optional: true })
    expect(find('extra')?.type.toString()).toBe('"dynamic"')
    expect(resourceSchemas['example_note']?.version).toBe(1n)
    expect(serverCapabilities?.getProviderSchemaOptional).toBe(true)
  })

  it('answers a call before configuration with a message, not with a crash', async () => {
    const { diagnostics, newState } = await client.ask('readResource', {
      typeName: 'example_note',
      currentState: wire(note({ id: '1', title: 'x' })),
      private: none,
      providerMeta: undefined,
      clientCapabilities: undefined,
      currentIdentity: undefined,
    })
    expect(diagnostics).toMatchObject([{ severity: 1, summary: 'The provider is not configured' }])
    expect(read(newState)).toMatchObject({ id: '1' })
  })

  it('answers unknown types and undecodable values with a message', async () => {
    const unknownType = await client.ask('validateResourceConfig', {
      typeName: 'example_other',
      config: undefined,
      clientCapabilities: undefined,
    })
    expect(unknownType.diagnostics).toMatchObject([{ summary: 'Unknown type' }])
    const garbage = await client.ask('validateResourceConfig', {
      typeName: 'example_note',
      config: { msgpack: Buffer.of(0xdf, 0xff, 0xff, 0xff, 0xff), json: none },
      clientCapabilities: undefined,
    })
    expect(garbage.diagnostics).toMatchObject([{ severity: 1 }])
  })

  it('plans, applies, and keeps private bytes', async () => {
    await client
      .ask('configureProvider', {
        terraformVersion: '1.11.4',
        config: undefined,
        clientCapabilities: undefined,
      })
      .then(({ diagnostics }) => expect(diagnostics).toHaveLength(1))
    const settings = attributesType(provider.schema.attributes)
    const config = { msgpack: encodeValue(settings, new Map([['token', null]])), json: none }
    const configured = await client.ask('configureProvider', {
      terraformVersion: '1.11.4',
      config,
      clientCapabilities: undefined,
    })
    expect(configured.diagnostics).toEqual([])

    const wanted = note({ title: 't', secret: 's' })
    const planned = await plan(null, wanted, wanted)
    expect(planned.diagnostics).toEqual([])
    expect(planned.plannedPrivate.toString()).toBe('{"a":"b"}')
    expect(read(planned.plannedState)).toMatchObject({ id: unknown, kind: 'plain', secret: null })
    const applied = await client.ask('applyResourceChange', {
      typeName: 'example_note',
      priorState: wire(null),
      plannedState: planned.plannedState,
      config: wire(wanted),
      plannedPrivate: planned.plannedPrivate,
      providerMeta: undefined,
      plannedIdentity: undefined,
    })
    expect(applied.diagnostics).toEqual([])
    expect(read(applied.newState)).toMatchObject({ id: '1', revision: '1', secret: null })
    expect(applied.private.toString()).toBe('{"a":"b","edits":"1"}')
    expect(notebook.secrets).toEqual(['s'])
  })

  it('plans a deletion as null, and upgrades old state', async () => {
    const { plannedState } = await plan(note({ id: '1', title: 't' }), null, null)
    expect(read(plannedState)).toBeNull()
    const { upgradedState, diagnostics } = await client.ask('upgradeResourceState', {
      typeName: 'example_note',
      version: 0n,
      rawState: { json: Buffer.from('{"id":"1","name":"old name","weight":9007199254740993}'), flatmap: {} },
    })
    expect(diagnostics).toEqual([])
    expect(read(upgradedState)).toMatchObject({ title: 'old name', weight: 9_007_199_254_740_993n })
  })

  it('writes list index zero into a path', () => {
    const { steps } = toWirePath([{ attribute: 'a' }, { index: 0 }, { key: 'k' }])
    expect(steps.map((step) => step.selector)).toEqual([
      { $case: 'attributeName', value: 'a' },
      { $case: 'elementKeyInt', value: 0n },
      { $case: 'elementKeyString', value: 'k' },
    ])
  })
})
