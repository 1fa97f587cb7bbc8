import { randomBytes, randomUUID } from 'node:crypto'
import { decode, type JsonObject, type JsonValue, Param, Profile } from '@metalwright/sdk/models'
import { isSealed, seal } from '@metalwright/sdk/secure'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Layers } from '../../../src/objects/content/layers.ts'
import { indexValues, STORED_INDEXES } from '../../../src/objects/index-values.ts'
import { Objects } from '../../../src/objects/objects.ts'
import { SecureNames } from '../../../src/objects/params/secure-names.ts'
import { ensurePublicKey, plainValue, publicKey } from '../../../src/objects/params/secure-params.ts'
import { packProblems, sealStored } from '../../../src/objects/params/secure-upgrade.ts'
import type { Change, Store } from '../../../src/store/port.ts'
import { openSqlite } from '../../../src/store/sqlite.ts'

const SECRET = 'correct horse battery staple'
const ports = { now: Date.now, uuid: randomUUID, secret: () => randomBytes(12).toString('base64url') }

let store: Store
let objects: Objects
beforeEach(async () => {
  store = openSqlite({ file: ':memory:', indexer: indexValues, indexes: STORED_INDEXES, now: ports.now })
  objects = new Objects({ store, ports, layers: () => new Layers([]), templateProblem: () => undefined })
  await objects.create('test', 'params', { Name: 'secret', Schema: { type: 'string' } })
  await objects.create('test', 'profiles', { Name: 'holder', Params: { secret: SECRET, other: 1 } })
})
afterEach(() => store.close())

const holder = { prefix: 'profiles', key: 'holder' } as const
const params = async (key = 'holder') => (await objects.session().get('profiles', key))?.Params ?? {}
const plain = async (key = 'holder') => {
  const entries = Object.entries(await params(key)).map(async ([name, value]) => [
    name,
    await plainValue(objects.session(), name, { value, holder: { prefix: 'profiles', key } }),
  ])
  return Object.fromEntries(await Promise.all(entries))
}
const keyRow = async (key = 'holder') => (await store.get('secrets', `profiles/${key}`))?.body
const change = (edit: (params: JsonObject) => JsonObject, mayWrite = true) =>
  objects.change(
    'test',
    'profiles',
    'holder',
    { force: false, ...(mayWrite ? { writeSecrets: () => {} } : {}) },
    (body) => ({ ...body, Params: edit(body['Params'] as JsonObject) }),
  )

/** Makes the param secure as a process that ends before it has sealed anything. */
async function turnedOnly(): Promise<void> {
  await objects.edit('test', async (edit) => {
    edit.put('params', decode(Param, { Name: 'secret', Secure: true, Schema: { type: 'string' } }), 'update')
  })
}

