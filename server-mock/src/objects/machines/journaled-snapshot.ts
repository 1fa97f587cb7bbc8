import { hexAddress } from '@metalwright/sdk/models'
import { byteOrder } from '../../store/byte-order.ts'
import { type Revision, StorageError, Stored } from '../../store/port.ts'
import { PIECE_OBJECTS, type Snapshot } from '../../store/snapshot.ts'
import { readEntries, readJournal } from './lease-journal.ts'
import { leaseBody } from './leases.ts'

const LEASES = 'leases'
/** How often the state is taken anew when the journal was emptied meanwhile. */
const TRIES = 100

/**
 * The state of an embedded store together with what its lease journal has on top, for whoever reads it beside the
 * server: under load, leases that clients were told are in the journal before they are in the store.
 *
 * @param open takes a snapshot of the store
 * @param file the journal; there may be none
 * @throws StorageError, and the system error of a journal that cannot be read
 */
export async function journaledSnapshot(open: () => Promise<Snapshot>, file: string): Promise<Snapshot> {
  for (let tries = 0; tries < TRIES; tries++) {
    const before = await readJournal(file)
    const snapshot = await open()
    const after = await readJournal(file)
    // One that has only grown is on top of the snapshot. An emptied one is in the store, perhaps after the snapshot.
    if (after.subarray(0, before.length).equals(before)) return new JournaledSnapshot(snapshot, after)
    await snapshot.close()
  }
  throw new StorageError('its lease journal changed all the time', 'try again when fewer machines boot')
}

class JournaledSnapshot implements Snapshot {
  readonly revision: Revision
  readonly #snapshot: Snapshot
  /** Newest lease by key; undefined for one that is gone. */
  readonly #newest = new Map<string, Stored | undefined>()
  readonly #keys: readonly string[]

  constructor(snapshot: Snapshot, journal: Buffer) {
    this.revision = snapshot.revision
    this.#snapshot = snapshot
    for (const { address, lease } of readEntries(journal.toString('utf8'))) {
      const key = hexAddress(address)
      const text = lease === undefined ? undefined : JSON.stringify(leaseBody(lease))
      this.#newest.set(key, text === undefined ? undefined : new Stored(key, this.revision, text))
    }
    this.#keys = [...this.#newest.keys()].sort(byteOrder)
  }

  async counts(): Promise<ReadonlyMap<string, number>> {
    const counts = new Map(await this.#snapshot.counts())
    if (this.#keys.length === 0) return counts
    const stored = new Set<string>()
    for (let after = ''; ; ) {
      const piece = await this.#snapshot.piece(LEASES, after)
      const last = piece.at(-1)
      if (last === undefined) break
      after = last.key
      for (const { key } of piece) if (this.#newest.has(key)) stored.add(key)
    }
    let count = (counts.get(LEASES) ?? 0) - stored.size
    for (const lease of this.#newest.values()) count += Number(lease !== undefined)
    counts.delete(LEASES)
    if (count > 0) counts.set(LEASES, count)
    return new Map([...counts].sort(([a], [b]) => byteOrder(a, b)))
  }

  async piece(prefix: string, after: string): Promise<readonly Stored[]> {
    if (prefix !== LEASES || this.#keys.length === 0) return this.#snapshot.piece(prefix, after)
    for (let from = after; ; ) {
      const stored = await this.#snapshot.piece(prefix, from)
      const last = stored.at(-1)
      const own = this.#keysBehind(from, last?.key)
      const keys = [...new Set([...stored.map(({ key }) => key), ...own])].sort(byteOrder)
      const kept = new Map(stored.map((one) => [one.key, one]))
      const piece = keys.flatMap(
        (key) => (this.#newest.has(key) ? this.#newest.get(key) : kept.get(key)) ?? [],
      )
      const end = keys.at(-1)
      // All of a piece may be gone; only where nothing is left at all it is the end.
      if (piece.length > 0 || end === undefined) return piece
      from = end
    }
  }

  close(): Promise<void> {
    return this.#snapshot.close()
  }

  /** Keys of the journal behind one key and up to another; a piece of them when there is no other. */
  #keysBehind(from: string, to: string | undefined): readonly string[] {
    let low = 0
    let high = this.#keys.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (byteOrder(this.#keys[middle] ?? '', from) > 0) high = middle
      else low = middle + 1
    }
    if (to === undefined) return this.#keys.slice(low, low + PIECE_OBJECTS)
    let end = low
    while (end < this.#keys.length && byteOrder(this.#keys[end] ?? '', to) <= 0) end++
    return this.#keys.slice(low, end)
  }
}
