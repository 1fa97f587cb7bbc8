import { randomUUID } from 'node:crypto'
import { hexAddress } from '../models/fields.ts'
import {
  type CatalogueEntry,
  catalogue,
  DecodeError,
  decode,
  type InputOf,
  type JsonObject,
  type JsonValue,
  type ObjectOf,
  type Prefix,
} from '../models/index.ts'
import { Refused } from './refused.ts'

/** A stored object with the number of its last change. */
interface Stored {
  readonly body: JsonObject
  readonly version: number
}

/** Objects of a pretended server, in memory: they have the defaults and the keys of the catalogue, and no rules beyond. */
export class FakeObjects {
  readonly #kinds = new Map<Prefix, Map<string, Stored>>()
  readonly #waiting = new Map<string, Set<() => void>>()
  #version = 0

  /** All objects of a kind in the order of their keys. */
  list(prefix: Prefix): JsonObject[] {
    const stored = [...(this.#kinds.get(prefix) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))
    return stored.map(([, { body }]) => body)
  }

  /** An object by its key or `Index:value` of a unique index; undefined when there is none. */
  find(prefix: Prefix, name: string): JsonObject | undefined {
    return this.#kinds.get(prefix)?.get(this.#keyOf(prefix, name))?.body
  }

  /** @throws Refused 404 */
  get(prefix: Prefix, name: string, method = 'GET'): JsonObject {
    const found = this.find(prefix, name)
    if (found === undefined) throw new Refused(404, ['Not Found'], { Model: prefix, Key: name, Type: method })
    return found
  }

  /** Version of an object, as its ETag. */
  etag(prefix: Prefix, name: string): string {
    return `"${this.#kinds.get(prefix)?.get(this.#keyOf(prefix, name))?.version ?? 0}"`
  }

  /** Puts an object in place, with defaults for what is left out. Gives it as it is then. @throws Refused 422 */
  put<P extends Prefix>(prefix: P, object: InputOf<P> | JsonObject): ObjectOf<P> {
    const body = this.#complete(prefix, json(object))
    const kind = this.#kinds.get(prefix) ?? new Map<string, Stored>()
    this.#kinds.set(prefix, kind)
    this.#version += 1
    const key = keyIn(catalogue[prefix], body)
    kind.set(key, { body, version: this.#version })
    this.#wake(prefix, key)
    return JSON.parse(JSON.stringify(body))
  }

  /** Whether there was such an object. */
  delete(prefix: Prefix, name: string): boolean {
    const key = this.#keyOf(prefix, name)
    const deleted = this.#kinds.get(prefix)?.delete(key) ?? false
    this.#wake(prefix, key)
    return deleted
  }

  /** Resolves when the object changes, or after so many milliseconds. */
  changed(prefix: Prefix, name: string, timeMs: number): Promise<void> {
    const place = `${prefix}/${this.#keyOf(prefix, name)}`
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(place) ?? new Set()
      this.#waiting.set(place, waiting)
      const done = () => {
        clearTimeout(timer)
        waiting.delete(done)
        resolve()
      }
      const timer = setTimeout(done, timeMs)
      timer.unref()
      waiting.add(done)
    })
  }

  #wake(prefix: Prefix, key: string): void {
    for (const done of [...(this.#waiting.get(`${prefix}/${key}`) ?? [])]) done()
  }

  #keyOf(prefix: Prefix, name: string): string {
    const entry: CatalogueEntry = catalogue[prefix]
    const [, index = '', value = ''] = /^(\w+):(.*)$/s.exec(name) ?? []
    const field = Object.hasOwn(entry.indexes, index) ? entry.indexes[index] : undefined
    if (field?.unique !== true) return entry.keyForm === 'hex-address' ? hexAddress(name) : name
    const found = this.list(prefix).find((body) => body[field.field] === value)
    return found === undefined ? name : keyIn(entry, found)
  }

  #complete(prefix: Prefix, object: JsonObject): JsonObject {
    const entry: CatalogueEntry = catalogue[prefix]
    const given = entry.key === 'Uuid' && !object['Uuid'] ? { ...object, Uuid: randomUUID() } : object
    try {
      return json({ ...decode(entry.schema, given), Available: true, Validated: true })
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error
      throw new Refused(422, error.messages, { Model: prefix, Type: 'ValidationError' })
    }
  }
}

/** Key of an object as it stands in its path. */
export function keyIn({ key, keyForm }: CatalogueEntry, body: JsonObject): string {
  const text = String(body[key] ?? '')
  return keyForm === 'hex-address' ? hexAddress(text) : text
}

/** A copy as JSON carries it. */
export function json(value: unknown): JsonObject {
  return JSON.parse(JSON.stringify(value))
}

/** A value as an object; of anything else an empty one. */
export function members(value: JsonValue | undefined): JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {}
}
