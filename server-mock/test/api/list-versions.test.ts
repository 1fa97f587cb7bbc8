import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from './test-server.ts'

describe('the version of a list', () => {
  let site: TestServer
  beforeAll(async () => {
    site = await startTestServer()
    await site.json('POST', '/machines', { Name: 'one.example.net', Address: '10.0.0.1' })
    await site.json('POST', '/params', { Name: 'rack', Schema: { type: 'string' } })
    await site.json('POST', '/profiles', { Name: 'web', Params: { rack: 'b7' } })
  })
  afterAll(() => site.close())

  const list = (path: string, tag?: string, authorization?: string) =>
    site.call('GET', path, undefined, {
      ...(tag === undefined ? {} : { headers: { 'If-None-Match': tag } }),
      ...(authorization === undefined ? {} : { authorization }),
    })
  const tagOf = async (path: string) => String((await list(path)).headers['etag'])

  it.each([
    '/machines',
    '/machines?Name=one.example.net',
    '/machines?rack=b7',
    '/profiles',
    '/params',
    '/stages',
  ])('of %s stays the same as long as the list does', async (path) => {
    const tag = await tagOf(path)
    expect(tag).toMatch(/^"[\w.-]+"$/)
    const again = await list(path, tag)
    expect(again).toMatchObject({ status: 304, text: '' })
    expect(again.headers['etag']).toBe(tag)
    expect((await list(path, '"other"')).status).toBe(200)
  })

  it('changes with each kind of write, and only with those to the kind', async () => {
    let tag = await tagOf('/machines')
    const moved = async () => {
      const { status, headers } = await list('/machines', tag)
      tag = String(headers['etag'])
      return status === 200
    }
    await site.json('POST', '/profiles', { Name: 'other' })
    expect(await moved()).toBe(false)
    await site.json('POST', '/machines', { Name: 'two.example.net', Address: '10.0.0.2' })
    expect(await moved()).toBe(true)
    const patch = [{ op: 'add', path: '/Description', value: 'spare' }]
    await site.json('PATCH', '/machines/Name:two.example.net', patch)
    expect(await moved()).toBe(true)
    await site.json('DELETE', '/machines/Name:two.example.net')
    expect(await moved()).toBe(true)
    expect(await moved()).toBe(false)
  })

  it('of a list that a param filters changes with the profiles that set it', async () => {
    await site.json('PATCH', '/machines/Name:one.example.net', [
      { op: 'add', path: '/Profiles', value: ['web'] },
    ])
    const tag = await tagOf('/machines?rack=b7')
    expect(JSON.parse((await list('/machines?rack=b7')).text)).toHaveLength(1)
    await site.json('PATCH', '/profiles/web', [{ op: 'replace', path: '/Params/rack', value: 'b8' }])
    const later = await list('/machines?rack=b7', tag)
    expect(later).toMatchObject({ status: 200, text: '[]' })
  })

  it('of a kind that content packs bring changes with what they bring', async () => {
    const tag = await tagOf('/stages')
    const pack = {
      meta: { Name: 'more', Version: '1.0.0' },
      sections: { stages: { late: { Name: 'late' } } },
    }
    await site.json('POST', '/contents', pack)
    expect((await list('/stages', tag)).status).toBe(200)
    expect((await site.call('DELETE', '/contents/more')).status).toBe(204)
    expect((await list('/stages', tag)).status).toBe(304)
  })

  it('is told to nobody who may not see the list, and not for what a caller sees alone', async () => {
    const tag = await tagOf('/machines')
    await site.json('POST', '/users', { Name: 'nobody', Roles: [] })
    await site.json('PUT', '/users/nobody/password', { Password: 'nothing1' })
    const basic = `Basic ${Buffer.from('nobody:nothing1').toString('base64')}`
    const hidden = await list('/machines', tag, basic)
    expect(hidden).toMatchObject({ status: 200, text: '[]' })
    expect(hidden.headers['etag']).toBeUndefined()
    expect((await list('/machines?aggregate=true')).headers['etag']).toBeUndefined()
    await site.json('POST', '/tenants', { Name: 'some', Users: ['nobody'], Members: { machines: [] } })
    await site.json('POST', '/roles', {
      Name: 'lists',
      Claims: [{ scope: 'machines', action: 'list', specific: '*' }],
    })
    await site.json('PATCH', '/users/nobody', [{ op: 'add', path: '/Roles', value: ['lists'] }])
    const tenant = await list('/machines', tag, basic)
    expect(tenant).toMatchObject({ status: 200, text: '[]' })
    expect(tenant.headers['etag']).toBeUndefined()
  })

  it('of another start of the server is never the same', async () => {
    const tag = await tagOf('/machines')
    const other = await startTestServer()
    try {
      await other.json('POST', '/machines', { Name: 'one.example.net', Address: '10.0.0.1' })
      expect(
        (await other.call('GET', '/machines', undefined, { headers: { 'If-None-Match': tag } })).status,
      ).toBe(200)
    } finally {
      await other.close()
    }
  })
})
