import { type JsonValue, Machine } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from './test-server.ts'

describe('a machine with its own token', () => {
  let site: TestServer
  let path: string
  let authorization: string
  beforeAll(async () => {
    site = await startTestServer()
    for (const Name of ['ipmi/address', 'ipmi/mode', 'other']) await site.json('POST', '/params', { Name })
    const { Uuid } = Machine.parse(await site.json('POST', '/machines', { Name: 'own.example.net' }))
    path = `/machines/${Uuid}`
    const { Token } = JSON.parse((await site.call('GET', `${path}/token`)).text)
    authorization = `Bearer ${Token}`
  })
  afterAll(() => site.close())

  const set = (name: string, value: string | null) =>
    site.call('POST', `${path}/params/${name}`, value, { authorization })
  const patch = (...operations: JsonValue[]) => site.call('PATCH', path, operations, { authorization })

  it('tells where its BMC is, and says the same again', async () => {
    expect((await set('ipmi/address', '10.0.9.1')).status).toBe(200)
    expect((await set('ipmi/address', '10.0.9.1')).status).toBe(200)
    expect((await set('other', 'x')).status).toBe(200)
  })

  it('cannot lead the password of its BMC elsewhere', async () => {
    const answer = await set('ipmi/address', '10.0.9.66')
    expect(answer).toMatchObject({
      status: 403,
      text: expect.stringContaining('may not change ipmi/address'),
    })
    const pointer = '/Params/ipmi~1address'
    expect((await patch({ op: 'replace', path: pointer, value: '10.0.9.66' })).status).toBe(403)
    expect((await patch({ op: 'remove', path: pointer })).status).toBe(403)
    expect((await patch({ op: 'replace', path: '/Params', value: {} })).status).toBe(403)
    expect(
      (await site.call('DELETE', `${path}/params/ipmi/address`, undefined, { authorization })).status,
    ).toBe(403)
    expect(await site.json('GET', `${path}/params/ipmi/address`)).toBe('10.0.9.1')
  })

  it('is led by operators, who may change it', async () => {
    await site.json('POST', `${path}/params/ipmi/address`, '10.0.9.2')
    expect(await site.json('GET', `${path}/params/ipmi/address`)).toBe('10.0.9.2')
  })
})
