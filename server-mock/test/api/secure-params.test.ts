import type { Job, JsonObject, JsonValue, Machine } from '@metalwright/sdk/models'
import { isSealed, makeKeyPair, type Sealed, seal } from '@metalwright/sdk/secure'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CallOptions, startTestServer, type TestServer } from './test-server.ts'

const SECRET = 'correct horse battery staple'
const HOLDERS = ['machines', 'profiles', 'stages', 'plugins', 'endpoints'] as const

let server: TestServer
/** Key of one object of each kind; the machine's is known when it is made. */
const keys: Record<string, string> = {
  profiles: 'secure-profile',
  stages: 'secure-stage',
  plugins: 'secure-plugin',
  endpoints: 'secure-endpoint',
}

beforeAll(async () => {
  server = await startTestServer()
  const schema = { type: 'string', minLength: 8 }
  await server.json('POST', '/params', { Name: 'bmc/password', Secure: true, Schema: schema })
  keys['machines'] = (await machine('secure.example.com')).Uuid
  await server.json('POST', '/profiles', { Name: 'secure-profile' })
  await server.json('POST', '/stages', { Name: 'secure-stage' })
  await server.json('POST', '/plugins', { Name: 'secure-plugin', Provider: 'nobody' })
  await server.json('POST', '/endpoints', { Id: 'secure-endpoint' })
})
afterAll(() => server.close())

async function machine(name: string, more: JsonObject = {}): Promise<Machine> {
  return (await server.json('POST', '/machines', { Name: name, ...more })) as Machine
}

async function answer(method: string, path: string, body?: JsonValue, options?: CallOptions) {
  const { status, text } = await server.call(method, path, body, options)
  return { status, body: text === '' ? null : (JSON.parse(text) as JsonValue), text }
}

async function sealed(place: string, value: JsonValue): Promise<JsonObject> {
  return { ...seal((await server.json('GET', `${place}/pubkey`)) as string, value) }
}

async function user(name: string, claims: JsonObject[]): Promise<CallOptions> {
  await server.json('POST', '/roles', { Name: name, Claims: claims })
  await server.json('POST', '/users', { Name: name, Roles: [name] })
  await server.json('PUT', `/users/${name}/password`, { Password: `password-of-${name}` })
  return { authorization: `Basic ${Buffer.from(`${name}:password-of-${name}`).toString('base64')}` }
}

async function token(uuid: string): Promise<CallOptions> {
  const { Token } = (await server.json('GET', `/machines/${uuid}/token`)) as { Token: string }
  return { authorization: `Bearer ${Token}` }
}

describe('the public key of an object', () => {
  it('is 32 bytes, stays the same, and is another one for each object', async () => {
    const seen = new Set<string>()
    for (const prefix of HOLDERS) {
      const path = `/${prefix}/${keys[prefix]}/pubkey`
      const key = (await server.json('GET', path)) as string
      expect(Buffer.from(key, 'base64')).toHaveLength(32)
      expect(await server.json('GET', path)).toBe(key)
      seen.add(key)
    }
    expect(seen.size).toBe(HOLDERS.length)
  })

  it('is made once, however many ask at the same time', async () => {
    const { Uuid } = await machine('race.example.com')
    const asked = Array.from({ length: 20 }, () => server.json('GET', `/machines/${Uuid}/pubkey`))
    expect(new Set(await Promise.all(asked)).size).toBe(1)
  })

  it('is refused for objects that are not there or cannot be changed', async () => {
    expect((await answer('GET', '/machines/nobody/pubkey')).status).toBe(404)
    const pack = { meta: { Name: 'fixed' }, sections: { profiles: { fixed: { Name: 'fixed' } } } }
    await server.json('POST', '/contents', pack)
    expect(await answer('GET', '/profiles/fixed/pubkey')).toMatchObject({
      status: 422,
      body: { Messages: ['readonly: fixed'] },
    })
    await server.call('DELETE', '/contents/fixed')
  })

  it('goes with the object', async () => {
    const before = (await server.json('POST', '/profiles', { Name: 'short-lived' })) as JsonObject
    const old = await sealed('/profiles/short-lived', SECRET)
    await server.json('DELETE', '/profiles/short-lived')
    await server.json('POST', '/profiles', { Name: String(before['Name']) })
    expect((await answer('POST', '/profiles/short-lived/params/bmc/password', old)).status).toBe(422)
  })
})

