import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { attributesType } from '../../src/framework/attribute.ts'
import { type Identity, identityType } from '../../src/framework/identity.ts'
import type {
  ClientCapabilities,
  DynamicValue,
  InvokeAction_Event,
} from '../../src/plugin/generated/tfplugin6.ts'
import { Unknown, unknown, type Value } from '../../src/values/value.ts'
import { noteResource } from '../example/note.ts'
import { emptyNotebook, type Notebook } from '../example/notebook.ts'
import { exampleProvider } from '../example/provider.ts'
import { serveForTest, unwire, wire, wireObject } from './served-example.ts'

const { attributes } = noteResource.schema
const type = attributesType(attributes)
const shape: Identity = noteResource.identity ?? expect.fail('the note has an identity')
const note = (members: Readonly<Record<string, Value>>) => wireObject(attributes, members)
const named = (number: string) => ({
  identityData: wire(
    identityType(shape),
    new Map([
      ['number', number],
      ['room', null],
    ]),
  ),
})
const deferring: ClientCapabilities = {
  deferralAllowed: true,
  writeOnlyAttributesAllowed: true,
  storePlannedPrivate: false,
  computedBlocksAllowed: false,
}
const none = Buffer.alloc(0)

async function collect<Item>(stream: AsyncIterable<Item>): Promise<readonly Item[]> {
  const items: Item[] = []
  for await (const item of stream) items.push(item)
  return items
}

