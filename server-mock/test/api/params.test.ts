import type { JsonObject, JsonValue, Machine } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestAnswer, type TestServer } from './test-server.ts'

const basic = (key: string) => `Basic ${Buffer.from(key).toString('base64')}`

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const create = async (prefix: string, object: JsonObject) =>
  (await server.json('POST', `/${prefix}`, object)) as JsonObject
const answer = async (method: string, path: string, body?: JsonValue) => {
  const { status, text } = await server.call(method, path, body)
  return { status, body: JSON.parse(text) as JsonValue }
}
const refused = ({ status, text }: TestAnswer) => ({ status, ...JSON.parse(text) })

describe('params of an object', () => {
  let of: Record<string, string>
  beforeAll(async () => {
    const machine = await create('machines', { Name: 'params.example.com' })
    await create('profiles', { Name: 'some-profile' })
    await create('stages', { Name: 'some-stage' })
    await create('plugins', { Name: 'some-plugin', Provider: 'nobody' })
    await create('endpoints', { Id: 'some-endpoint' })
    await create('params', { Name: 'size/of', Schema: { type: 'integer', minimum: 1 } })
    of = {
      machines: String(machine['Uuid']),
      profiles: 'some-profile',
      stages: 'some-stage',
      plugins: 'some-plugin',
      endpoints: 'some-endpoint',
    }
  })

  for (const prefix of ['machines', 'profiles', 'stages', 'plugins', 'endpoints']) {
    it(`of ${prefix} are read, set, patched and taken away`, async () => {
      const path = `/${prefix}/${of[prefix]}/params`
      expect(await answer('GET', path)).toEqual({ status: 200, body: {} })
      expect(await answer('GET', `${path}/size/of`)).toEqual({ status: 200, body: null })
      expect(await answer('POST', `${path}/size/of`, 4)).toEqual({ status: 200, body: 4 })
      expect(await answer('GET', `${path}/size/of`)).toEqual({ status: 200, body: 4 })
      expect(await answer('POST', path, { 'size/of': 5, deep: { list: [1, null] } })).toEqual({
        status: 200,
        body: { 'size/of': 5, deep: { list: [1, null] } },
      })
      const patch = [
        { op: 'test', path: '/size~1of', value: 5 },
        { op: 'replace', path: '/size~1of', value: 6 },
        { op: 'move', from: '/deep', path: '/deeper' },
      ]
      expect(await answer('PATCH', path, patch)).toEqual({
        status: 200,
        body: { 'size/of': 6, deeper: { list: [1, null] } },
      })
      expect(await answer('DELETE', `${path}/deeper`)).toEqual({ status: 200, body: { list: [1, null] } })
      expect(await answer('GET', path)).toEqual({ status: 200, body: { 'size/of': 6 } })
      const gone = refused(await server.call('DELETE', `${path}/deeper`))
      expect(gone).toMatchObject({ status: 404, Model: 'params', Key: 'deeper', Messages: ['Not Found'] })
    })

    it(`of ${prefix} are refused where they break a rule`, async () => {
      const path = `/${prefix}/${of[prefix]}/params`
      expect(refused(await server.call('POST', `${path}/size/of`, 0))).toMatchObject({
        status: 422,
        Model: prefix,
        Type: 'ValidationError',
        Messages: ["Key 'size/of': invalid val '0': value must be >= 1"],
      })
      expect((await server.call('POST', path, { 'size/of': 'large' })).status).toBe(422)
      expect((await server.call('POST', path, ['size/of'])).status).toBe(400)
      expect((await server.call('POST', `${path}/__proto__`, {})).status).toBe(400)
      const operation = { op: 'test', path: '/size~1of', value: 7 }
      expect(refused(await server.call('PATCH', path, [operation]))).toMatchObject({
        status: 409,
        Model: prefix,
        Key: of[prefix],
        Type: 'PATCH',
        Messages: [
          'Patch error at line 0: the value at `/size~1of` is not the expected one',
          `Patch line: ${JSON.stringify(operation)}`,
        ],
      })
      expect((await server.call('PATCH', path, { op: 'test' })).status).toBe(400)
      expect((await server.call('PATCH', path, [{ op: 'replace', path: '', value: 4 }])).status).toBe(400)
      expect(await answer('GET', path)).toEqual({ status: 200, body: { 'size/of': 6 } })
      for (const missing of [`/${prefix}/nobody/params`, `/${prefix}/nobody/params/x`])
        expect((await server.call('GET', missing)).status).toBe(404)
      expect((await server.call('POST', `/${prefix}/nobody/params/x`, 1)).status).toBe(404)
    })
  }

  it('can be reached by any unique index of their object, and by names with odd letters', async () => {
    const path = '/machines/Name:params.example.com/params'
    const name = 'über/50%~x y'
    const encoded = name.split('/').map(encodeURIComponent).join('/')
    expect((await answer('POST', `${path}/${encoded}`, 'here')).body).toBe('here')
    expect((await answer('GET', `${path}/${encoded}`)).body).toBe('here')
    expect((await answer('DELETE', `${path}/${encoded}`)).body).toBe('here')
  })

  it('may be granted one by one', async () => {
    await server.json('POST', '/roles', {
      Name: 'painter',
      Claims: [
        { scope: 'machines', action: 'get', specific: '*' },
        { scope: 'machines', action: 'update:/Params/colour', specific: '*' },
      ],
    })
    await server.json('POST', '/users', { Name: 'painter', Roles: ['painter'] })
    await server.json('PUT', '/users/painter/password', { Password: 'only-colours' })
    const authorization = basic('painter:only-colours')
    const path = `/machines/${of['machines']}/params`
    const status = async (method: string, at: string, body?: JsonValue) =>
      (await server.call(method, at, body, { authorization })).status
    expect(await status('POST', `${path}/colour`, 'red')).toBe(200)
    expect(await status('PATCH', path, [{ op: 'replace', path: '/colour', value: 'blue' }])).toBe(200)
    expect(await status('DELETE', `${path}/colour`)).toBe(200)
    expect(await status('POST', `${path}/size/of`, 2)).toBe(403)
    expect(await status('PATCH', path, [{ op: 'remove', path: '/size~1of' }])).toBe(403)
    expect(await status('POST', path, { colour: 'red' })).toBe(403)
    expect(await status('DELETE', `${path}/size/of`)).toBe(403)
  })
})

