import { afterEach, describe, expect, it } from 'vitest'
import { readNote, writeNote } from '../../src/ephemeral/claim-note.ts'
import { PrivateState } from '../../src/framework/private-state.ts'
import { CannedServer } from '../canned-server.ts'

const uuid = '3e7031fe-3062-45f1-835c-92541bc9cb00'
const open: CannedServer[] = []
const start = async (...args: Parameters<typeof CannedServer.start>) => {
  const server = await CannedServer.start(...args)
  open.push(server)
  return server
}

describe('the ephemeral resources', () => {
  afterEach(() => {
    for (const server of open.splice(0)) server.close()
  })

  it('make tokens of users with the life and roles that are wanted', async () => {
    const queries: string[] = []
    const { session } = await start({
      'GET /users/robot/token': (_body: unknown, query: URLSearchParams) => {
        queries.push(query.toString())
        return { json: { Token: 'tok-1', Info: {} } }
      },
    })
    const started = Date.now()
    const own = await session.openEphemeral('drp_token', { ttl: '90s', roles: ['reader', 'writer'] })
    expect(own).toMatchObject({ diagnostics: [], renewAt: null, value: { user: 'robot', token: 'tok-1' } })
    const ends = Date.parse(String(Object(own.value)['expires_at']))
    expect(ends - started).toBeGreaterThanOrEqual(90_000)
    expect(ends - started).toBeLessThan(100_000)
    expect(queries.at(-1)).toBe('ttl=90&roles=reader%2Cwriter')
    const narrow = await session.openEphemeral('drp_token', { user: 'robot', scope: 'machines' })
    expect(narrow.diagnostics).toEqual([expect.stringContaining('more rights than asked for')])
    expect(queries.at(-1)).toBe('ttl=3600&scope=machines')
  })

  it('say what an old server lacks', async () => {
    const { session } = await start({
      [`GET /machines/${uuid}`]: { Uuid: uuid, Name: 'web1' },
      [`GET /machines/${uuid}/token`]: () => noRoute('GET'),
      'POST /system/signurl': () => noRoute('POST'),
    })
    const token = await session.openEphemeral('drp_machine_token', { machine: uuid })
    expect(token.diagnostics).toEqual([
      expect.stringMatching(/^The server makes no tokens for machines.*DRP v4/),
    ])
    const signed = await session.openEphemeral('drp_signed_url', { url: 'https://x.test/y' })
    expect(signed.diagnostics).toEqual([expect.stringMatching(/^The server signs no URLs/)])
  })

  it('sign a URL where the server does', async () => {
    const { session } = await start({
      'POST /system/signurl': (body: unknown) => ({ json: `${String(body)}?signature=s3cr3t` }),
    })
    const signed = await session.openEphemeral('drp_signed_url', { url: 'https://x.test/y' })
    expect(signed.value).toMatchObject({ signed_url: 'https://x.test/y?signature=s3cr3t' })
  })

  it('read secret params in plain, and nothing that came sealed', async () => {
    const { session } = await start({
      'GET /profiles/web/params/db/password': 'sesame',
      'GET /profiles/web/params/sealed': { Key: 'a', Nonce: 'b', Payload: 'c' },
      'GET /profiles/web/params/unset': () => ({ json: null }),
    })
    const read = (name: string, key = 'web') =>
      session.openEphemeral('drp_secure_param', { prefix: 'profiles', key, name })
    expect((await read('db/password')).value).toMatchObject({ value: 'sesame' })
    expect((await read('sealed')).diagnostics).toEqual([expect.stringMatching(/came sealed.*getSecure/)])
    expect((await read('unset')).diagnostics).toEqual([expect.stringContaining('no such value of the param')])
    expect((await read('x', 'other')).diagnostics).toEqual([expect.stringContaining('no such object')])
  })
})

describe('the note of a claim', () => {
  it('survives what Terraform does with it', () => {
    const note = {
      uuid,
      claimId: 'k',
      workflow: 'wipe',
      removeProfiles: ['a'],
      removeParameters: ['b/c'],
      wait: true,
      expiresAfterMs: 5,
    } as const
    const state = PrivateState.of()
    writeNote(state, note)
    expect(readNote(PrivateState.decode(state.encode()))).toEqual(note)
  })

  it('is none when it is not whole', () => {
    expect(readNote(PrivateState.of())).toBeUndefined()
    expect(readNote(PrivateState.of({ claim: '{"uuid":"x"}' }))).toBeUndefined()
    expect(readNote(PrivateState.of({ claim: 'null' }))).toBeUndefined()
  })
})

function noRoute(method: string) {
  return {
    status: 404,
    json: { Type: method, Model: '', Key: '/api/v3/x', Messages: ['No route'], Code: 404 },
  }
}
