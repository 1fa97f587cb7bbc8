import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { postgresPrograms } from './postgres-programs.ts'

/** Milliseconds a server may take until it answers. */
const PATIENCE = 30_000
/** PostgreSQL does not run as root; `nobody` is everywhere. */
const NOBODY = 65_534

/** Password of the user `metal`. */
export const PASSWORD = 'a %secret:/word'

/** Whether the tests of PostgreSQL are left out, which is said, and is never so with CI=true. */
export const withoutPostgres = postgresPrograms() === undefined && process.env['CI'] !== 'true'
if (withoutPostgres) {
  process.stderr.write('PostgreSQL is not here (apt-get install postgresql): its tests are LEFT OUT\n')
}

/** A PostgreSQL server in a temporary folder, on a socket there and on a port of loopback. */
export class PostgresServer {
  readonly folder: string
  readonly port: number
  readonly #programs: string
  readonly #owner: { readonly uid?: number; readonly gid?: number }
  #process: ChildProcess | undefined
  #databases = 0

  private constructor(
    folder: string,
    port: number,
    programs: string,
    owner: { readonly uid?: number; readonly gid?: number },
  ) {
    this.folder = folder
    this.port = port
    this.#programs = programs
    this.#owner = owner
  }

  /** Makes and starts a server. */
  static async open(): Promise<PostgresServer> {
    const programs = postgresPrograms()
    if (programs === undefined) throw new Error('PostgreSQL is not here: apt-get install postgresql')
    const folder = await mkdtemp(join(tmpdir(), 'metalwright-pg-'))
    const owner = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
    const password = join(folder, 'password')
    await writeFile(password, PASSWORD)
    await mkdir(join(folder, 'data'), { mode: 0o700 })
    if (owner.uid !== undefined) {
      for (const path of [folder, password, join(folder, 'data')]) await chown(path, NOBODY, NOBODY)
    }
    const server = new PostgresServer(folder, await freePort(), programs, owner)
    const flags = ['-U', 'metal', '--auth=scram-sha-256', `--pwfile=${password}`, '-E', 'UTF8', '--no-sync']
    const locale = ['--locale=C.UTF-8']
    await promisify(execFile)(join(programs, 'initdb'), ['-D', join(folder, 'data'), ...flags, ...locale], {
      ...owner,
      cwd: folder,
    })
    await server.start()
    return server
  }

  /** URL of a database; by the socket unless it says otherwise. */
  url(database: string, way: 'socket' | 'loopback' = 'socket', password = PASSWORD): string {
    const user = `metal:${encodeURIComponent(password)}`
    return way === 'socket'
      ? `postgres://${user}@/${database}?host=${encodeURIComponent(this.folder)}&port=${this.port}`
      : `postgres://${user}@127.0.0.1:${this.port}/${database}`
  }

  /** A new, empty database; its URL. */
  async database(): Promise<string> {
    this.#databases += 1
    const name = `store${this.#databases}`
    await this.run('postgres', `CREATE DATABASE ${name}`)
    return this.url(name)
  }

  /** Runs SQL in a database; the rows of the last statement. */
  async run(database: string, sql: string): Promise<Record<string, unknown>[]> {
    const client = new Client(database.startsWith('postgres:') ? database : this.url(database))
    await client.connect()
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows
    } finally {
      await client.end()
    }
  }

  async start(settings: readonly string[] = []): Promise<void> {
    const flags = ['-D', join(this.folder, 'data'), '-p', String(this.port), '-k', this.folder]
    const quick = [
      'fsync=off',
      'full_page_writes=off',
      'shared_buffers=16MB',
      'max_connections=60',
      ...settings,
    ]
    const options = quick.flatMap((setting) => ['-c', setting])
    this.#process = spawn(join(this.#programs, 'postgres'), [...flags, '-h', '127.0.0.1', ...options], {
      ...this.#owner,
      cwd: this.folder,
      stdio: 'ignore',
    })
    for (const until = Date.now() + PATIENCE; ; await wait(50)) {
      const error = await this.run('postgres', 'SELECT 1').then(
        () => undefined,
        (caught: unknown) => caught,
      )
      if (error === undefined) return
      if (Date.now() > until || this.#process.exitCode !== null) throw error
    }
  }

  /** Ends it as a crash would, with all its connections. */
  async crash(): Promise<void> {
    await this.#end('SIGQUIT')
  }

  /** Ends it and removes everything. */
  async close(): Promise<void> {
    await this.#end('SIGINT')
    await rm(this.folder, { recursive: true, force: true })
  }

  async #end(signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
    const child = this.#process
    this.#process = undefined
    if (child === undefined || child.exitCode !== null) return
    child.kill(signal)
    await once(child, 'exit')
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return address !== null && typeof address === 'object' ? address.port : 0
}
