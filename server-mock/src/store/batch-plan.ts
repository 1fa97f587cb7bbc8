import type { JsonObject } from '@metalwright/sdk/models'
import { byteOrder } from './byte-order.ts'
import type { Pending } from './commit-queue.ts'
import type { ReadSet, Write } from './optimistic.ts'
import type { Change, Indexer, Revision } from './port.ts'

/** An object as the database has it. */
export interface FoundObject {
  readonly revision: Revision
  /** JSON text; read for objects that the batch writes. */
  readonly text: string | undefined
}

/** What the database holds of everything that a batch read or writes. */
export interface Found {
  /** Revision of the newest commit. */
  readonly revision: Revision
  readonly objects: ReadonlyMap<string, FoundObject>
  readonly prefixes: ReadonlyMap<string, Revision>
  /** Keys of look-ups as JSON, and first keys of scans, by the read set's own names. */
  readonly lookups: ReadonlyMap<string, string>
  readonly scans: ReadonlyMap<string, string>
}

/** Name of an object in the maps of a plan. */
export function placeOf({ prefix, key }: { readonly prefix: string; readonly key: string }): string {
  return `${prefix} ${key}`
}

/** An object that a batch changes. */
interface Written {
  readonly prefix: string
  readonly key: string
  readonly before: JsonObject | undefined
  after: JsonObject | undefined
  revision: Revision
}

type IndexRow = readonly [prefix: string, name: string, value: string, key: string]

/**
 * What a batch of commits comes to, each seeing the ones before it: which of them hold, and what is to be written
 * for all of these together.
 */
export class BatchPlan {
  readonly held: Pending[] = []
  readonly overtaken: Pending[] = []
  /** Commits whose look-ups an earlier one of the batch touches: what they give is known when that one is stored. */
  readonly deferred: Pending[] = []
  readonly changes: Change[] = []
  readonly #found: Found
  readonly #indexer: Indexer
  readonly #time: string
  readonly #written = new Map<string, Written>()
  readonly #prefixes = new Map<string, Revision>()
  readonly #touched: { readonly prefix: string; readonly name: string; readonly value: string }[] = []
  #revision: Revision

  /** @param time RFC 3339, of all changes of the batch */
  constructor(found: Found, indexer: Indexer, time: string, batch: readonly Pending[]) {
    this.#found = found
    this.#indexer = indexer
    this.#time = time
    this.#revision = found.revision
    for (const pending of batch) {
      if (this.#waits(pending.reads)) this.deferred.push(pending)
      else if (!this.#holds(pending.reads)) this.overtaken.push(pending)
      else {
        for (const write of pending.writes) this.#apply(pending.principal, write)
        this.held.push(pending)
      }
    }
  }

  /** Revision of the newest commit before the plan is carried out. */
  get before(): Revision {
    return this.#found.revision
  }

  /** Revision of the newest commit once the plan is carried out. */
  get revision(): Revision {
    return this.#revision
  }

  /** Objects to store, as rows. */
  puts(): (readonly [prefix: string, key: string, revision: Revision, text: string])[] {
    return [...this.#written.values()].flatMap(({ prefix, key, after, revision }) =>
      after === undefined ? [] : [[prefix, key, revision, JSON.stringify(after)] as const],
    )
  }

  /** Objects to remove, as rows. */
  removals(): (readonly [prefix: string, key: string])[] {
    return [...this.#written.values()].flatMap(({ prefix, key, before, after }) =>
      after === undefined && before !== undefined ? [[prefix, key] as const] : [],
    )
  }

  /** Index rows that go and that come; none is in both. */
  indexRows(): { readonly gone: readonly IndexRow[]; readonly made: readonly IndexRow[] } {
    const gone: IndexRow[] = []
    const made: IndexRow[] = []
    for (const { prefix, key, before, after } of this.#written.values()) {
      const old = this.#rows(prefix, before)
      const now = this.#rows(prefix, after)
      for (const [id, [name, value]] of old) if (!now.has(id)) gone.push([prefix, name, value, key])
      for (const [id, [name, value]] of now) if (!old.has(id)) made.push([prefix, name, value, key])
    }
    return { gone, made }
  }

  /** New revision of each prefix, and by how many objects it grows, as rows. */
  prefixes(): (readonly [prefix: string, revision: Revision, growth: number])[] {
    return [...this.#prefixes].map(([prefix, revision]) => {
      const own = [...this.#written.values()].filter((written) => written.prefix === prefix)
      const growth = own.map(
        ({ before, after }) => Number(after !== undefined) - Number(before !== undefined),
      )
      return [prefix, revision, growth.reduce((sum, one) => sum + one, 0)]
    })
  }

  #waits(reads: ReadSet): boolean {
    const looked = [...reads.lookups.values()]
    const scanned = [...reads.scans.values()]
    return this.#touched.some(
      ({ prefix, name, value }) =>
        looked.some((one) => one.prefix === prefix && one.index === name && one.value === value) ||
        scanned.some((one) => one.prefix === prefix && one.index === name && byteOrder(value, one.from) >= 0),
    )
  }

  #holds(reads: ReadSet): boolean {
    for (const [place, { revision }] of reads.objects)
      if (this.#objectRevision(place) !== revision) return false
    for (const [prefix, revision] of reads.prefixes) {
      if ((this.#prefixes.get(prefix) ?? this.#found.prefixes.get(prefix) ?? 0) !== revision) return false
    }
    for (const [name, { keys }] of reads.lookups) if (this.#found.lookups.get(name) !== keys) return false
    for (const [name, { key }] of reads.scans) if (this.#found.scans.get(name) !== key) return false
    return true
  }

  #objectRevision(place: string): Revision {
    const written = this.#written.get(place)
    if (written !== undefined) return written.after === undefined ? 0 : written.revision
    return this.#found.objects.get(place)?.revision ?? 0
  }

  #apply(principal: string, write: Write): void {
    const { prefix, key, action, body } = write
    const place = placeOf(write)
    const known = this.#written.get(place)
    const stored = this.#found.objects.get(place)?.text
    const before: JsonObject | undefined = stored === undefined ? undefined : JSON.parse(stored)
    const original = known === undefined ? before : known.after
    const object = body ?? original
    if (object === undefined) return
    this.#revision += 1
    this.#prefixes.set(prefix, this.#revision)
    if (known === undefined)
      this.#written.set(place, { prefix, key, before, after: body, revision: this.#revision })
    else {
      known.after = body
      known.revision = this.#revision
    }
    this.#touch(prefix, original, body)
    const change = {
      revision: this.#revision,
      prefix,
      key,
      action,
      principal,
      time: this.#time,
      object,
    }
    this.changes.push(original === undefined ? change : { ...change, original })
  }

  /** Notes the index rows that a write adds or takes away. */
  #touch(prefix: string, original: JsonObject | undefined, body: JsonObject | undefined): void {
    const old = this.#rows(prefix, original)
    const now = this.#rows(prefix, body)
    for (const [id, [name, value]] of old) if (!now.has(id)) this.#touched.push({ prefix, name, value })
    for (const [id, [name, value]] of now) if (!old.has(id)) this.#touched.push({ prefix, name, value })
  }

  #rows(prefix: string, body: JsonObject | undefined): Map<string, readonly [name: string, value: string]> {
    const rows = body === undefined ? [] : this.#indexer(prefix, body)
    return new Map(rows.map((row) => [JSON.stringify(row), row]))
  }
}
