import { describe, expect, it } from 'vitest'
import { Session } from '../../ui/src/session/session.ts'
import { type KeptToken, type TextStorage, tabTokenStore } from '../../ui/src/session/token-store.ts'
import { ManualClock, settled } from './manual-clock.ts'

type Reply = { readonly status: number; readonly body: unknown } | 'unreachable'

function makeSession(kept?: KeptToken) {
  const clock = new ManualClock()
  const calls: { url: string; init: RequestInit }[] = []
  const replies: Reply[] = []
  const stored: { value: KeptToken | undefined } = { value: kept }
  const session = new Session({
    clock,
    store: {
      load: () => stored.value,
      save: (value) => {
        stored.value = value
      },
      clear: () => {
        stored.value = undefined
      },
    },
    fetch: async (url, init) => {
      calls.push({ url, init })
      const reply = replies.shift() ?? 'unreachable'
      if (reply === 'unreachable') throw new TypeError('failed to fetch')
      return new Response(JSON.stringify(reply.body), { status: reply.status })
    },
  })
  const authorization = (index: number) => new Headers(calls.at(index)?.init.headers).get('authorization')
  return { session, clock, calls, replies, stored, authorization }
}

const token = (text: string): Reply => ({ status: 200, body: { Token: text, Info: {} } })
const refused: Reply = { status: 403, body: { Messages: ['Wrong user name or password'] } }

describe('Session', () => {
  it('logs in with Basic, keeps the token, and sends no cookie', async () => {
    const { session, calls, replies, stored, authorization } = makeSession()
    replies.push(token('t1'))
    await session.login('jörg@example', 'p:ä')
    expect(calls[0]?.url).toBe('/api/v3/users/j%C3%B6rg%40example/token?ttl=3600')
    expect(authorization(0)).toBe(`Basic ${Buffer.from('jörg@example:p:ä').toString('base64')}`)
    expect(calls[0]?.init.credentials).toBe('omit')
    expect(session.state.value).toEqual({ kind: 'in', user: 'jörg@example', token: 't1' })
    expect(stored.value?.token).toBe('t1')
    expect(JSON.stringify(stored.value)).not.toContain('p:ä')
  })

  it('tells a wrong password from a server that does not answer', async () => {
    const { session, replies } = makeSession()
    replies.push(refused, 'unreachable', { status: 200, body: 'something else' }, { status: 500, body: {} })
    await expect(session.login('a', 'b')).rejects.toMatchObject({ code: 'unauthorised', status: 403 })
    await expect(session.login('a', 'b')).rejects.toMatchObject({ code: 'unreachable' })
    await expect(session.login('a', 'b')).rejects.toMatchObject({ code: 'unreadable' })
    await expect(session.login('a', 'b')).rejects.toMatchObject({ code: 'refused', status: 500 })
    expect(session.state.value).toEqual({ kind: 'out', reason: '' })
  })

  it('renews at half the life, with the token itself', async () => {
    const { session, clock, calls, replies, stored, authorization } = makeSession()
    replies.push(token('t1'), token('t2'), token('t3'))
    await session.login('a', 'b')
    await clock.move(1_799_000)
    expect(calls).toHaveLength(1)
    await clock.move(1000)
    expect(authorization(1)).toBe('Bearer t1')
    expect(stored.value?.token).toBe('t2')
    await clock.move(1_800_000)
    expect(authorization(2)).toBe('Bearer t2')
    expect(session.state.value).toMatchObject({ token: 't3' })
  })

  it('tries a renewal again when the server was away, and ends when it is refused', async () => {
    const { session, clock, calls, replies, stored } = makeSession()
    replies.push(token('t1'), 'unreachable', refused)
    await session.login('a', 'b')
    await clock.move(1_800_000)
    expect(session.state.value.kind).toBe('in')
    await clock.move(30_000)
    expect(calls).toHaveLength(3)
    expect(session.state.value).toMatchObject({ kind: 'out', reason: expect.stringContaining('has ended') })
    expect(stored.value).toBeUndefined()
    expect(clock.waiting).toBe(0)
  })

  it('goes on after a reload while the token lives', async () => {
    const now = new ManualClock().now()
    const kept = { user: 'a', token: 't1', obtained: now - 1_000_000 }
    const { session, clock, replies, authorization } = makeSession(kept)
    expect(session.state.value).toEqual({ kind: 'in', user: 'a', token: 't1' })
    replies.push(token('t2'))
    await clock.move(800_000)
    expect(authorization(0)).toBe('Bearer t1')
    const late = makeSession({ ...kept, obtained: now - 3_600_000 })
    expect(late.session.state.value.kind).toBe('out')
  })

  it('forgets everything at logout, also when a renewal is under way', async () => {
    const { session, clock, replies, stored } = makeSession()
    replies.push(token('t1'), token('t2'))
    await session.login('a', 'b')
    const renewal = clock.move(1_800_000)
    session.logout()
    await renewal
    await settled()
    expect(session.state.value).toEqual({ kind: 'out', reason: '' })
    expect(stored.value).toBeUndefined()
  })

  it('ends only when the token is refused, not when a right is missing', async () => {
    const { session, replies } = makeSession()
    replies.push(token('t1'), { status: 200, body: {} }, 'unreachable', { status: 403, body: {} })
    await session.login('a', 'b')
    await session.verify()
    await session.verify()
    expect(session.state.value.kind).toBe('in')
    await session.verify()
    expect(session.state.value.kind).toBe('out')
  })
})

describe('tabTokenStore', () => {
  const storageOf = (text: string | null): TextStorage => ({
    getItem: () => text,
    setItem: () => {},
    removeItem: () => {},
  })

  it('reads what it wrote', () => {
    const items = new Map<string, string>()
    const store = tabTokenStore(() => ({
      getItem: (key) => items.get(key) ?? null,
      setItem: (key, value) => void items.set(key, value),
      removeItem: (key) => void items.delete(key),
    }))
    const kept = { user: 'a', token: 't', obtained: 5 }
    store.save(kept)
    expect(store.load()).toEqual(kept)
    store.clear()
    expect(store.load()).toBeUndefined()
  })

  it('takes anything else for nothing', () => {
    for (const text of [null, '', '{', '7', '[]', '{"user":"a"}', '{"user":"a","token":3}']) {
      expect(tabTokenStore(() => storageOf(text)).load()).toBeUndefined()
    }
    const forbidden = tabTokenStore(() => {
      throw new Error('storage is blocked')
    })
    expect(forbidden.load()).toBeUndefined()
    expect(() => forbidden.save({ user: 'a', token: 't', obtained: 1 })).not.toThrow()
  })
})