describe('a value of a secure param', () => {
  for (const prefix of HOLDERS) {
    it(`of ${prefix} is stored sealed and read in plain by those who may`, async () => {
      const place = `/${prefix}/${keys[prefix]}`
      const path = `${place}/params/bmc/password`
      const value = await sealed(place, SECRET)
      expect(await answer('POST', path, value)).toMatchObject({ status: 200, body: value })
      expect((await answer('GET', path)).body).toEqual(value)
      expect((await answer('GET', `${path}?decode=true`)).body).toBe(SECRET)
      expect((await answer('GET', `${place}/params?decode=true`)).body).toEqual({ 'bmc/password': SECRET })
      expect((await answer('GET', place)).body).toMatchObject({ Params: { 'bmc/password': value } })
      expect((await answer('GET', `${place}?decode=true`)).body).toMatchObject({
        Params: { 'bmc/password': SECRET },
      })
      const list = (await answer('GET', `/${prefix}?decode=true`)).body as JsonObject[]
      expect(list.filter((one) => JSON.stringify(one['Params']).includes(SECRET))).toHaveLength(1)
      expect((await answer('GET', `/${prefix}`)).text).not.toContain(SECRET)
    })

    it(`of ${prefix} is refused in plain on every path, and never repeated`, async () => {
      const place = `/${prefix}/${keys[prefix]}`
      const object = (await server.json('GET', place)) as JsonObject
      const created = {
        ...object,
        Uuid: '',
        ...(prefix === 'endpoints' ? { Id: 'another' } : { Name: 'another' }),
        Params: { 'bmc/password': SECRET },
      }
      const add = (path: string) => [{ op: 'add', path, value: SECRET }]
      const attempts: [string, string, JsonValue][] = [
        ['POST', `/${prefix}`, created],
        ['PUT', place, { ...object, Params: { 'bmc/password': SECRET } }],
        ['PATCH', place, add('/Params/bmc~1password')],
        ['PATCH', place, [{ op: 'replace', path: '/Params', value: { 'bmc/password': SECRET } }]],
        ['POST', `${place}/params`, { 'bmc/password': SECRET }],
        ['POST', `${place}/params/bmc/password`, SECRET],
        ['PATCH', `${place}/params`, add('/bmc~1password')],
      ]
      for (const [method, path, body] of attempts) {
        const { status, text } = await answer(method, path, body)
        expect([method, path, status]).toEqual([method, path, 422])
        expect(text).toContain("Key 'bmc/password': invalid val '[secure]': the param is secure")
        expect(text).not.toContain(SECRET)
      }
    })
  }

  it('must be sealed to the object it is for', async () => {
    const other = await machine('other.example.com')
    const foreign = await sealed(`/machines/${other.Uuid}`, SECRET)
    const own = `/machines/${keys['machines']}`
    const place = `${own}/params/bmc/password`
    for (const value of [foreign, { ...seal(makeKeyPair().publicKey, SECRET) }]) {
      const { status, text } = await answer('POST', place, value)
      expect(status).toBe(422)
      expect(text).toContain(`invalid val '[secure]': it was not sealed to machines/${keys['machines']}`)
    }
    const stored = (await server.json('GET', place)) as unknown as Sealed
    const moved = await answer('POST', `/machines/${other.Uuid}/params/bmc/password`, { ...stored })
    expect(moved.status).toBe(422)
  })

  it('must fit the schema, which is told in words of the schema', async () => {
    const place = `/machines/${keys['machines']}`
    const short = await answer('POST', `${place}/params/bmc/password`, await sealed(place, 'hunter2'))
    expect(short.status).toBe(422)
    expect(short.text).toContain("invalid val '[secure]': must NOT have fewer than 8 characters")
    const map = { type: 'object', additionalProperties: { type: 'integer' } }
    await server.json('POST', '/params', { Name: 'map-of-secrets', Secure: true, Schema: map })
    const wrong = await sealed(place, { hunter2: 'not a number' })
    const refused = await answer('POST', `${place}/params/map-of-secrets`, wrong)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('must be integer')
    expect(refused.text).not.toContain('hunter2')
  })

  it('is not repeated by a patch that fails', async () => {
    const place = `/machines/${keys['machines']}`
    const test = (path: string, value: JsonValue) => [{ op: 'test', path, value }]
    for (const [path, patch] of [
      [place, test('/Params/bmc~1password', SECRET)],
      [place, test('/Params', { 'bmc/password': SECRET })],
      [place, test('', { Params: { 'bmc/password': SECRET } })],
      [`${place}/params`, test('/bmc~1password', SECRET)],
    ] as const) {
      const { status, text } = await answer('PATCH', path, patch)
      expect(status).toBe(409)
      expect(text).toContain('[secure]')
      expect(text).not.toContain(SECRET)
    }
  })

  it('cannot come by a pool call', async () => {
    const { Uuid } = await machine('pooled.example.com')
    const value = await sealed(`/machines/${Uuid}`, SECRET)
    const request = (secret: JsonValue) => ({
      'pool/machine-list': [Uuid],
      'pool/add-parameters': { 'bmc/password': secret },
    })
    const plain = await answer('POST', '/pools/default/allocateMachines', request(SECRET))
    expect([plain.status, plain.text.includes(SECRET)]).toEqual([422, false])
    expect((await answer('POST', '/pools/default/allocateMachines', request(value))).status).toBe(403)
  })
})

