import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { installedDrppy } from '../../tools/install-drppy.ts'
import type { DrppySession } from './drppy.ts'
import { type ForeignSite, startForeignSite } from './foreign-site.ts'

/** Logging in, tokens, passwords and rights, as a client sees them that knows only DRP. */
describe.skipIf(installedDrppy() === undefined)('the foreign client logs in', () => {
  let site: ForeignSite
  beforeAll(async () => {
    site = await startForeignSite()
  })
  afterAll(() => site?.close())

  // The client's generated calls for tokens and passwords do not put the user's name into the path.
  const tokenOf = (name: string, query: Record<string, string> = {}) => ({
    method: 'GET',
    path: `/users/${name}/token`,
    query,
    response: 'UserToken',
  })
  const token = async (session: DrppySession, name: string, query: Record<string, string> = {}) => {
    const { value } = await session.raw(tokenOf(name, query))
    return z.object({ Token: z.string(), Info: z.json() }).parse(value)
  }
  const as = (login: { readonly key: string } | { readonly token: string }) =>
    site.drppy.session(site.endpoint, login)
  const setPassword = async (name: string, Password: string) => {
    const order = { method: 'PUT', path: `/users/${name}/password`, response: 'User' }
    return (await site.root.raw({ ...order, body: { Password } })).value
  }

  it('with a password, and with a token that it got for it', async () => {
    const { Token, Info } = await token(site.root, 'rocketskates', { ttl: '600' })
    expect(Info).toEqual(await site.root.call('GET /info'))
    const bearer = await as({ token: Token })
    expect(await bearer.list('GET /users')).toMatchObject([{ Name: 'rocketskates', Roles: ['superuser'] }])
  })

  it('and is refused with nothing, a wrong password, an unknown user and a wrong token', async () => {
    expect(await (await as({ token: '' })).refused('GET /machines')).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': 'dr-provision' },
    })
    for (const key of ['rocketskates:wrong', 'nobody:wrong']) {
      const refusal = await (await as({ key })).refused('GET /machines')
      expect([refusal.status, refusal.error]).toEqual([403, undefined])
    }
    const refusal = await (await as({ token: 'bm8gdG9rZW4' })).refused('GET /machines')
    expect([refusal.status, refusal.error]).toEqual([403, undefined])
    expect(refusal.headers['www-authenticate']).toBe('dr-provision')
  })

  it('and learns that there is no such user, and that a life is no number', async () => {
    expect(await site.root.rawRefused(tokenOf('nobody'))).toMatchObject({
      status: 404,
      error: { Model: 'users', Key: 'nobody', Messages: ['Not Found'] },
    })
    expect((await site.root.rawRefused(tokenOf('rocketskates', { ttl: 'long' }))).status).toBe(400)
  })

  it('as a user made through it, whose new password ends his tokens', async () => {
    await site.root.call('POST /users', { body: { Name: 'alice', Roles: ['superuser'] } })
    const user = await setPassword('alice', 'first')
    expect(user).toMatchObject({
      Name: 'alice',
      PasswordHash: null,
      Secret: expect.stringMatching(/^.{16}$/),
    })
    const alice = await as({ key: 'alice:first' })
    const bearer = await as({ token: (await token(alice, 'alice')).Token })
    expect((await bearer.object('GET /users/{name}', { path: { name: 'alice' } }))['Name']).toBe('alice')

    await setPassword('alice', 'second')
    expect(await bearer.refused('GET /machines')).toMatchObject({
      status: 403,
      error: { Model: '', Key: '', Type: 'AUTH', Messages: ['Validation failed'], Code: 403 },
    })
    expect((await alice.refused('GET /machines')).status).toBe(403)
    expect(await (await as({ key: 'alice:second' })).list('GET /machines')).toEqual([])
  })

  describe('and with a role that may only read machines', () => {
    const claims = [{ scope: 'machines', action: 'list,get', specific: '*' }]
    const uuid = '11111111-2222-4333-8444-00000000000a'
    beforeAll(async () => {
      await site.root.call('POST /roles', { model: 'Role', body: { Name: 'reader', Claims: claims } })
      await site.root.call('POST /users', { body: { Name: 'bob', Roles: ['reader'] } })
      await setPassword('bob', 'bobs-password')
      await site.root.call('POST /machines', { body: { Name: 'seen.example.com', Uuid: uuid } })
    })
    const bob = () => as({ key: 'bob:bobs-password' })

    it('sees machines, himself and the server', async () => {
      const session = await bob()
      expect(await session.list('GET /machines')).toMatchObject([{ Name: 'seen.example.com' }])
      expect((await session.object('GET /users/{name}', { path: { name: 'bob' } }))['Name']).toBe('bob')
      expect(await session.object('GET /info')).toMatchObject({ arch: expect.any(String) })
    })

    it('sees empty lists of the rest, with counts of 0, and no object', async () => {
      const session = await bob()
      const listed = await session.exchange('GET /profiles')
      expect(listed).toMatchObject({
        value: [],
        headers: { 'x-drp-list-count': '0', 'x-drp-list-total-count': '0' },
      })
      expect(await session.refused('GET /profiles/{name}', { path: { name: 'global' } })).toMatchObject({
        status: 404,
        error: { Model: 'profiles', Key: 'global', Type: 'GET', Messages: ['Not Found'], Code: 404 },
      })
      expect(await session.generic('exists', 'profiles', 'global')).toBe(false)
    })

    it('changes nothing, and is told what it takes', async () => {
      const session = await bob()
      expect(await session.refused('POST /machines', { body: { Name: 'other.example.com' } })).toMatchObject({
        status: 403,
        error: {
          Model: '',
          Key: '',
          Type: 'AUTH',
          Messages: ['Cannot access /api/v3/machines', 'Requires: machines create '],
          Code: 403,
        },
      })
      const patch = [{ op: 'replace', path: '/Description', value: 'x' }]
      expect(await session.refused('PATCH /machines/{uuid}', { path: { uuid }, body: patch })).toMatchObject({
        status: 403,
        error: {
          Messages: [
            `Cannot access /api/v3/machines/${uuid}`,
            expect.stringMatching(/^Requires: machines update/),
          ],
        },
      })
      expect((await session.refused('DELETE /machines/{uuid}', { path: { uuid } })).status).toBe(403)
    })

    it('may get a token for himself alone', async () => {
      const session = await bob()
      await token(session, 'bob')
      expect((await session.rawRefused(tokenOf('rocketskates'))).status).toBe(403)
    })

    it('touches one field where only that is allowed', async () => {
      await site.root.call('POST /roles', {
        body: {
          Name: 'colours',
          Claims: [...claims, { scope: 'machines', action: 'update:/Meta', specific: '*' }],
        },
      })
      await site.root.call('POST /users', { body: { Name: 'carol', Roles: ['colours'] } })
      await setPassword('carol', 'carols-password')
      const carol = await as({ key: 'carol:carols-password' })
      const patch = (path: string) => ({
        path: { uuid },
        body: [
          { op: 'test', path: '/Name', value: 'seen.example.com' },
          { op: 'add', path, value: 'blue' },
        ],
      })
      const done = await carol.object('PATCH /machines/{uuid}', patch('/Meta/color'))
      expect(done).toMatchObject({ Meta: { color: 'blue' } })
      expect((await carol.refused('PATCH /machines/{uuid}', patch('/Description'))).status).toBe(403)
    })

    it('keeps of the roles of a token only those that are asked for', async () => {
      await site.root.call('POST /users', { body: { Name: 'dora', Roles: ['reader', 'superuser'] } })
      const narrow = await as({ token: (await token(site.root, 'dora', { roles: 'reader' })).Token })
      expect(await narrow.list('GET /profiles')).toEqual([])
      const wide = await as({ token: (await token(site.root, 'dora')).Token })
      expect((await wide.list('GET /profiles')).length).toBeGreaterThan(0)
    })
  })

  it('with a token of a machine, which reaches that machine alone', async () => {
    const uuid = '11111111-2222-4333-8444-00000000000b'
    await site.root.call('POST /machines', { body: { Name: 'own.example.com', Uuid: uuid } })
    const answer = await site.root.object('GET /machines/{uuid}/token', {
      path: { uuid },
      query: { ttl: '600' },
    })
    const machine = await as({ token: String(answer['Token']) })
    const path = { uuid }
    const patch = [{ op: 'replace', path: '/Description', value: 'mine' }]
    expect(await machine.object('PATCH /machines/{uuid}', { path, body: patch })).toMatchObject({
      Description: 'mine',
    })
    const other = { uuid: '11111111-2222-4333-8444-00000000000a' }
    expect((await machine.refused('GET /machines/{uuid}', { path: other })).status).toBe(404)
    const secret = [{ op: 'replace', path: '/Secret', value: 'a-new-secret-16c' }]
    await site.root.call('PATCH /machines/{uuid}', { path, body: secret })
    expect((await machine.refused('GET /machines/{uuid}', { path })).status).toBe(403)
  })

  it('as a machine that is known again by its marks, as a boot image does', async () => {
    const uuid = '11111111-2222-4333-8444-00000000000e'
    const marks = {
      MacAddrs: ['52:54:00:77:00:0e'],
      Fingerprint: { SSNHash: 'AQI=', CSNHash: '', CloudInstanceID: '', SystemUUID: 'u-14', MemoryIds: [] },
    }
    await site.root.call('POST /machines', {
      body: {
        Uuid: uuid,
        Name: 'known.example.com',
        HardwareAddrs: marks.MacAddrs,
        Fingerprint: marks.Fingerprint,
      },
    })
    const found = await site.root.object('POST /whoami', {
      model: 'Whoami',
      body: { ...marks, OnDiskUUID: '' },
    })
    // 25 for the serial number, 50 for the system's UUID, 100 for all of its MAC addresses.
    expect(found).toMatchObject({ Result: { Score: 175, Uuid: uuid, Token: expect.any(String) } })
    const { Result } = z.object({ Result: z.object({ Token: z.string() }) }).parse(found)
    const machine = await as({ token: Result.Token })
    expect((await machine.object('GET /machines/{uuid}', { path: { uuid } }))['Name']).toBe(
      'known.example.com',
    )
    const stranger = { MacAddrs: ['52:54:00:77:00:0f'], OnDiskUUID: '', Fingerprint: {} }
    const nobody = await site.root.object('POST /whoami', { body: stranger })
    expect(Object(nobody['Result'] ?? {}).Uuid ?? '').toBe('')
  })
})
