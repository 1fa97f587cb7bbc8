import { type Machine, PREFIXES } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Access } from '../../src/api/route.ts'
import { knownMachineClaims } from '../../src/auth/machine-claims.ts'
import { permits } from '../../src/auth/rights.ts'
import { startTestServer, type TestServer } from './test-server.ts'

const basic = (key: string) => `Basic ${Buffer.from(key).toString('base64')}`
/** Calls that change nothing. */
const READING = new Set(['GET', 'HEAD'])

let server: TestServer
let own: Machine
let other: Machine
/** Key of an object that is there, by prefix. */
const keys: Record<string, string> = {}

interface Walked {
  readonly method: string
  readonly path: string
  readonly access: Access | 'any'
}

/** Lists in which there is nothing. */
const EMPTY = ['[]', '{"machines":[],"users":[]}']

/** Every route of the server with a path that means something that is there. */
function routes(machine: () => Machine): Walked[] {
  const all = server.server.routes.map(({ method, path, access }) => {
    const scope = access === 'any' ? '' : access.scope
    const key = scope === 'machines' ? machine().Uuid : (keys[scope] ?? 'rocketskates')
    const query = path === '/lists' ? '?list=machines&list=users' : ''
    return { method, path: path.replace(':key', key).replace(/:\w+/g, 'x').replace('*', key) + query, access }
  })
  expect(all.length).toBeGreaterThan(150)
  return all
}

/** A body where the method has one. */
const body = (method: string) => (READING.has(method) || method === 'DELETE' ? undefined : {})
const call = (walked: Walked, authorization: string) =>
  server.call(walked.method, walked.path, body(walked.method), { authorization })

async function user(name: string, roles: string[]): Promise<string> {
  await server.json('POST', '/users', { Name: name, Roles: roles })
  await server.json('PUT', `/users/${name}/password`, { Password: `secret-of-${name}` })
  return basic(`${name}:secret-of-${name}`)
}

async function token(authorization: string, name: string, ttl: number): Promise<string> {
  const answer = await server.call('GET', `/users/${name}/token?ttl=${ttl}`, undefined, { authorization })
  return `Bearer ${JSON.parse(answer.text).Token}`
}

beforeAll(async () => {
  server = await startTestServer()
  own = (await server.json('POST', '/machines', { Name: 'own.example.com' })) as Machine
  other = (await server.json('POST', '/machines', { Name: 'other.example.com' })) as Machine
  for (const prefix of PREFIXES) {
    const [first] = (await server.json('GET', `/${prefix}`)) as Record<string, string>[]
    const key = first?.['Uuid'] ?? first?.['Name'] ?? first?.['ID'] ?? first?.['Id'] ?? first?.['Addr']
    if (key !== undefined) keys[prefix] = key
  }
})
afterAll(() => server.close())

describe('every route', () => {
  it('refuses callers without credentials, with expired and with revoked ones', async () => {
    const admin = await user('admin', ['superuser'])
    const expired = await token(admin, 'admin', 1)
    const revoked = await token(admin, 'admin', 3600)
    const living = await token(admin, 'admin', 3600)
    expect((await server.call('GET', '/machines', undefined, { authorization: living })).status).toBe(200)
    await server.json('PUT', '/users/admin/password', { Password: 'another' })
    await new Promise((resolve) => setTimeout(resolve, 2100))
    for (const walked of routes(() => own)) {
      const { method, path } = walked
      const statuses = [
        (await call(walked, '')).status,
        (await call(walked, expired)).status,
        (await call(walked, revoked)).status,
      ]
      expect([method, path, ...statuses]).toEqual([method, path, 401, 403, 403])
    }
  })

  it('gives nothing to callers without rights', async () => {
    const nobody = await user('nobody', [])
    for (const walked of routes(() => own)) {
      const answer = await call(walked, nobody)
      const hidden = answer.status === 200 && EMPTY.includes(answer.text)
      const allowed = walked.path === '/info' && answer.status === 200
      expect([walked.method, walked.path, hidden || allowed || [403, 404].includes(answer.status)]).toEqual([
        walked.method,
        walked.path,
        true,
      ])
    }
  })

  it('lets callers who may only read change nothing', async () => {
    await server.json('POST', '/roles', {
      Name: 'reader',
      Claims: [{ scope: '*', action: 'list,get', specific: '*' }],
    })
    const reader = await user('reader', ['reader'])
    const before = JSON.stringify(await everything())
    for (const walked of routes(() => own).filter(({ method }) => !READING.has(method))) {
      const { status } = await call(walked, reader)
      expect([walked.method, walked.path, [403, 404].includes(status)]).toEqual([
        walked.method,
        walked.path,
        true,
      ])
    }
    expect(JSON.stringify(await everything())).toBe(before)
  })

  it('lets a machine reach its own things only', async () => {
    const { Token } = (await server.json('GET', `/machines/${own.Uuid}/token`)) as { Token: string }
    const claims = knownMachineClaims(own.Uuid)
    let refused = 0
    for (const walked of routes(() => other)) {
      const { access } = walked
      // What its claims give for any object of a kind is not about the other machine.
      const general =
        access !== 'any' &&
        typeof access.action === 'string' &&
        permits(claims, { scope: access.scope, action: access.action, specific: ['any'] })
      if (general) continue
      const answer = await call(walked, `Bearer ${Token}`)
      const hidden = answer.status === 200 && EMPTY.includes(answer.text)
      expect([walked.method, walked.path, hidden || [400, 403, 404].includes(answer.status)]).toEqual([
        walked.method,
        walked.path,
        true,
      ])
      expect(answer.text).not.toContain(other.Secret)
      refused += 1
    }
    expect(refused).toBeGreaterThan(150)
  })

  it('hides what is not of a caller’s tenant, however great his rights', async () => {
    const walker = await user('walker', ['superuser'])
    await server.json('POST', '/tenants', {
      Name: 'nothing',
      Members: Object.fromEntries(PREFIXES.map((prefix) => [prefix, []])),
      Users: ['walker'],
    })
    let walked = 0
    for (const one of routes(() => own)) {
      const { access, method, path } = one
      const about = access !== 'any' && PREFIXES.some((prefix) => prefix === access.scope)
      if (!about || access.specific === undefined || path.startsWith('/users/')) continue
      expect([method, path, (await call(one, walker)).status]).toEqual([method, path, 404])
      walked += 1
    }
    expect(walked).toBeGreaterThan(100)
    for (const prefix of PREFIXES) {
      const list = await server.call('GET', `/${prefix}`, undefined, { authorization: walker })
      expect([prefix, list.text, list.headers['x-drp-list-total-count']]).toEqual([prefix, '[]', '0'])
    }
  })
})

async function everything(): Promise<unknown[]> {
  return Promise.all(PREFIXES.map((prefix) => server.json('GET', `/${prefix}`)))
}
