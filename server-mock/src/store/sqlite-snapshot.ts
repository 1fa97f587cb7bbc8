import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { type Revision, StorageError, Stored } from './port.ts'
import { PIECE_CHARACTERS, PIECE_OBJECTS, type Snapshot } from './snapshot.ts'
import { sqliteSchema } from './sqlite-migrations.ts'

/** Connections that are kept open while nobody reads. */
const IDLE = 4
/** Milliseconds to wait for another process that recovers the file. */
const BUSY = 5000

/** Connections that read a database file beside its writer. Each holds one snapshot at a time. */
export class SqliteReaders {
  readonly #file: string
  readonly #idle: DatabaseSync[] = []
  readonly #open = new Set<SqliteSnapshot>()
  #closed = false

  constructor(file: string) {
    this.#file = file
  }

  /** The newest state. */
  snapshot(): Snapshot {
    const connection = this.#idle.pop() ?? connect(this.#file)
    const snapshot = new SqliteSnapshot(connection, () => {
      this.#open.delete(snapshot)
      if (this.#closed || this.#idle.length >= IDLE) connection.close()
      else this.#idle.push(connection)
    })
    this.#open.add(snapshot)
    return snapshot
  }

  close(): void {
    this.#closed = true
    for (const snapshot of [...this.#open]) snapshot.end()
    for (const connection of this.#idle.splice(0)) connection.close()
  }
}

/**
 * The newest state of a database file, which a server may be writing to.
 *
 * @throws StorageError when a newer version wrote it
 */
export function sqliteSnapshot(file: string): Snapshot {
  const connection = connect(file)
  try {
    sqliteSchema(connection)
    return new SqliteSnapshot(connection, () => connection.close())
  } catch (error) {
    connection.close()
    throw error
  }
}

function connect(file: string): DatabaseSync {
  const connection = new DatabaseSync(file, { readOnly: true, timeout: BUSY })
  connection.exec('PRAGMA cache_size = -256')
  return connection
}

class SqliteSnapshot implements Snapshot {
  readonly revision: Revision
  readonly #connection: DatabaseSync
  readonly #next: StatementSync
  readonly #done: () => void
  #ended = false

  constructor(connection: DatabaseSync, done: () => void) {
    this.#connection = connection
    this.#done = done
    connection.exec('BEGIN')
    // The first read fixes the state that all others see.
    const counter = connection.prepare("SELECT value FROM counters WHERE name = 'revision'").get()
    this.revision = Number(counter?.['value'] ?? 0)
    this.#next = connection.prepare(
      'SELECT key, revision, body FROM objects WHERE prefix = ? AND key > ? ORDER BY key LIMIT ?',
    )
  }

  async counts(): Promise<ReadonlyMap<string, number>> {
    // A store that no server of this version has opened yet keeps no sizes.
    const query =
      sqliteSchema(this.#connection) < 2
        ? 'SELECT prefix, COUNT(*) AS size FROM objects GROUP BY prefix ORDER BY prefix'
        : 'SELECT prefix, size FROM prefixes WHERE size > 0 ORDER BY prefix'
    const rows = this.#connection.prepare(query).all()
    return new Map(rows.map((row) => [String(row['prefix']), Number(row['size'])]))
  }

  async piece(prefix: string, after: string): Promise<readonly Stored[]> {
    if (this.#ended) throw new StorageError('it is closed', 'the server is stopping')
    const piece: Stored[] = []
    let size = 0
    for (const row of this.#next.iterate(prefix, after, PIECE_OBJECTS)) {
      const text = String(row['body'])
      piece.push(new Stored(String(row['key']), Number(row['revision']), text))
      size += text.length
      if (size >= PIECE_CHARACTERS) break
    }
    return piece
  }

  async close(): Promise<void> {
    this.end()
  }

  end(): void {
    if (this.#ended) return
    this.#ended = true
    this.#connection.exec('COMMIT')
    this.#done()
  }
}
