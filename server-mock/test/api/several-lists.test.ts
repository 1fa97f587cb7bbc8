import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from './test-server.ts'

describe('several lists in one answer', () => {
  let site: TestServer
  beforeAll(async () => {
    site = await startTestServer()
    await site.json('POST', '/machines', { Name: 'one.example.net', Address: '10.0.0.1' })
    await site.json('POST', '/machines', { Name: 'two.example.net', Address: '10.0.0.2' })
    await site.json('POST', '/profiles', { Name: 'web' })
  })
  afterAll(() => site.close())

  const path = '/lists?list=machines%3FName%3Done.example.net&list=profiles&list=stages'
  const ask = (tag?: string) =>
    site.call('GET', path, undefined, tag === undefined ? {} : { headers: { 'If-None-Match': tag } })

  it('are the same as each of them alone', async () => {
    const alone = async (list: string) => JSON.parse((await site.call('GET', list)).text)
    expect(JSON.parse((await ask()).text)).toEqual({
      machines: await alone('/machines?Name=one.example.net'),
      profiles: await alone('/profiles'),
      stages: await alone('/stages'),
    })
  })

  it('have one tag, which changes with any of them, and then all are there', async () => {
    const first = await ask()
    const tag = String(first.headers['etag'])
    expect(await ask(tag)).toMatchObject({ status: 304, text: '' })
    // The last list alone has changed.
    await site.json('POST', '/stages', { Name: 'more' })
    const second = await ask(tag)
    expect(second.status).toBe(200)
    expect(JSON.parse(second.text).machines).toEqual(JSON.parse(first.text).machines)
    expect(JSON.parse(second.text).stages).toHaveLength(JSON.parse(first.text).stages.length + 1)
    expect((await ask(String(second.headers['etag']))).status).toBe(304)
    for (const odd of ['""', '"', '" "', '"a b c"', 'W/"a b c"', '*', ' '.repeat(99)])
      expect((await ask(odd)).status).toBe(200)
  })

  it('are empty for who may not see them', async () => {
    await site.json('POST', '/roles', {
      Name: 'profiler',
      Claims: [{ scope: 'profiles', action: 'list', specific: '*' }],
    })
    await site.json('POST', '/users', { Name: 'guest', Roles: ['profiler'] })
    await site.json('PUT', '/users/guest/password', { Password: 'guest-password' })
    const authorization = `Basic ${Buffer.from('guest:guest-password').toString('base64')}`
    const { text } = await site.call('GET', path, undefined, { authorization })
    const { machines, stages, profiles } = JSON.parse(text)
    expect([machines, stages]).toEqual([[], []])
    expect(profiles.length).toBeGreaterThan(0)
  })

  it.each([
    ['', 'Name the lists'],
    ['?list=', 'no kind of object'],
    ['?list=nonsense', 'no kind of object nonsense'],
    ['?list=machines&list=machines', 'twice'],
    ['?list=machines%3Flimit%3Dmany', 'Limit'],
  ])('%s is refused', async (query, reason) => {
    const answer = await site.call('GET', `/lists${query}`)
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.text).toContain(reason)
  })
})
