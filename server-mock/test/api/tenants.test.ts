import type { Machine } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from './test-server.ts'

const basic = (key: string) => `Basic ${Buffer.from(key).toString('base64')}`

describe('users of a tenant', () => {
  let server: TestServer
  const uuids: string[] = []
  const carol = basic('carol:of-the-tenant')
  const call = (method: string, path: string, body?: Parameters<TestServer['call']>[2]) =>
    server.call(method, path, body, { authorization: carol })
  const members = async () => {
    const tenant = (await server.json('GET', '/tenants/racks-a')) as { Members: { machines: string[] } }
    return tenant.Members.machines
  }

  beforeAll(async () => {
    server = await startTestServer()
    for (const Name of ['a1.example.com', 'a2.example.com', 'b1.example.com']) {
      uuids.push(((await server.json('POST', '/machines', { Name })) as Machine).Uuid)
    }
    await server.json('POST', '/users', { Name: 'carol', Roles: ['superuser'] })
    await server.json('PUT', '/users/carol/password', { Password: 'of-the-tenant' })
    await server.json('POST', '/tenants', {
      Name: 'racks-a',
      Members: { machines: uuids.slice(0, 2) },
      Users: ['carol'],
    })
  })
  afterAll(() => server.close())

  it('see only its members in lists, which are counted after that', async () => {
    const list = await call('GET', '/machines?sort=Name')
    expect(JSON.parse(list.text).map(({ Name }: Machine) => Name)).toEqual([
      'a1.example.com',
      'a2.example.com',
    ])
    expect([list.headers['x-drp-list-total-count'], list.headers['x-drp-list-count']]).toEqual(['2', '2'])
    const page = await call('GET', '/machines?limit=1&offset=1')
    expect([JSON.parse(page.text).length, page.headers['x-drp-list-total-count']]).toEqual([1, '2'])
    expect((await call('GET', '/machines?Name=b1.example.com')).text).toBe('[]')
  })

  it('find nobody else’s objects, by whatever call', async () => {
    const [own, , other] = uuids
    expect((await call('GET', `/machines/${own}`)).status).toBe(200)
    const patch = [{ op: 'replace', path: '/Description', value: 'x' }]
    for (const [method, path, body] of [
      ['GET', `/machines/${other}`],
      ['GET', '/machines/Name:b1.example.com'],
      ['HEAD', `/machines/${other}`],
      ['PATCH', `/machines/${other}`, patch],
      ['DELETE', `/machines/${other}`],
      ['GET', `/machines/${other}/params`],
      ['GET', `/machines/${other}/token`],
      ['GET', `/meta/machines/${other}`],
      ['POST', `/machines/${other}/releaseToPool`, {}],
    ] as const) {
      expect([method, path, (await call(method, path, body)).status]).toEqual([method, path, 404])
    }
  })

  it('see all of a kind that the tenant does not confine', async () => {
    expect((await call('GET', '/profiles/global')).status).toBe(200)
  })

  it('make members of what they create, and take them out with what they delete', async () => {
    const made = await call('POST', '/machines', { Name: 'a3.example.com' })
    const { Uuid } = JSON.parse(made.text)
    expect(await members()).toContain(Uuid)
    expect((await call('DELETE', `/machines/${Uuid}`)).status).toBe(200)
    expect(await members()).not.toContain(Uuid)
  })

  it('are given members only by pool calls', async () => {
    const many = await call('POST', '/pools/default/allocateMachines', { 'pool/count': 3 })
    expect(many.status).toBe(409)
    const given = await call('POST', '/pools/default/allocateMachines', { 'pool/count': 2 })
    expect(
      JSON.parse(given.text)
        .map(({ Name }: Machine) => Name)
        .sort(),
    ).toEqual(['a1.example.com', 'a2.example.com'])
    const foreign = await call('POST', '/pools/default/releaseMachines', {
      'pool/machine-list': uuids.slice(2),
    })
    expect(foreign.status).toBe(404)
    expect(Object.keys(JSON.parse((await call('GET', '/pools/default/status')).text)).sort()).toEqual(
      uuids.slice(0, 2).sort(),
    )
  })

  it('are in one tenant at most', async () => {
    const second = await server.call('POST', '/tenants', { Name: 'racks-b', Users: ['carol'] })
    expect(second.status).toBe(422)
  })
})