describe('rights', () => {
  const rights = (action: string): JsonObject[] =>
    ['machines', 'profiles'].map((scope) => ({ scope, action, specific: '*' }))

  it('to read: decode needs getSecure, and is refused aloud without it', async () => {
    const reader = await user('reader', rights('list,get'))
    const opener = await user('opener', rights('list,get,getSecure'))
    const place = `/machines/${keys['machines']}`
    for (const path of [place, `${place}/params`, `${place}/params/bmc/password`, '/machines']) {
      const refused = await answer('GET', `${path}?decode=true`, undefined, reader)
      expect(refused).toMatchObject({ status: 403, body: { Type: 'AUTH' } })
      expect(refused.text).toMatch(/Requires: machines getSecure [0-9a-f-]{36}/)
      expect((await answer('GET', path, undefined, reader)).status).toBe(200)
      const opened = await answer('GET', `${path}?decode=true`, undefined, opener)
      expect([path, opened.status, opened.text.includes(SECRET)]).toEqual([path, 200, true])
    }
    const { Uuid } = await machine('empty.example.com')
    const nothing = `/machines/${Uuid}/params?decode=true`
    expect((await answer('GET', nothing, undefined, reader)).status).toBe(403)
    expect((await answer('GET', nothing, undefined, opener)).body).toEqual({})
    const names = '/machines?Name=nobody&decode=true'
    expect((await answer('GET', names, undefined, reader)).body).toEqual([])
  })

  it('to read an inherited value: getSecure on the object that holds it', async () => {
    const { Uuid } = await machine('heir.example.com', { Profiles: ['secure-profile'] })
    const path = `/machines/${Uuid}/params/bmc/password?aggregate=true&decode=true`
    const claims = [{ scope: 'machines', action: 'list,get,getSecure', specific: '*' }]
    const half = await user('half', claims)
    const refused = await answer('GET', path, undefined, half)
    expect(refused.status).toBe(403)
    expect(refused.text).toContain('Requires: profiles getSecure secure-profile')
    const whole = [...claims, { scope: 'profiles', action: 'getSecure', specific: 'secure-profile' }]
    expect((await answer('GET', path, undefined, await user('whole', whole))).body).toBe(SECRET)
    expect((await answer('GET', path)).body).toBe(SECRET)
  })

  it('to set: updateSecure, on every path, besides the right to update', async () => {
    const writer = await user('writer', rights('list,get,update'))
    const sealer = await user('sealer', rights('list,get,update,updateSecure'))
    const place = `/machines/${keys['machines']}`
    const object = (await server.json('GET', place)) as JsonObject
    const value = await sealed(place, `${SECRET} 2`)
    const attempts: [string, string, JsonValue][] = [
      ['PUT', place, { ...object, Params: { 'bmc/password': value } }],
      ['PATCH', place, [{ op: 'add', path: '/Params/bmc~1password', value }]],
      ['POST', `${place}/params`, { 'bmc/password': value }],
      ['POST', `${place}/params/bmc/password`, value],
      ['PATCH', `${place}/params`, [{ op: 'add', path: '/bmc~1password', value }]],
    ]
    for (const [method, path, body] of attempts) {
      const refused = await answer(method, path, body, writer)
      expect([method, refused.status]).toEqual([method, 403])
      expect(refused.text).toContain(`Requires: machines updateSecure ${keys['machines']}`)
    }
    expect((await answer('GET', `${place}/pubkey`, undefined, writer)).status).toBe(403)
    const other = [{ op: 'add', path: '/colour', value: 'red' }]
    expect((await answer('PATCH', `${place}/params`, other, writer)).status).toBe(200)
    expect((await answer('PUT', place, (await server.json('GET', place)) as JsonObject, writer)).status).toBe(
      200,
    )
    for (const [method, path, body] of attempts)
      expect([method, (await answer(method, path, body, sealer)).status]).toEqual([method, 200])
    expect((await answer('GET', `${place}/params/bmc/password?decode=true`)).body).toBe(`${SECRET} 2`)
  })
})