describe('the calls of later protocol versions', () => {
  let notebook: Notebook
  let served: Awaited<ReturnType<typeof serveForTest>>

  beforeEach(async () => {
    notebook = emptyNotebook()
    served = await serveForTest(exampleProvider(notebook))
  })
  afterEach(() => served.close())

  const apply = (
    planned: DynamicValue,
    config: DynamicValue,
    plannedIdentity = undefined as undefined | { identityData: DynamicValue },
  ) =>
    served.client.ask('applyResourceChange', {
      typeName: 'example_note',
      priorState: wire(type, null),
      plannedState: planned,
      config,
      plannedPrivate: none,
      providerMeta: undefined,
      plannedIdentity,
    })
  const read = (
    currentState: DynamicValue,
    currentIdentity = undefined as undefined | { identityData: DynamicValue },
    clientCapabilities?: ClientCapabilities,
  ) =>
    served.client.ask('readResource', {
      typeName: 'example_note',
      currentState,
      private: none,
      providerMeta: undefined,
      clientCapabilities,
      currentIdentity,
    })

  it('tells what there is, the same by name and by schema', async () => {
    const metadata = await served.client.ask('getMetadata', {})
    const schema = await served.client.ask('getProviderSchema', {})
    expect(metadata.functions.map(({ name }) => name)).toEqual(Object.keys(schema.functions))
    expect(metadata.ephemeralResources).toEqual([{ typeName: 'example_word' }])
    expect(Object.keys(schema.ephemeralResourceSchemas)).toEqual(['example_word'])
    expect(Object.keys(schema.listResourceSchemas)).toEqual(['example_note'])
    expect(Object.keys(schema.actionSchemas)).toEqual(['example_ring'])
    expect(schema.serverCapabilities).toEqual({
      planDestroy: true,
      getProviderSchemaOptional: true,
      moveResourceState: true,
      generateResourceConfig: true,
    })
    expect((await served.client.ask('getFunctions', {})).functions).toEqual(schema.functions)
    expect(schema.functions['slug']).toMatchObject({
      parameters: [{ name: 'text', allowNullValue: false }],
      variadicParameter: { name: 'more', allowNullValue: true },
    })
    const { identitySchemas } = await served.client.ask('getResourceIdentitySchemas', {})
    expect(identitySchemas['example_note']?.identityAttributes).toMatchObject([
      { name: 'number', requiredForImport: true, optionalForImport: false },
      { name: 'room', requiredForImport: false, optionalForImport: true },
    ])
  })

  it('gives an object its identity, and refuses another one later', async () => {
    await served.configure()
    const config = note({ title: 't' })
    const created = await apply(note({ title: 't', kind: 'plain', id: unknown, revision: unknown }), config)
    expect(created.diagnostics).toEqual([])
    expect(created.newIdentity).toEqual(named('1'))
    const state = created.newState ?? expect.fail('there is a state')
    expect((await read(state, named('1'))).newIdentity).toEqual(named('1'))
    const other = await read(state, named('2'))
    expect(other.diagnostics).toMatchObject([{ summary: 'The identity of the object is not sound' }])
    const upgraded = await served.client.ask('upgradeResourceIdentity', {
      typeName: 'example_note',
      version: 0n,
      rawIdentity: { json: Buffer.from('{"number":"1"}'), flatmap: {} },
    })
    expect(upgraded.upgradedIdentity).toEqual(named('1'))
  })

  it('imports by identity as by id', async () => {
    await served.configure()
    notebook.notes.set('7', 'seven')
    const ask = (id: string, identity?: { identityData: DynamicValue }) =>
      served.client.ask('importResourceState', {
        typeName: 'example_note',
        id,
        identity,
        clientCapabilities: undefined,
      })
    const [byId] = (await ask('7')).importedResources
    const [byIdentity] = (await ask('', named('7'))).importedResources
    expect(byIdentity?.state).toEqual(byId?.state)
    expect(byIdentity?.identity).toEqual(named('7'))
    const half = {
      identityData: wire(
        identityType(shape),
        new Map([
          ['number', null],
          ['room', 'x'],
        ]),
      ),
    }
    expect((await ask('', half)).diagnostics).toMatchObject([{ summary: 'The identity is not complete' }])
  })

  it('calls functions on a provider that is not configured', async () => {
    const call = async (name: string, ...args: readonly DynamicValue[]) => {
      const { result, error } = await served.client.ask('callFunction', { name, arguments: [...args] })
      return error ?? unwire(name === 'slug' ? 'string' : 'number', result)
    }
    const text = (value: Value) => wire('string', value)
    expect(await call('slug', text("Ada's Note"), text('x'), text(null))).toBe('ada-s-note-x')
    expect(await call('slug', text(unknown))).toBeInstanceOf(Unknown)
    expect(await call('slug', text(''))).toEqual({
      text: 'An address needs at least one letter.',
      functionArgument: 0n,
    })
    expect(await call('slug', text(null))).toEqual({
      text: 'The argument must not be null.',
      functionArgument: 0n,
    })
    expect(await call('slug')).toMatchObject({ text: 'slug takes 1 arguments, not 0.' })
    expect(await call('nothing')).toMatchObject({ text: expect.stringContaining('has no type "nothing"') })
    const list = wire({ kind: 'list', element: 'string' }, ['a', unknown])
    expect(await call('known', list)).toBe(1)
  })

  it('opens, renews and closes an ephemeral value by its private notes', async () => {
    await served.configure()
    const { ephemeralResources: [word] = [] } = exampleProvider(notebook)
    const inner = word?.schema.attributes ?? {}
    const opened = await served.client.ask('openEphemeralResource', {
      typeName: 'example_word',
      config: wireObject(inner, { hint: 'soft', loud: true }),
      clientCapabilities: undefined,
    })
    expect(unwire(attributesType(inner), opened.result)).toEqual({
      hint: 'soft',
      loud: true,
      word: 'WORD-FOR-SOFT',
    })
    expect(opened.renewAt?.getTime()).toBeGreaterThan(Date.now())
    const held = { typeName: 'example_word', ...(opened.private ? { private: opened.private } : {}) }
    const renewed = await served.client.ask('renewEphemeralResource', held)
    expect(renewed.private).toEqual(opened.private)
    expect((await served.client.ask('closeEphemeralResource', held)).diagnostics).toEqual([])
    expect(notebook.words).toEqual(['open soft', 'renew soft', 'close soft'])
  })

  it('streams what exists, up to the limit, and says what it could not read', async () => {
    await served.configure()
    for (const [number, title] of [
      ['1', 'a1'],
      ['2', 'b'],
      ['3', 'a2'],
    ] as const)
      notebook.notes.set(number, title)
    const { listResources: [source] = [] } = exampleProvider(notebook)
    const query = async (prefix: string, limit: bigint, includeResourceObject = false) => {
      const config = wireObject(source?.schema.attributes ?? {}, { prefix })
      return collect(
        served.client.stream('listResource', {
          typeName: 'example_note',
          config,
          includeResourceObject,
          limit,
        }),
      )
    }
    const found = await query('a', 0n, true)
    expect(found.map(({ displayName }) => displayName)).toEqual(['a1', 'a2'])
    expect(found[0]?.identity).toEqual(named('1'))
    expect(unwire(type, found[0]?.resourceObject)).toMatchObject({ id: '1', title: 'a1', kind: null })
    expect(found[1]?.diagnostic).toMatchObject([{ severity: 2, summary: 'That was all' }])
    const limited = await query('', 2n)
    expect(limited.map(({ displayName }) => displayName)).toEqual(['a1', 'b'])
    expect(limited[0]?.resourceObject).toBeUndefined()
    notebook.notes.set('2', 'torn')
    const torn = await query('', 0n)
    expect(torn.map(({ displayName }) => displayName)).toEqual(['a1', ''])
    expect(torn[1]).toMatchObject({
      identity: undefined,
      diagnostic: [{ severity: 1, summary: 'A page is torn' }],
    })
  })

  it('plans and carries out actions, showing progress without secrets', async () => {
    await served.configure()
    notebook.notes.set('1', 'one')
    const { actions: [ring] = [] } = exampleProvider(notebook)
    const config = (note: Value) => wireObject(ring?.schema.attributes ?? {}, { note, word: 'sesame' })
    const invoke = (note: string): Promise<readonly InvokeAction_Event[]> =>
      collect(
        served.client.stream('invokeAction', {
          actionType: 'example_ring',
          config: config(note),
          clientCapabilities: undefined,
        }),
      )
    expect(await invoke('1')).toEqual([
      { type: { $case: 'progress', value: { message: 'ringing and saying (sensitive)' } } },
      { type: { $case: 'progress', value: { message: 'rung' } } },
      { type: { $case: 'completed', value: { diagnostics: [] } } },
    ])
    expect(notebook.bells.get('1')).toBe(1)
    const [failed] = await invoke('9')
    expect(failed).toMatchObject({ type: { value: { diagnostics: [{ summary: 'No such note' }] } } })
    const plan = (note: Value, clientCapabilities?: ClientCapabilities) =>
      served.client.ask('planAction', {
        actionType: 'example_ring',
        config: config(note),
        clientCapabilities,
      })
    expect(await plan('')).toMatchObject({ diagnostics: [{ summary: 'No note' }] })
    expect((await plan(unknown)).diagnostics).toEqual([])
    notebook.closed = true
    expect(await plan('1', deferring)).toMatchObject({ diagnostics: [], deferred: { reason: 3 } })
  })

  it('puts calls off only where that is allowed', async () => {
    await served.configure()
    notebook.closed = true
    const state = note({ id: '1', title: 't', kind: 'plain' })
    expect(await read(state, undefined, deferring)).toMatchObject({
      deferred: { reason: 2 },
      diagnostics: [],
      newState: state,
    })
    const refused = await read(state)
    expect(refused).toMatchObject({
      deferred: undefined,
      diagnostics: [{ summary: 'This cannot be done yet' }],
    })
    const plan = (clientCapabilities?: ClientCapabilities) =>
      served.client.ask('planResourceChange', {
        typeName: 'example_note',
        priorState: wire(type, null),
        proposedNewState: note({ title: 't' }),
        config: note({ title: 't' }),
        priorPrivate: none,
        providerMeta: undefined,
        clientCapabilities,
        priorIdentity: undefined,
        plannedPrivate: none,
      })
    expect(await plan(deferring)).toMatchObject({ deferred: { reason: 3 }, diagnostics: [] })
    const anyway = await plan()
    expect(anyway).toMatchObject({ deferred: undefined, diagnostics: [] })
    expect(unwire(type, anyway.plannedState)).toMatchObject({ id: unknown, title: 't' })
    const {
      dataSources: [source],
    } = exampleProvider(notebook)
    const inner = source?.schema.attributes ?? {}
    const looked = await served.client.ask('readDataSource', {
      typeName: 'example_note',
      config: wireObject(inner, { id: '1' }),
      providerMeta: undefined,
      clientCapabilities: deferring,
    })
    expect(looked.deferred).toEqual({ reason: 3 })
    expect(unwire(attributesType(inner), looked.state)).toEqual({ id: '1', title: unknown })
  })

  it('moves objects of other types without being configured, and names the ways there are', async () => {
    const move = (sourceTypeName: string, json: string) =>
      served.client.ask('moveResourceState', {
        sourceProviderAddress: 'terraform.io/builtin/terraform',
        sourceTypeName,
        sourceSchemaVersion: 0n,
        sourceState: { json: Buffer.from(json), flatmap: {} },
        targetTypeName: 'example_note',
        sourcePrivate: none,
        sourceIdentity: undefined,
        sourceIdentitySchemaVersion: 0n,
      })
    const moved = await move('terraform_data', '{"input":{"value":"t","type":"string"}}')
    expect(unwire(type, moved.targetState)).toMatchObject({ id: 'moved t', title: 't' })
    expect(moved.targetPrivate.toString()).toBe('{"origin":"terraform_data"}')
    expect(moved.targetIdentity).toEqual(named('moved t'))
    const [refused] = (await move('null_resource', '{}')).diagnostics
    expect(refused?.detail).toContain('only: terraform_data of builtin/terraform')
    expect((await move('terraform_data', '{"input":1}')).diagnostics).toMatchObject([{ summary: 'No title' }])
    expect((await move('terraform_data', '[')).diagnostics).toMatchObject([
      { summary: 'What is stored cannot be read' },
    ])
  })

  it('describes an object as configuration', async () => {
    const { config, diagnostics } = await served.client.ask('generateResourceConfig', {
      typeName: 'example_note',
      state: note({ id: '1', revision: '4', title: 't', kind: 'rich', pinned: true, tags: ['a'] }),
    })
    expect(diagnostics).toEqual([])
    expect(unwire(type, config)).toMatchObject({
      id: null,
      revision: null,
      title: 't',
      kind: 'rich',
      pinned: null,
      tags: ['a'],
    })
  })

  it('stops calls in flight, which give back what exists, as often as asked', async () => {
    await served.configure()
    notebook.waitAfterCreate = true
    const pending = apply(
      note({ title: 't', kind: 'plain', id: unknown, revision: unknown }),
      note({ title: 't' }),
    )
    await expect.poll(() => notebook.notes.size).toBe(1)
    expect(await served.client.ask('stopProvider', {})).toEqual({ Error: '' })
    expect(await served.client.ask('stopProvider', {})).toEqual({ Error: '' })
    const { newState, diagnostics } = await pending
    expect(diagnostics).toMatchObject([{ summary: 'Interrupted' }])
    expect(unwire(type, newState)).toMatchObject({ id: '1', title: 't', revision: null })
  })
})
