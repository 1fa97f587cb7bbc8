import { chown, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { makeCertificate } from '@metalwright/sdk/certificate'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Change, ConflictError, StorageError, type Store } from '../../src/store/port.ts'
import { openPostgres, type PostgresOptions } from '../../src/store/postgres.ts'
import { databaseAddress } from '../../src/store/postgres-address.ts'
import { DatabaseProxy } from './database-proxy.ts'
import { colours, NOW } from './engines.ts'
import { PASSWORD, PostgresServer, withoutPostgres } from './postgres-server.ts'

describe.skipIf(withoutPostgres)('servers that share a PostgreSQL database', () => {
  let server: PostgresServer
  let url: string
  const stores: Store[] = []
  beforeAll(async () => {
    server = await PostgresServer.open()
  }, 60_000)
  afterAll(() => server.close())
  beforeEach(async () => {
    url = await server.database()
  })
  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close()
  })

  const open = async (options: Partial<PostgresOptions> = {}) => {
    const store = await openPostgres({ url, indexer: colours, now: () => NOW, ...options })
    stores.push(store)
    return store
  }
  const put = (store: Store, key: string, body: { [key: string]: string | number } = {}) =>
    store.transact('user:me', async (transaction) => transaction.put('things', key, body, 'create'))
  const name = () => /\/(store\d+)/.exec(url)?.[1] ?? ''
  const loopback = () => server.url(name(), 'loopback')
  const until = async (isSo: () => boolean | Promise<boolean>) => {
    for (const end = Date.now() + 15_000; !(await isSo()); await wait(20)) {
      if (Date.now() > end) throw new Error('it did not become so')
    }
  }
  const follow = (store: Store) => {
    const seen: Change[] = []
    store.subscribe((changes) => seen.push(...changes))
    return seen
  }

  it('tell their subscribers the commits of all in one order', async () => {
    const [one, other] = [await open(), await open()]
    const seen = [follow(one), follow(other)]
    const writes = [one, other].flatMap((store, at) =>
      Array.from({ length: 40 }, (_, number) => put(store, `${at}-${number}`, { number })),
    )
    await Promise.all(writes)
    await until(() => seen.every(({ length }) => length === 80))
    expect(seen[0]?.map(({ revision }) => revision)).toEqual(Array.from({ length: 80 }, (_, at) => at + 1))
    expect(seen[1]).toEqual(seen[0])
    expect(one.revision()).toBe(80)
    expect(await one.changesSince(0, 100)).toEqual(seen[0])
  })

  it('show whoever hears of a change of another server the state after it, and what was before', async () => {
    const [one, other] = [await open(), await open()]
    const told: Promise<void>[] = []
    other.subscribe((changes) => {
      for (const { object, original } of changes) {
        if (object['size'] === 2) expect(original).toEqual({ size: 1 })
        told.push(
          other
            .get('things', 'a')
            .then((stored) => expect(stored?.body['size']).toBeGreaterThanOrEqual(Number(object['size']))),
        )
      }
    })
    await put(one, 'a', { size: 1 })
    await put(one, 'a', { size: 2 })
    await until(() => told.length === 2)
    await Promise.all(told)
  })

  it('never both win the same object', async () => {
    const servers = [await open(), await open(), await open()]
    for (let number = 0; number < 20; number++)
      await put(servers[0] ?? (await open()), `m${number}`, { colour: 'free' })
    const claim = (store: Store, owner: string) =>
      store.transact(owner, async (transaction) => {
        const [key] = await transaction.find('things', 'colour', 'free')
        if (key === undefined) return undefined
        expect((await transaction.get('things', key))?.body).toEqual({ colour: 'free' })
        transaction.put('things', key, { colour: 'taken', owner }, 'update')
        return key
      })
    const won: string[] = []
    const work = servers.flatMap((store, at) =>
      Array.from({ length: 4 }, async (_, number) => {
        for (;;) {
          const key = await claim(store, `${at}-${number}`).catch((error: unknown) => {
            expect(error).toBeInstanceOf(ConflictError)
            return ''
          })
          if (key === undefined) return
          if (key !== '') won.push(key)
        }
      }),
    )
    await Promise.all(work)
    expect(won).toHaveLength(20)
    expect(new Set(won).size).toBe(20)
  })

  it('see each other in what a transaction lists', async () => {
    const [one, other] = [await open(), await open()]
    let runs = 0
    const size = await one.transact('me', async (transaction) => {
      runs += 1
      const list = await transaction.list('things')
      if (runs === 1) await put(other, 'late')
      transaction.put('results', 'size', {}, 'create')
      return list.length
    })
    expect([runs, size]).toEqual([2, 1])
  })

  it('start at one time on an empty database', async () => {
    const opened = await Promise.all(
      Array.from({ length: 5 }, () => open({ indexes: { things: ['colour'] } })),
    )
    await Promise.all(opened.map((store, at) => put(store, String(at), { colour: 'red' })))
    expect(await opened[0]?.find('things', 'colour', 'red')).toEqual(['0', '1', '2', '3', '4'])
  })

  it('store a commit once whose COMMIT was lost on the way', async () => {
    const proxy = await DatabaseProxy.open(server.port)
    const store = await open({ url: proxy.url(loopback()) })
    const seen = follow(store)
    await put(store, 'a')
    proxy.nextCommit('lost on the way')
    await put(store, 'b')
    await put(store, 'c')
    expect(seen.map(({ key, revision }) => `${revision}${key}`)).toEqual(['1a', '2b', '3c'])
    await proxy.close()
  })

  it('find out that a commit is stored whose COMMIT was not answered', async () => {
    const proxy = await DatabaseProxy.open(server.port)
    const store = await open({ url: proxy.url(loopback()) })
    const seen = follow(store)
    await put(store, 'a', { value: 0 })
    const add = () =>
      store.transact('me', async (transaction) => {
        const value = Number((await transaction.get('things', 'a'))?.body['value'])
        transaction.put('things', 'a', { value: value + 1 }, 'update')
      })
    proxy.nextCommit('done, but not answered')
    await add()
    await add()
    expect((await store.get('things', 'a'))?.body).toEqual({ value: 2 })
    expect(seen.map(({ revision, object }) => [revision, object['value']])).toEqual([
      [1, 0],
      [2, 1],
      [3, 2],
    ])
    await proxy.close()
  })

  it('say that they do not know whether a commit is stored when nobody can tell', async () => {
    const proxy = await DatabaseProxy.open(server.port)
    const store = await open({ url: proxy.url(loopback()) })
    const seen = follow(store)
    proxy.nextCommit('done, but all is cut')
    await expect(put(store, 'a')).rejects.toThrow(/whether this was stored is not known: read it again/)
    expect(await server.run(url, 'SELECT key FROM metalwright.objects')).toEqual([{ key: 'a' }])
    proxy.heal()
    await until(() => seen.length === 1)
    await put(store, 'b')
    expect(seen.map(({ key, revision }) => `${revision}${key}`)).toEqual(['1a', '2b'])
    await proxy.close()
  }, 60_000)

  it('fail in words while the database is away, and catch up when it is back', async () => {
    const proxy = await DatabaseProxy.open(server.port)
    const store = await open({ url: proxy.url(loopback()) })
    const other = await open()
    const seen = follow(store)
    await put(store, 'a')
    proxy.cut()
    await expect(put(store, 'b')).rejects.toThrow(
      /store1?\d* at 127.0.0.1:\d+: .*; check that PostgreSQL runs there/,
    )
    await expect(store.get('things', 'a')).rejects.toBeInstanceOf(StorageError)
    await put(other, 'c')
    proxy.heal()
    await until(() => seen.length === 2)
    expect(seen.map(({ key }) => key)).toEqual(['a', 'c'])
    await put(store, 'd')
    expect((await store.list('things')).map(({ key }) => key)).toEqual(['a', 'c', 'd'])
    await proxy.close()
  })

  it('go on after a crash of the database', async () => {
    const store = await open()
    const seen = follow(store)
    const outcomes = Promise.allSettled(
      Array.from({ length: 60 }, async (_, number) => {
        await wait(number * 5)
        await put(store, `k${number}`)
        return `k${number}`
      }),
    )
    await wait(120)
    await server.crash()
    await server.start()
    const done = (await outcomes).flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    await put(store, 'after')
    const stored = (await store.list('things')).map(({ key }) => key)
    expect(stored).toEqual(expect.arrayContaining([...done, 'after']))
    await until(() => seen.length === stored.length)
    expect(seen.map(({ revision }) => revision)).toEqual(stored.map((_, at) => at + 1))
  }, 60_000)

  it('stop when they have missed more than the log of changes holds', async () => {
    const proxy = await DatabaseProxy.open(server.port)
    const lost: StorageError[] = []
    const store = await open({ url: proxy.url(loopback()), onLost: (error) => lost.push(error) })
    const other = await open()
    proxy.cut()
    for (const key of ['a', 'b', 'c']) await put(other, key)
    await server.run(url, 'DELETE FROM metalwright.changes WHERE revision < 3')
    proxy.heal()
    await until(() => lost.length > 0)
    expect(lost[0]?.message).toMatch(
      /cut off from the database for too long.*seen the changes up to 0, the log begins at 3; restart/,
    )
    await expect(store.get('things', 'a')).rejects.toThrow(/restart this server/)
    await expect(put(store, 'd')).rejects.toThrow(/restart this server/)
    await proxy.close()
  })

  it('store nothing of a commit that the database refuses', async () => {
    const store = await open()
    await put(store, 'a')
    await server.run('postgres', `ALTER DATABASE ${name()} SET default_transaction_read_only = on`)
    await server.run(
      'postgres',
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name()}'`,
    )
    await expect(put(store, 'b')).rejects.toThrow(/read-only transaction; name the server that may write/)
    expect((await store.list('things')).map(({ key }) => key)).toEqual(['a'])
    await server.run('postgres', `ALTER DATABASE ${name()} RESET default_transaction_read_only`)
    await until(() =>
      put(store, 'c').then(
        () => true,
        () => false,
      ),
    )
  }, 60_000)

  it('use a bounded number of connections', async () => {
    const store = await open()
    await put(store, 'a')
    const scanAll = async () => {
      for await (const piece of store.scan('things')) expect(piece.length).toBeGreaterThan(0)
    }
    const work = Array.from({ length: 100 }, (_, number) => [
      put(store, `k${number}`),
      store.get('things', 'a'),
      scanAll(),
    ])
    const count =
      "SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'metalwright' AND datname = current_database()"
    const [busy] = await server.run(url, count)
    await Promise.all(work.flat())
    expect(busy?.['n']).toBeLessThanOrEqual(14)
    expect(busy?.['n']).toBeGreaterThan(1)
  })

  it('cut the log of changes and of commits', async () => {
    const store = await open()
    await put(store, 'a')
    await server.run(url, 'UPDATE metalwright.counters SET value = 50998')
    await server.run(url, 'UPDATE metalwright.changes SET revision = 1')
    await store.close()
    const later = await open()
    await put(later, 'b')
    await put(later, 'c')
    await put(later, 'd')
    expect(await later.changesSince(0, 10)).toBeUndefined()
    expect(await later.changesSince(50_998, 10)).toHaveLength(3)
    const [rows] = await server.run(url, 'SELECT min(revision)::int AS first FROM metalwright.changes')
    expect(rows).toEqual({ first: 50999 })
    const [commits] = await server.run(url, 'SELECT min(revision)::int AS first FROM metalwright.commits')
    expect(commits).toEqual({ first: 50999 })
  })

  it('refuse a database of a newer version and say so', async () => {
    await (await open()).close()
    await server.run(url, 'UPDATE metalwright.schema SET version = 999')
    await expect(open()).rejects.toThrow(/written by a newer version/)
  })

  it('never show a password', async () => {
    const wrong = 'wr0ng-Pa%ss/word'
    const attempts = [
      server.url('postgres', 'loopback', wrong),
      server.url('missing', 'loopback'),
      `postgres://metal:${encodeURIComponent(wrong)}@127.0.0.1:1/x`,
      `postgres://metal:${encodeURIComponent(wrong)}@127.0.0.1:99999999/x`,
      `postgres://metal:${encodeURIComponent(wrong)}@[::x/x`,
      `mysql://metal:${wrong}@127.0.0.1/x`,
    ]
    const messages: string[] = []
    for (const attempt of attempts) {
      const error = await open({ url: attempt }).catch((caught: unknown) => caught)
      expect(error).toBeInstanceOf(StorageError)
      if (!(error instanceof Error)) continue
      messages.push(error.message)
      for (const secret of [wrong, PASSWORD, encodeURIComponent(wrong), encodeURIComponent(PASSWORD)]) {
        expect(`${error.stack} ${JSON.stringify(error.cause)} ${String(error.cause)}`).not.toContain(secret)
      }
    }
    expect(messages[0]).toMatch(/check the user and the password/)
    expect(messages[1]).toMatch(/database "missing" does not exist; create the database first/)
    expect(messages[2]).toMatch(/x at 127.0.0.1:1: .*ECONNREFUSED.*; check that PostgreSQL runs there/)
    expect(messages[5]).toMatch(/not a postgres:\/\/ URL/)
    expect(databaseAddress(server.url('db', 'loopback')).shown).toBe(`db at 127.0.0.1:${server.port}`)
  })

  it('speak TLS as the URL wants it', async () => {
    const made = makeCertificate({ names: ['localhost'], days: 1 }, new Date())
    const [cert, key] = [join(server.folder, 'cert.pem'), join(server.folder, 'key.pem')]
    await writeFile(cert, made.certificatePem)
    await writeFile(key, made.keyPem, { mode: 0o600 })
    if (process.getuid?.() === 0) for (const file of [cert, key]) await chown(file, 65_534, 65_534)
    await server.crash()
    await server.start(['ssl=on', `ssl_cert_file=${cert}`, `ssl_key_file=${key}`])
    const here = loopback().replace('127.0.0.1', 'localhost')
    const verified = `${here}?sslmode=verify-full&sslrootcert=${encodeURIComponent(cert)}`
    const store = await open({ url: verified })
    await put(store, 'a')
    const [row] = await server.run(
      url,
      "SELECT bool_and(ssl) AS ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'metalwright'",
    )
    expect(row).toEqual({ ssl: true })
    await expect(open({ url: `${here}?sslmode=verify-full` })).rejects.toThrow(
      /certificate.*; check sslmode and sslrootcert/,
    )
  })
})
