import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { installedDrppy } from '../../tools/install-drppy.ts'
import type { DrppySession } from './drppy.ts'
import { type ForeignSite, startForeignSite } from './foreign-site.ts'

const Events = z.array(
  z.looseObject({
    Type: z.string(),
    Action: z.string(),
    Key: z.string(),
    Principal: z.string(),
    Time: z.iso.datetime(),
  }),
)

/** Events through another websocket library; DRP's Python client has none. */
describe.skipIf(installedDrppy() === undefined)('events of the foreign client', () => {
  let site: ForeignSite
  beforeAll(async () => {
    site = await startForeignSite()
    await site.root.do('watch')
  })
  afterAll(() => site?.close())

  const register = (selector: string, session: DrppySession = site.root) =>
    session.do('selector', { word: 'register', selector })
  const deregister = (selector: string) => site.root.do('selector', { word: 'deregister', selector })
  const events = async (count: number, seconds: number, session: DrppySession = site.root) =>
    Events.parse(await session.do('events', { count, seconds }))
  const make = (name: string, more: JsonObject = {}) =>
    site.root.object('POST /profiles', { body: { Name: name, ...more } })

  it('are confirmed before they come', async () => {
    expect(await register('profiles.*.*')).toMatchObject({
      Type: 'websocket',
      Action: 'register',
      Key: 'profiles.*.*',
    })
  })

  it('tell what was created, changed and deleted, with the object', async () => {
    await make('foreign-watched')
    const path = { name: 'foreign-watched' }
    const body: JsonValue = [{ op: 'replace', path: '/Description', value: 'new' }]
    await site.root.call('PATCH /profiles/{name}', { path, body })
    await site.root.call('DELETE /profiles/{name}', { path })
    const seen = (await events(6, 2)).filter(({ Action }) => Action !== 'save')
    expect(seen).toMatchObject([
      { Type: 'profiles', Action: 'create', Key: 'foreign-watched', Principal: 'user:rocketskates' },
      { Action: 'update', Object: { Description: 'new' }, Original: { Description: '' } },
      { Action: 'delete', Object: { Name: 'foreign-watched' } },
    ])
  })

  it('come after the change: what is read then is not older', async () => {
    await make('foreign-after')
    const [event] = await events(1, 5)
    expect(event).toMatchObject({ Action: 'create', Key: 'foreign-after' })
    expect(await site.root.generic('exists', 'profiles', 'foreign-after')).toBe(true)
  })

  it('are chosen by kind, action and key, which may hold dots and slashes', async () => {
    await events(10, 0.3)
    await deregister('profiles.*.*')
    await register('params.create.foreign/a.b')
    await make('foreign-unwatched')
    for (const Name of ['foreign/a.b', 'foreign/other'])
      await site.root.call('POST /params', { body: { Name } })
    expect(await events(5, 0.5)).toMatchObject([{ Type: 'params', Action: 'create', Key: 'foreign/a.b' }])
    await deregister('params.create.foreign/a.b')
    await site.root.call('DELETE /params/{name}', { path: { name: 'foreign/a.b' } })
    expect(await events(1, 0.3)).toEqual([])
  })

  it('can be posted', async () => {
    await register('foreign.*.*')
    const body = { Type: 'foreign', Action: 'tell', Key: 'k1', Object: { a: [1] } }
    await site.root.call('POST /events', { body })
    expect(await events(1, 5)).toMatchObject([
      { Type: 'foreign', Action: 'tell', Key: 'k1', Object: { a: [1] }, Principal: 'user:rocketskates' },
    ])
  })

  it('are kept from who may not see them: only a claim of kind, action and key lets one through', async () => {
    const made = await site.root.object('POST /machines', { body: { Name: 'watched.example.com' } })
    const uuid = String(made['Uuid'])
    const order = { method: 'GET', path: `/machines/${uuid}/token`, response: 'UserToken' }
    const { Token } = z.object({ Token: z.string() }).parse((await site.root.raw(order)).value)
    const machine = await site.drppy.session(site.endpoint, { token: Token })
    await machine.do('watch')
    await register('*.*.*', machine)
    await make('foreign-hidden')
    await site.root.call('PATCH /machines/{uuid}', {
      path: { uuid },
      body: [{ op: 'replace', path: '/Description', value: 'seen' }],
    })
    const seen = await events(10, 1, machine)
    expect(new Set(seen.map(({ Type, Key }) => `${Type} ${Key}`))).toEqual(new Set([`machines ${uuid}`]))
  })

  it('are not served to who has not logged in', async () => {
    const nobody = await site.drppy.session(site.endpoint, { token: 'bm8gdG9rZW4' })
    await expect(nobody.do('watch')).rejects.toThrow(/40[13]/)
  })
})
