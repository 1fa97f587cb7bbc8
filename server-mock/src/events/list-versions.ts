import { createHash, randomUUID } from 'node:crypto'
import type { Layers } from '../objects/content/layers.ts'
import type { Store } from '../store/port.ts'

/**
 * Tells one state of a whole list from another, for `ETag` and `If-None-Match`. A tag is taken before the list is
 * read, so a list is never older than its tag says. Tags of another server, or of one that was started again, are
 * never the same: the revision of a restored or emptied store would not tell its states apart.
 */
export class ListVersions {
  readonly #store: Store
  readonly #start = randomUUID().slice(0, 8)
  readonly #first: number
  readonly #written = new Map<string, number>()
  readonly #layers = new WeakMap<Layers, number>()
  #layersSeen = 0

  constructor(store: Store) {
    this.#store = store
    this.#first = store.revision()
    store.subscribe((changes) => {
      for (const { prefix, revision } of changes) this.#written.set(prefix, revision)
    })
  }

  /** Tag of what only objects of one kind in the store decide. */
  ofStored(prefix: string): string {
    return `"${this.#start}-${this.#written.get(prefix) ?? this.#first}"`
  }

  /** Tag of what any object may decide, those of content packs too. */
  ofAll(layers: Layers): string {
    let seen = this.#layers.get(layers)
    if (seen === undefined) {
      seen = ++this.#layersSeen
      this.#layers.set(layers, seen)
    }
    return `"${this.#start}-${this.#store.revision()}.${seen}"`
  }

  /** Tag of an answer by what it says. */
  ofText(text: string): string {
    return `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
  }
}