describe('tasks', () => {
  let own: Machine
  let job: Job
  const script = async (of: Job, options?: CallOptions) => {
    const { status, text } = await server.call('GET', `/jobs/${of.Uuid}/actions`, undefined, options)
    return { status, text }
  }
  beforeAll(async () => {
    const template = (Name: string, Contents: string) => ({ Name, Contents })
    await server.json('POST', '/tasks', {
      Name: 'tell',
      RequiredParams: ['bmc/password'],
      Templates: [template('run', 'pw={{.Param "bmc/password"}} all={{.ComposeParam "bmc/password"}}')],
    })
    await server.json('POST', '/tasks', {
      Name: 'stumble',
      Templates: [template('run', 'one\ntwo {{index (.Param "bmc/password") "hunter"}}')],
    })
    await server.json('POST', '/stages', { Name: 'telling', Tasks: ['tell', 'stumble'] })
    await server.json('POST', '/workflows', { Name: 'telling', Stages: ['telling'] })
    own = await machine('worker.example.com', { Workflow: 'telling', Profiles: ['secure-profile'] })
    job = (await server.json('POST', '/jobs', { Machine: own.Uuid })) as Job
  })

  it('see it in plain when the machine asks for its own job, or somebody with the right', async () => {
    const plain = `pw=${SECRET} all=${SECRET}`
    expect(await script(job, await token(own.Uuid))).toMatchObject({ status: 200 })
    expect((await script(job, await token(own.Uuid))).text).toContain(plain)
    expect((await script(job)).text).toContain(plain)
    const runner = await user('runner', [{ scope: 'jobs', action: 'actions', specific: '*' }])
    const refused = await script(job, runner)
    expect([refused.status, refused.text.includes(SECRET)]).toEqual([403, false])
    expect(refused.text).toContain('Requires: profiles getSecure secure-profile')
  })

  it('are the time in which a machine may read its secrets, and no other is', async () => {
    const mine = await token(own.Uuid)
    const path = `/machines/${own.Uuid}/params/bmc/password?aggregate=true&decode=true`
    expect((await answer('GET', path, undefined, mine)).body).toBe(SECRET)
    expect((await answer('GET', `/machines/${keys['machines']}?decode=true`, undefined, mine)).status).toBe(
      404,
    )
    const finish = [
      { op: 'replace', path: '/State', value: 'running' },
      { op: 'replace', path: '/State', value: 'finished' },
    ]
    for (const step of finish) await server.json('PATCH', `/jobs/${job.Uuid}`, [step])
    const after = await answer('GET', path, undefined, mine)
    expect([after.status, after.text.includes(SECRET)]).toEqual([403, false])
    expect(after.text).toContain('only while one of its jobs runs')
    expect((await script(job, mine)).status).toBe(403)
  })

  it('that fail tell the place and not the reason, once they have read one', async () => {
    const next = (await server.json('POST', '/jobs', { Machine: own.Uuid })) as Job
    const failed = await script(next)
    expect(failed.status).toBe(422)
    expect(failed.text).toContain(
      'template: run:2: failed; the reason is withheld, since it reads bmc/password',
    )
    expect(failed.text).not.toContain(SECRET)
  })

  it('are the only templates that see it: files of stages and bootenvs get the sealed value', async () => {
    await server.json('POST', '/stages', {
      Name: 'serving',
      Templates: [
        { Name: 'file', Path: '{{.Machine.Path}}/file', Contents: '{{.ParamAsJSON "bmc/password"}}' },
        { Name: 'other', Path: '{{.Machine.Path}}/other', Contents: '{{.Machine.Params}}' },
      ],
    })
    const shown = await machine('served.example.com', { Stage: 'serving', Profiles: ['secure-profile'] })
    for (const name of ['file', 'other']) {
      const url = `http://127.0.0.1:${server.server.ports.static}/machines/${shown.Uuid}/${name}`
      const answered = await fetch(url)
      expect(answered.status).toBe(200)
      const text = await answered.text()
      expect(text).not.toContain(SECRET)
      if (name === 'file') expect(isSealed(JSON.parse(text))).toBe(true)
    }
  })
})

