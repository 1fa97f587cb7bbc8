import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Client } from '../../src/client.ts'
import type { JsonValue } from '../../src/models/json.ts'
import { isSealed, makeKeyPair, open, seal } from '../../src/secure/index.ts'
import { ForbiddenError } from '../../src/transport/index.ts'
import { FakeClock } from '../fake/fake-clock.ts'
import { FakeServer, failure } from '../fake/fake-server.ts'

const UUID = '3e7031fe-3062-45f1-835c-92541bc9cb00'
const PARAMS = `/machines/${UUID}/params`
const KEYS = makeKeyPair()

let server: FakeServer
let client: Client

beforeEach(async () => {
  server = await FakeServer.start()
  client = new Client({ endpoint: server.url, token: 'token' }, { clock: new FakeClock(), random: () => 0.5 })
  server.on('GET /params/bmc/password', () => ({ json: { Name: 'bmc/password', Secure: true } }))
  server.on('GET /params/colour', () => ({ json: { Name: 'colour', Secure: false } }))
  server.on(`GET /machines/${UUID}/pubkey`, () => ({ json: KEYS.publicKey }))
  for (const method of ['POST', 'PATCH']) server.on(`${method} ${PARAMS}*`, (call) => ({ json: call.json() }))
})

afterEach(async () => {
  await client.close()
  await server.close()
})

/** What was sent by the last call with this method. */
function sent(method: string): JsonValue {
  return server.calls.findLast((call) => call.method === method)?.json() ?? null
}

/** Nothing that left the client held the text. */
function nothingHeld(text: string): void {
  for (const call of server.calls) expect(call.body.toString('utf8')).not.toContain(text)
}

describe('params of an object', () => {
  it('are sealed to the object when their definition is secure, as drpcli does', async () => {
    const stored = await client.machines.params.set(UUID, 'bmc/password', 'hunter2')
    expect(isSealed(sent('POST'))).toBe(true)
    expect(open(KEYS.privateKey, sent('POST'))).toBe('hunter2')
    expect(stored).toEqual(sent('POST'))
    nothingHeld('hunter2')
  })

  it('are sent as they are when it is not, or when there is no definition', async () => {
    await client.machines.params.set(UUID, 'colour', 'red')
    expect(sent('POST')).toBe('red')
    await client.machines.params.set(UUID, 'unknown', { a: 1 })
    expect(sent('POST')).toEqual({ a: 1 })
    expect(server.count(`GET /machines/${UUID}/pubkey`)).toBe(0)
  })

  it('are not sealed twice', async () => {
    const sealed = { ...seal(KEYS.publicKey, 'hunter2') }
    await client.machines.params.set(UUID, 'bmc/password', sealed)
    expect(sent('POST')).toEqual(sealed)
  })

  it('are sealed in replacements and patches too, with one look at the key', async () => {
    await client.machines.params.replace(UUID, { 'bmc/password': 'hunter2', colour: 'red' })
    expect(sent('POST')).toMatchObject({ colour: 'red', 'bmc/password': { Key: expect.any(String) } })
    const operations = [
      { op: 'test', path: '/colour', value: 'red' },
      { op: 'add', path: '/bmc~1password', value: 'hunter2' },
      { op: 'replace', path: '/bmc~1password', value: 'hunter3' },
      { op: 'remove', path: '/colour' },
    ] as const
    await client.machines.params.patch(UUID, operations)
    const patch = sent('PATCH')
    expect(patch).toMatchObject([operations[0], { path: '/bmc~1password' }, { op: 'replace' }, operations[3]])
    const values = (Array.isArray(patch) ? patch : []).map((operation) =>
      operation !== null && typeof operation === 'object' && !Array.isArray(operation)
        ? (operation['value'] ?? null)
        : null,
    )
    expect(open(KEYS.privateKey, values[1] ?? null)).toBe('hunter2')
    expect(open(KEYS.privateKey, values[2] ?? null)).toBe('hunter3')
    expect(server.count(`GET /machines/${UUID}/pubkey`)).toBe(2)
    nothingHeld('hunter')
  })

  it('are read in plain, and in part, when that is asked for', async () => {
    server.on(`GET ${PARAMS}`, () => ({ json: { 'bmc/password': 'hunter2' } }))
    await client.machines.params.get(UUID, { decode: true, aggregate: true, params: ['bmc/password', 'x'] })
    expect(server.calls.at(-1)?.query.toString()).toBe(
      new URLSearchParams({ aggregate: 'true', decode: 'true', params: 'bmc/password,x' }).toString(),
    )
  })

  it('are not sent in plain when the key is refused', async () => {
    server.on(`GET /machines/${UUID}/pubkey`, () => failure(403, 'Cannot access', { Type: 'AUTH' }))
    await expect(client.machines.params.set(UUID, 'bmc/password', 'hunter2')).rejects.toThrow(ForbiddenError)
    nothingHeld('hunter2')
  })

  it('give the public key of their object', async () => {
    expect(await client.machines.params.publicKey(UUID)).toBe(KEYS.publicKey)
  })
})
