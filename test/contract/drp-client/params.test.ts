import type { JsonValue } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installedDrppy } from '../../tools/install-drppy.ts'
import { type ForeignSite, startForeignSite } from './foreign-site.ts'

const uuid = '11111111-2222-4333-8444-00000000000c'

/** The params sub-resource, secure params and the meta sub-resource. */
describe.skipIf(installedDrppy() === undefined)('params of the foreign client', () => {
  let site: ForeignSite
  beforeAll(async () => {
    site = await startForeignSite()
    const params = [
      { Name: 'foreign/any' },
      { Name: 'foreign/size', Schema: { type: 'integer', default: 3 } },
      { Name: 'foreign/list', Schema: { type: 'array', items: { type: 'string' } } },
      { Name: 'foreign/secret', Schema: { type: 'string' }, Secure: true },
    ]
    for (const body of params) await site.root.call('POST /params', { body })
    for (const body of [
      { Name: 'foreign-low', Params: { 'foreign/list': ['low'], 'foreign/low': 1, 'foreign/both': 'low' } },
      { Name: 'foreign-high', Params: { 'foreign/both': 'high' } },
    ]) {
      await site.root.call('POST /profiles', { body })
    }
    const body = { Name: 'params.example.com', Uuid: uuid, Profiles: ['foreign-high', 'foreign-low'] }
    await site.root.call('POST /machines', { body })
    await site.root.call('POST /stages', { body: { Name: 'foreign-stage' } })
  })
  afterAll(() => site?.close())

  const machine = { uuid }
  const key = (name: string) => ({ uuid, key: name })
  const one = (name: string, query: Record<string, JsonValue> = {}) =>
    site.root.call('GET /machines/{uuid}/params/{key}', { path: key(name), query })
  const all = (query: Record<string, JsonValue> = {}) =>
    site.root.object('GET /machines/{uuid}/params', { path: machine, query })

  it('are set one by one, read one by one and all at once, and deleted', async () => {
    for (const value of [5, 'text', true, false, 0, '', null, [], ['a'], { deep: { er: [1] } }, {}]) {
      // The client writes {} where it is given None.
      const set = await site.root.generic('set_param', 'machines', uuid, 'foreign/any', value)
      expect(set).toEqual(value ?? {})
      expect(await one('foreign/any')).toEqual(value ?? {})
    }
    expect(await all()).toEqual({ 'foreign/any': {} })
    expect(
      await site.root.call('DELETE /machines/{uuid}/params/{key}', { path: key('foreign/any') }),
    ).toEqual({})
    expect(await one('foreign/any')).toBeNull()
    expect(
      await site.root.refused('DELETE /machines/{uuid}/params/{key}', { path: key('foreign/any') }),
    ).toMatchObject({ status: 404, error: { Model: 'params', Key: 'foreign/any', Code: 404 } })
  })

  it('are reached with their slashes plain and encoded', async () => {
    await site.root.generic('set_param', 'machines', uuid, 'foreign/list', ['plain'])
    expect(await one('foreign/list')).toEqual(['plain'])
    expect(await site.root.generic('get_param', 'machines', uuid, 'foreign/list')).toEqual(['plain'])
    expect(await site.root.generic('delete_param', 'machines', uuid, 'foreign/list')).toEqual(['plain'])
  })

  it('are inherited when that is asked for: profiles in order, then the default of the schema', async () => {
    expect(await one('foreign/both')).toBeNull()
    expect(await one('foreign/both', { aggregate: true })).toBe('high')
    expect(await one('foreign/list', { aggregate: true })).toEqual(['low'])
    expect(await one('foreign/size')).toBeNull()
    expect(await one('foreign/size', { aggregate: true })).toBe(3)
    expect(await all()).toEqual({})
    expect(await all({ aggregate: true })).toMatchObject({
      'foreign/both': 'high',
      'foreign/low': 1,
      'foreign/list': ['low'],
    })
    expect(await all({ aggregate: true, params: 'foreign/low' })).toEqual({ 'foreign/low': 1 })
  })

  it('are replaced and patched as a whole', async () => {
    const path = { path: machine }
    expect(
      await site.root.call('POST /machines/{uuid}/params', {
        ...path,
        body: { 'foreign/size': 7, free: 'x' },
      }),
    ).toEqual({ 'foreign/size': 7, free: 'x' })
    expect(
      await site.root.call('PATCH /machines/{uuid}/params', {
        ...path,
        body: [
          { op: 'test', path: '/foreign~1size', value: 7 },
          { op: 'replace', path: '/foreign~1size', value: 8 },
          { op: 'remove', path: '/free' },
        ],
      }),
    ).toEqual({ 'foreign/size': 8 })
    expect(
      await site.root.refused('PATCH /machines/{uuid}/params', {
        ...path,
        body: [{ op: 'test', path: '/foreign~1size', value: 7 }],
      }),
    ).toMatchObject({ status: 409, error: { Type: 'PATCH', Code: 409 } })
    expect(await site.root.call('POST /machines/{uuid}/params', { ...path, body: {} })).toEqual({})
  })

  it('are refused when their schema says no', async () => {
    const refusal = await site.root.refused('POST /machines/{uuid}/params/{key}', {
      path: key('foreign/size'),
      body: 'large',
    })
    expect(refusal).toMatchObject({ status: 422, error: { Model: 'machines', Key: uuid, Code: 422 } })
    expect(refusal.error?.Messages?.join()).toMatch(/Key 'foreign\/size': invalid val/)
    expect(await one('foreign/size')).toBeNull()
  })

  it('filter machines by what they inherit', async () => {
    const names = async (...words: string[]) =>
      (await site.root.filter('machines', ...words)).map((found) => found['Name'])
    expect(await names('foreign/size', 'Eq', '3')).toEqual(['params.example.com'])
    expect(await names('foreign/size', 'Gt', '3')).toEqual([])
  })

  it('come in part when only some are asked for', async () => {
    await site.root.call('POST /machines/{uuid}/params', { path: machine, body: { a1: 1, b1: 2 } })
    const [part] = await site.root.list('GET /machines', { query: { params: 'a1' } })
    expect(part).toMatchObject({ Params: { a1: 1 }, Partial: true })
    expect(part?.['Params']).not.toHaveProperty('b1')
    await site.root.call('POST /machines/{uuid}/params', { path: machine, body: {} })
  })

  it.each([
    ['profiles', 'foreign-low'],
    ['stages', 'foreign-stage'],
    ['machines', uuid],
  ])('work through the generic calls on %s', async (prefix, name) => {
    const before = await site.root.generic('get_params', prefix, name)
    expect(await site.root.generic('set_param', prefix, name, 'foreign/size', 4)).toBe(4)
    expect(await site.root.generic('get_params', prefix, name)).toEqual({
      ...Object(before),
      'foreign/size': 4,
    })
    const patch = [{ op: 'replace', path: '/foreign~1size', value: 6 }]
    expect(await site.root.generic('patch_params', prefix, name, patch)).toMatchObject({ 'foreign/size': 6 })
    expect(await site.root.generic('set_params', prefix, name, before)).toEqual(before)
  })

  it('say who is missing', async () => {
    const absent = { uuid: '99999999-9999-4999-8999-999999999999' }
    expect(await site.root.refused('GET /machines/{uuid}/params', { path: absent })).toMatchObject({
      status: 404,
      error: { Model: 'machines', Key: absent.uuid, Type: 'GET', Messages: ['Not Found'] },
    })
  })

  describe('that are secure', () => {
    it('are sealed by the client and read back sealed, or plain by who may', async () => {
      const pubkey = await site.root.call('GET /machines/{uuid}/pubkey', { path: machine })
      expect(Buffer.from(String(pubkey), 'base64')).toHaveLength(32)
      await site.root.do('secure_param', { uuid, key: 'foreign/secret', body: 'hush' })
      expect(await one('foreign/secret')).toEqual({
        Key: expect.stringMatching(/^[\w+/]{43}=$/),
        Nonce: expect.stringMatching(/^[\w+/]{32}$/),
        Payload: expect.any(String),
      })
      expect(await one('foreign/secret', { decode: true })).toBe('hush')
      expect(await all({ decode: true })).toEqual({ 'foreign/secret': 'hush' })
      const [listed] = await site.root.list('GET /machines', { query: { decode: true } })
      expect(listed).toMatchObject({ Params: { 'foreign/secret': 'hush' } })
    })

    // The client seals what it sets on a machine, so these go past it.
    const set = (body: JsonValue) => ({
      method: 'POST',
      path: `/machines/${uuid}/params/foreign%2Fsecret`,
      body,
    })

    it('are not taken as plain text', async () => {
      const refusal = await site.root.rawRefused(set('plain'))
      expect(refusal.status).toBe(422)
      expect(refusal.error?.Messages?.join()).toMatch(/Key 'foreign\/secret': invalid val/)
    })

    it('are sealed for the object they are set on', async () => {
      const pubkey = await site.root.generic('get_pubkey', 'profiles', 'foreign-low')
      const body = await site.root.do('seal', { pubkey, body: 'for the profile' })
      const path = { name: 'foreign-low', key: 'foreign/secret' }
      await site.root.call('POST /profiles/{name}/params/{key}', { path, body })
      const query = { decode: true }
      expect(await site.root.call('GET /profiles/{name}/params/{key}', { path, query })).toBe(
        'for the profile',
      )
      expect((await site.root.rawRefused(set(body))).status).toBe(422)
    })

    it('are not decoded for who may not', async () => {
      const claims = [{ scope: 'machines', action: 'list,get', specific: '*' }]
      await site.root.call('POST /roles', { body: { Name: 'plain-reader', Claims: claims } })
      await site.root.call('POST /users', { body: { Name: 'eve', Roles: ['plain-reader'] } })
      const order = { method: 'PUT', path: '/users/eve/password', body: { Password: 'eves-password' } }
      await site.root.raw(order)
      const eve = await site.drppy.session(site.endpoint, { key: 'eve:eves-password' })
      const refusal = await eve.refused('GET /machines/{uuid}/params', {
        path: machine,
        query: { decode: true },
      })
      expect(refusal).toMatchObject({ status: 403, error: { Type: 'AUTH' } })
    })
  })

  it('have a neighbour: the meta sub-resource', async () => {
    const path = { type: 'machines', id: uuid }
    expect(await site.root.raw({ method: 'GET', path: `/meta/machines/${uuid}` })).toMatchObject({
      status: 200,
    })
    const order = { response: 'dict(str, str)', path: `/meta/machines/${uuid}` }
    const read = await site.root.raw({ ...order, method: 'GET' })
    expect(read.value).toMatchObject({ 'feature-flags': 'change-stage-v2' })
    const body = [
      { op: 'test', path: '/feature-flags', value: 'change-stage-v2' },
      { op: 'add', path: '/color', value: 'green' },
    ]
    expect((await site.root.raw({ ...order, method: 'PATCH', body })).value).toMatchObject({ color: 'green' })
    expect(await site.root.object('GET /machines/{uuid}', { path: machine })).toMatchObject({
      Meta: { color: 'green' },
    })
    expect(
      await site.root.rawRefused({
        ...order,
        method: 'PATCH',
        body: [{ op: 'test', path: '/color', value: 'red' }],
      }),
    ).toMatchObject({ status: 409 })
    // The generated call decodes the map to a class without fields; what counts is that it goes through.
    await site.root.call('GET /meta/{type}/{id}', { path })
    for (const [type, id, status] of [
      ['machines', '99999999-9999-4999-8999-999999999999', 404],
      ['nonsense', 'x', 404],
    ] as const) {
      expect((await site.root.refused('GET /meta/{type}/{id}', { path: { type, id } })).status).toBe(status)
    }
  })
})