describe('content packs', () => {
  const pack = (name: string, sections: JsonObject): JsonObject => ({ meta: { Name: name }, sections })
  const profile = (value: JsonValue): JsonObject => ({
    packed: { Name: 'packed', Params: { 'bmc/password': value } },
  })

  it('cannot hold secure values, plain or sealed', async () => {
    const value = await sealed(`/machines/${keys['machines']}`, SECRET)
    for (const one of [SECRET, value]) {
      const { status, text } = await answer('POST', '/contents', pack('packed', { profiles: profile(one) }))
      expect(status).toBe(422)
      expect(text).toContain(
        'profiles/packed of content pack packed has a value for the secure param bmc/password',
      )
      expect(text).not.toContain(SECRET)
    }
    const own = { 'own/secret': { Name: 'own/secret', Secure: true } }
    const holder = { packed: { Name: 'packed', Params: { 'own/secret': 'x' } } }
    const both = await answer('POST', '/contents', pack('packed', { params: own, profiles: holder }))
    expect(both.status).toBe(422)
  })

  it('keep a param from becoming secure that they have values for', async () => {
    const holder = { packed: { Name: 'packed', Params: { 'later/secret': 'x' } } }
    await server.json('POST', '/contents', pack('packed', { profiles: holder }))
    const refused = await answer('POST', '/params', { Name: 'later/secret', Secure: true })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('profiles/packed of content pack packed')
    await server.call('DELETE', '/contents/packed')
    expect((await answer('POST', '/params', { Name: 'later/secret', Secure: true })).status).toBe(201)
  })

  it('may define secure params: values that are there are sealed', async () => {
    await server.json('POST', '/profiles/secure-profile/params/pack/secret', SECRET)
    const definition = { 'pack/secret': { Name: 'pack/secret', Secure: true } }
    await server.json('POST', '/contents', pack('defining', { params: definition }))
    const path = '/profiles/secure-profile/params/pack/secret'
    expect(isSealed((await answer('GET', path)).body)).toBe(true)
    expect((await answer('GET', `${path}?decode=true`)).body).toBe(SECRET)
  })
})

describe('a param that becomes secure', () => {
  it('has its values sealed on all objects when the call is answered, and is readable as before', async () => {
    await server.json('POST', '/params', { Name: 'turning', Schema: { type: 'string' } })
    const many = await Promise.all(
      Array.from({ length: 150 }, (_, n) =>
        machine(`turning-${n}.example.com`, { Params: { turning: `${SECRET} ${n}`, plain: n } }),
      ),
    )
    for (const prefix of HOLDERS)
      await server.json('POST', `/${prefix}/${keys[prefix]}/params/turning`, `${SECRET} of ${prefix}`)
    await server.json('PATCH', '/params/turning', [{ op: 'replace', path: '/Secure', value: true }])
    for (const prefix of HOLDERS) {
      expect((await answer('GET', `/${prefix}`)).text).not.toContain(SECRET)
      const path = `/${prefix}/${keys[prefix]}/params/turning?decode=true`
      expect((await answer('GET', path)).body).toBe(`${SECRET} of ${prefix}`)
    }
    const last = `/machines/${many.at(-1)?.Uuid}/params?decode=true`
    expect((await answer('GET', last)).body).toEqual({ turning: `${SECRET} 149`, plain: 149 })
  })

  it('keeps sealed values as they are when it becomes plain again', async () => {
    const path = `/machines/${keys['machines']}/params/turning`
    const before = (await answer('GET', path)).body
    await server.json('PATCH', '/params/turning', [{ op: 'replace', path: '/Secure', value: false }])
    expect((await answer('GET', path)).body).toEqual(before)
    expect((await answer('GET', `${path}?decode=true`)).body).toEqual(before)
    const saved = await answer('PATCH', `/machines/${keys['machines']}`, [
      { op: 'replace', path: '/Description', value: 'saved' },
    ])
    expect(saved.status).toBe(200)
    expect(saved.body).toMatchObject({ Available: false, Params: { turning: before } })
    await server.json('PATCH', '/params/turning', [{ op: 'replace', path: '/Secure', value: true }])
    expect((await answer('GET', `${path}?decode=true`)).body).toBe(`${SECRET} of machines`)
  })
})
