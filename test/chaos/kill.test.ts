import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { type ServerProcess, startServerProcess } from '@metalwright/server/rehearsal'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { indexValues } from '../../server-mock/src/objects/index-values.ts'
import { PostgresServer, withoutPostgres } from '../../server-mock/test/store/postgres-server.ts'
import { randomFrom } from '../load/random.ts'
import { Api } from './api.ts'
import { Writer } from './writer.ts'

/** Rounds of writing, killing and looking; METALWRIGHT_CHAOS_ROUNDS for more. */
const ROUNDS = Number(process.env['METALWRIGHT_CHAOS_ROUNDS'] ?? 4)
/** Where the random numbers begin; METALWRIGHT_CHAOS_SEED for others. */
const SEED = Number(process.env['METALWRIGHT_CHAOS_SEED'] ?? 1)
const WRITERS = 8
/** Milliseconds of load before the end, at most. */
const LOAD = 900
/** Milliseconds that a round may take, with the start of the server. */
const ROUND = 15_000

const OFF = ['--disable-dhcp', '--disable-tftp', '--disable-provisioner', '--disable-pxe']
const FLAGS = ['--dev', '--api-port', '0', ...OFF, '--log-level', 'error']

describe('a server that is killed (kill -9)', () => {
  let baseRoot: string
  beforeEach(async () => {
    baseRoot = await mkdtemp(join(tmpdir(), 'metalwright-chaos-'))
  })
  afterEach(() => rm(baseRoot, { recursive: true, force: true }))

  /** Writes, kills, starts again and compares, some rounds; gives how many answers were confirmed. */
  const rounds = async (count: number, flags: readonly string[], look: () => void): Promise<number> => {
    const random = randomFrom(SEED)
    const writers = Array.from({ length: WRITERS }, (_, at) => new Writer(`w${at}`, random))
    let server: ServerProcess = await startServerProcess({ baseRoot, flags: [...FLAGS, ...flags] })
    try {
      let api = new Api(server.facts.ports.api)
      await prepare(api)
      for (const writer of writers) await writer.prepare(api)
      for (let round = 0; round < count; round++) {
        const working = Promise.all(writers.map((writer) => writer.run(api)))
        await Promise.race([wait(random() * LOAD), working])
        process.kill(server.pid, 'SIGKILL')
        await working
        await server.stop()
        api.close()
        look()
        server = await startServerProcess({ baseRoot, flags: [...FLAGS, ...flags] })
        api = new Api(server.facts.ports.api)
        for (const writer of writers) await writer.check(api)
      }
      api.close()
    } finally {
      await server.stop()
    }
    return writers.reduce((sum, { confirmed }) => sum + confirmed, 0)
  }

  it(
    'has everything it confirmed, and nothing by half',
    async () => {
      const file = join(baseRoot, 'digitalrebar', 'objects.sqlite')
      const confirmed = await rounds(ROUNDS, ['--store', 'sqlite'], () => expectSound(file))
      expect(confirmed).toBeGreaterThan(ROUNDS * 10)
    },
    ROUNDS * ROUND,
  )

  it.skipIf(withoutPostgres)(
    'has everything it confirmed in PostgreSQL, too',
    async () => {
      const postgres = await PostgresServer.open()
      try {
        const count = Math.max(1, Math.floor(ROUNDS / 2))
        const confirmed = await rounds(count, ['--database', await postgres.database()], () => {})
        expect(confirmed).toBeGreaterThan(count * 10)
      } finally {
        await postgres.close()
      }
    },
    ROUNDS * ROUND + 30_000,
  )

  it(
    'starts, whenever its first start was ended',
    async () => {
      const random = randomFrom(SEED)
      for (let round = 0; round < ROUNDS; round++) {
        const root = join(baseRoot, `first${round}`)
        const main = join(import.meta.dirname, '../../server-mock/src/main.ts')
        const child = spawn(process.execPath, [main, 'serve', '--base-root', root, ...FLAGS], {
          stdio: 'ignore',
        })
        const store = join(root, 'digitalrebar', 'objects.sqlite')
        for (let look = 0; look < 4000 && !existsSync(store); look++) await wait(2)
        await wait(random() * 200)
        child.kill('SIGKILL')
        if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
        const server = await startServerProcess({ baseRoot: root, flags: FLAGS })
        const api = new Api(server.facts.ports.api)
        const token = await api.json('GET', '/users/rocketskates/token')
        expect(token['Token']).toMatch(/./)
        expect(await api.json('GET', '/prefs')).toHaveProperty('knownTokenTimeout')
        api.close()
        await server.stop()
      }
    },
    ROUNDS * ROUND,
  )
})

/** What the writers need: a workflow of two tasks, and a param. */
async function prepare(api: Api): Promise<void> {
  for (const Name of ['chaos-one', 'chaos-two']) await api.json('POST', '/tasks', { Name })
  await api.json('POST', '/stages', { Name: 'chaos-stage', Tasks: ['chaos-one', 'chaos-two'] })
  await api.json('POST', '/workflows', { Name: 'chaos', Stages: ['chaos-stage'] })
}

/** Looks into the file that the dead server has left: index, sizes and log of changes fit the objects. */
function expectSound(file: string): void {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
    const objects = database.prepare('SELECT prefix, key, revision, body FROM objects').all()
    const wanted = objects.flatMap(({ prefix, key, body }) =>
      indexValues(String(prefix), JSON.parse(String(body))).map(([name, value]) =>
        [prefix, name, value, key].join('\n'),
      ),
    )
    const rows = database.prepare('SELECT * FROM index_rows').all()
    expect(rows.map(({ prefix, name, value, key }) => [prefix, name, value, key].join('\n')).sort()).toEqual(
      [...new Set(wanted)].sort(),
    )
    const sizes = database.prepare('SELECT prefix, size FROM prefixes WHERE size > 0 ORDER BY prefix').all()
    const counted = database
      .prepare('SELECT prefix, COUNT(*) AS size FROM objects GROUP BY prefix ORDER BY prefix')
      .all()
    expect(sizes).toEqual(counted)
    const [log] = database
      .prepare('SELECT MIN(revision) AS first, MAX(revision) AS last, COUNT(*) AS size FROM changes')
      .all()
    const [counter] = database.prepare("SELECT value FROM counters WHERE name = 'revision'").all()
    expect(log?.['last']).toBe(counter?.['value'])
    expect(Number(log?.['last']) - Number(log?.['first']) + 1).toBe(log?.['size'])
  } finally {
    database.close()
  }
}