describe('aggregated params', () => {
  let uuid: string
  const get = async (path: string) => (await answer('GET', path)).body
  beforeAll(async () => {
    await create('params', { Name: 'level', Schema: { type: 'string', default: 'schema' } })
    await create('profiles', { Name: 'inner', Params: { level: 'inner', a: 1, tree: { inner: 1, both: 1 } } })
    await create('profiles', { Name: 'middle', Profiles: ['inner'], Params: { b: 2, list: [2] } })
    await create('profiles', { Name: 'between', Profiles: ['middle'] })
    await create('profiles', {
      Name: 'outer',
      Profiles: ['between'],
      Params: { tree: { outer: 1, both: 2 } },
    })
    await create('profiles', { Name: 'of-stage', Params: { level: 'stage profile', c: 3, d: 3 } })
    await create('stages', { Name: 'aggregating', Params: { c: 'stage' }, Profiles: ['of-stage'] })
    await server.json('POST', '/profiles/global/params', { level: 'global', e: 5 })
    const machine = await create('machines', {
      Name: 'aggregate.example.com',
      Stage: 'aggregating',
      Profiles: ['outer'],
      Params: { list: [1] },
    })
    uuid = String(machine['Uuid'])
  })

  it('of a machine come from the nearest of all that has them', async () => {
    expect(await get(`/machines/${uuid}/params`)).toEqual({ list: [1] })
    expect(await get(`/machines/${uuid}/params?aggregate=true`)).toEqual({
      list: [1],
      tree: { outer: 1, both: 2 },
      level: 'inner',
      a: 1,
      b: 2,
      c: 'stage',
      d: 3,
      e: 5,
    })
    expect(await get(`/machines/${uuid}/params/a?aggregate=true`)).toBe(1)
    expect(await get(`/machines/${uuid}/params/a`)).toBeNull()
    expect(await get(`/machines/${uuid}/params/nothing?aggregate=true`)).toBeNull()
  })

  it('end at the default of the schema', async () => {
    const machine = await create('machines', { Name: 'bare.example.com' })
    const level = `/machines/${String(machine['Uuid'])}/params/level?aggregate=true`
    expect(await get(level)).toBe('global')
    await server.json('DELETE', '/profiles/global/params/level')
    expect(await get(level)).toBe('schema')
    expect(await get('/profiles/of-stage/params/level?aggregate=true')).toBe('stage profile')
    expect(await get('/profiles/middle/params/level?aggregate=true')).toBe('inner')
    expect(await get('/profiles/global/params/level?aggregate=true')).toBe('schema')
    expect(await get('/stages/aggregating/params?aggregate=true')).toEqual({
      c: 'stage',
      level: 'stage profile',
      d: 3,
    })
  })

  it('may be put together over all levels', async () => {
    const composed = (await get(`/machines/${uuid}/params?compose=true`)) as JsonObject
    expect(composed['list']).toEqual([1, 2])
    expect(composed['tree']).toEqual({ outer: 1, both: 2, inner: 1 })
    expect(await get(`/machines/${uuid}/params/tree?compose=true&aggregate=true`)).toEqual(composed['tree'])
  })

  it('may be asked for in part', async () => {
    expect(await get(`/machines/${uuid}/params?aggregate=true&params=a,level,nothing`)).toEqual({
      a: 1,
      level: 'inner',
    })
  })

  it('are in objects and lists where they are asked for', async () => {
    const one = (await get(`/machines/${uuid}?aggregate=true&params=a`)) as JsonObject
    expect(one).toMatchObject({ Uuid: uuid, Params: { a: 1 }, Partial: true })
    const list = (await get(`/machines?Uuid=${uuid}&aggregate=true`)) as unknown as Machine[]
    expect(list[0]?.Params).toMatchObject({ a: 1, d: 3 })
    const plain = (await get(`/machines?Uuid=${uuid}`)) as unknown as Machine[]
    expect(plain[0]?.Params).toEqual({ list: [1] })
  })
})

describe('a definition that changes', () => {
  it('makes objects unavailable whose values do not fit any more, and lets them be saved', async () => {
    const machine = await create('machines', { Name: 'rules.example.com', Params: { weight: 'heavy' } })
    await create('params', { Name: 'weight', Schema: { type: 'integer' } })
    const path = `/machines/${String(machine['Uuid'])}`
    const saved = (await server.json('PATCH', path, [
      { op: 'replace', path: '/Description', value: 'x' },
    ])) as Machine
    expect(saved).toMatchObject({
      Available: false,
      Errors: [`Key 'weight': invalid val '"heavy"': value must be integer`],
    })
    expect((await server.call('POST', `${path}/params/weight`, 'light')).status).toBe(422)
    await server.json('POST', `${path}/params/weight`, 7)
    expect(await server.json('GET', path)).toMatchObject({ Available: true, Errors: [] })
  })
})