describe('key pairs', () => {
  it('are made on first use and end with their object', async () => {
    expect(await publicKey(objects.session(), holder)).toBeUndefined()
    expect(await keyRow()).toBeUndefined()
    const made = await objects.edit('test', (edit) => ensurePublicKey(edit, holder))
    expect(await publicKey(objects.session(), holder)).toBe(made)
    expect(await keyRow()).toMatchObject({ PublicKey: made, PrivateKey: expect.any(String) })
    await objects.remove('test', 'profiles', 'holder')
    expect(await keyRow()).toBeUndefined()
    expect(await store.count('secrets')).toBe(0)
  })

  it('are not made by a transaction that fails', async () => {
    const failing = objects.edit('test', async (edit) => {
      await ensurePublicKey(edit, holder)
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await keyRow()).toBeUndefined()
  })

  it('are in no change that watchers are told of', async () => {
    const told: Change[] = []
    store.subscribe((changes) => told.push(...changes))
    await objects.edit('test', (edit) => ensurePublicKey(edit, holder))
    expect(told.map(({ prefix }) => prefix)).toEqual(['secrets'])
  })
})

describe('values that were there before their param became secure', () => {
  it('are sealed by the next start when the process ended in between', async () => {
    await turnedOnly()
    expect(await params()).toEqual({ secret: SECRET, other: 1 })
    await sealStored(objects)
    expect(isSealed((await params())['secret'])).toBe(true)
    expect(await plain()).toEqual({ secret: SECRET, other: 1 })
    const { revision } = (await store.get('profiles', 'holder')) ?? { revision: 0 }
    await sealStored(objects)
    expect((await store.get('profiles', 'holder'))?.revision).toBe(revision)
  })

  it('are sealed by whatever saves their object, which needs no right to set secure params', async () => {
    await turnedOnly()
    await change((old) => ({ ...old, other: 2 }), false)
    expect(isSealed((await params())['secret'])).toBe(true)
    expect(await plain()).toEqual({ secret: SECRET, other: 2 })
  })

  it('are all sealed while others write to the same objects', async () => {
    for (let n = 0; n < 200; n++)
      await objects.create('test', 'profiles', { Name: `p${n}-x`, Params: { secret: `${SECRET} ${n}` } })
    let counter = 0
    let done = false
    const writer = (async () => {
      while (!done) {
        counter += 1
        const options = { force: false }
        const patch = [{ op: 'replace', path: '/Description', value: `write ${counter}` }]
        await objects.patch('other', 'profiles', `p${counter % 200}-x`, patch, options)
      }
    })()
    await objects.patch('test', 'params', 'secret', [{ op: 'replace', path: '/Secure', value: true }], {
      force: false,
    })
    done = true
    await writer
    expect(counter).toBeGreaterThan(3)
    const bodies = await objects.session().bodies('profiles')
    expect(JSON.stringify(bodies)).not.toContain(SECRET)
    for (const n of [0, 63, 64, 199]) expect(await plain(`p${n}-x`)).toEqual({ secret: `${SECRET} ${n}` })
    expect((await objects.session().get('profiles', `p${counter % 200}-x`))?.Description).toMatch(/^write/)
  })

  it('are sealed when a definition is made for values that had none', async () => {
    await change((old) => ({ ...old, undefined: SECRET }))
    await objects.create('test', 'params', { Name: 'undefined', Secure: true })
    expect(isSealed((await params())['undefined'])).toBe(true)
    expect(await plain()).toMatchObject({ undefined: SECRET })
  })
})

describe('the right to set secure values', () => {
  beforeEach(async () => {
    await objects.patch('test', 'params', 'secret', [{ op: 'replace', path: '/Secure', value: true }], {
      force: false,
    })
  })
  const fresh = async (value: JsonValue) => ({
    ...seal((await publicKey(objects.session(), holder)) ?? '', value),
  })

  it('is asked for when a value is new, with the key of the object', async () => {
    const asked: string[] = []
    const value = await fresh('new')
    await objects.change(
      'test',
      'profiles',
      'holder',
      { force: false, writeSecrets: (key) => void asked.push(key) },
      (body) => ({ ...body, Params: { secret: value } }),
    )
    expect(asked).toContain('holder')
    expect(await plain()).toEqual({ secret: 'new' })
    await expect(change(() => ({ secret: value }), false)).resolves.toBeDefined()
    await expect(change(() => ({}), false)).resolves.toBeDefined()
  })

  it('is missing where nobody gives it', async () => {
    const value = await fresh('new')
    await expect(change(() => ({ secret: value }), false)).rejects.toMatchObject({ status: 403 })
    expect(await plain()).toMatchObject({ secret: SECRET })
  })

  it('does not make up for values that were not sealed, or not to this object', async () => {
    await expect(change(() => ({ secret: 'plain again' }))).rejects.toMatchObject({
      status: 422,
      messages: [expect.not.stringContaining('plain again')],
    })
    await objects.create('test', 'profiles', { Name: 'thief' })
    const stolen = (await params())['secret'] ?? null
    const theft = objects.change(
      'test',
      'profiles',
      'thief',
      { force: false, writeSecrets: () => {} },
      (body) => ({ ...body, Params: { secret: stolen } }),
    )
    await expect(theft).rejects.toMatchObject({ status: 422 })
  })

  it('tells nothing of a value that breaks the schema, whatever the value', async () => {
    const key = (await publicKey(objects.session(), holder)) ?? ''
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.integer({ min: 10_000 }),
          fc.dictionary(fc.stringMatching(/^[a-f]{6,}$/), fc.integer(), { minKeys: 1 }),
        ),
        async (value) => {
          const error: unknown = await change(() => ({ secret: { ...seal(key, value) } })).catch(
            (thrown: unknown) => thrown,
          )
          expect(error).toMatchObject({ messages: ["Key 'secret': invalid val '[secure]': must be string"] })
        },
      ),
      { numRuns: 25 },
    )
  })
})

describe('changes as watchers see them', () => {
  const changeOf = (object: JsonObject, original?: JsonObject): Change => ({
    revision: 1,
    prefix: 'profiles',
    key: 'holder',
    action: 'update',
    principal: 'test',
    time: '',
    object,
    ...(original === undefined ? {} : { original }),
  })

  it('hide plain values of params that are secure now, and nothing else', async () => {
    const names = new SecureNames(objects)
    await names.load()
    store.subscribe((changes) => names.follow(changes))
    const before = changeOf({ Params: { secret: SECRET, other: 1 } }, { Params: { secret: SECRET } })
    expect(names.shown(before)).toEqual(before)
    await objects.patch('test', 'params', 'secret', [{ op: 'replace', path: '/Secure', value: true }], {
      force: false,
    })
    expect(names.shown(before)).toEqual(
      changeOf({ Params: { secret: '[secure]', other: 1 } }, { Params: { secret: '[secure]' } }),
    )
    const sealed = changeOf({ Params: await params() })
    expect(names.shown(sealed)).toEqual(sealed)
    const elsewhere = { ...before, prefix: 'tasks' }
    expect(names.shown(elsewhere)).toEqual(elsewhere)
    await objects.remove('test', 'params', 'secret')
    expect(names.shown(before)).toEqual(before)
  })
})

describe('content packs', () => {
  it('are searched for values of the params, by holder', () => {
    const packed = decode(Profile, { Name: 'packed', Params: { secret: SECRET }, Bundle: 'demo' })
    const body: JsonObject = JSON.parse(JSON.stringify(packed))
    const layers = { list: (prefix: string) => new Map(prefix === 'profiles' ? [['packed', body]] : []) }
    expect(packProblems(layers, new Set(['other']))).toEqual([])
    expect(packProblems(layers, new Set(['secret']))).toEqual([
      'profiles/packed of content pack demo has a value for the secure param secret; content packs cannot hold such values',
    ])
  })
})
