import type { JsonObject, ObjectOf, Prefix } from '@metalwright/sdk/models'
import { catalogue } from '@metalwright/sdk/models'
import type { ChangeAction, Reader, Transaction } from '../store/port.ts'
import { fromStored, keyOf, toStored } from './codec.ts'
import type { Layers } from './content/layers.ts'
import { isStoredIndex } from './index-values.ts'

/** Objects that are handled at a time. */
export const PIECE = 256

/** An object of a list: its JSON text and the same parsed, whichever is asked for. */
export interface Listed {
  readonly key: string
  readonly text: string
  readonly body: JsonObject
}

/** Typed reads over the writable store and the read-only layers below it. */
export class Session {
  readonly layers: Layers
  protected readonly reader: Reader

  constructor(reader: Reader, layers: Layers) {
    this.reader = reader
    this.layers = layers
  }

  /** JSON of an object, the writable one before any layer's. */
  async body(prefix: Prefix, key: string): Promise<JsonObject | undefined> {
    return (await this.reader.get(prefix, key))?.body ?? this.layers.get(prefix, key)
  }

  /** An object, the writable one before any layer's. Objects of layers are frozen. */
  async get<P extends Prefix>(prefix: P, key: string): Promise<ObjectOf<P> | undefined> {
    const body = await this.body(prefix, key)
    return body === undefined ? undefined : fromStored(prefix, body)
  }

  /** An object that has no place in the API, such as a password hash. */
  async internal(prefix: string, key: string): Promise<JsonObject | undefined> {
    return (await this.reader.get(prefix, key))?.body
  }

  /** All internal objects of a prefix. */
  async internals(prefix: string): Promise<readonly { readonly key: string; readonly body: JsonObject }[]> {
    return this.reader.list(prefix)
  }

  /** Keys of writable objects by a stored index. */
  async find(prefix: Prefix, index: string, value: string): Promise<readonly string[]> {
    return this.reader.find(prefix, index, value)
  }

  /** First writable object in the order of a stored index, at or behind `from`. */
  async first<P extends Prefix>(prefix: P, index: string, from: string): Promise<ObjectOf<P> | undefined> {
    const stored = await this.reader.first(prefix, index, from)
    return stored === undefined ? undefined : fromStored(prefix, stored.body)
  }

  /** JSON of all objects of a prefix in key order. */
  async bodies(prefix: Prefix): Promise<readonly JsonObject[]> {
    const stored = await this.reader.list(prefix)
    const layered = this.layers.list(prefix)
    if (layered.size === 0) return stored.map((object) => object.body)
    const all = new Map<string, JsonObject>(layered)
    for (const object of stored) all.set(object.key, object.body)
    return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, body]) => body)
  }

  /** All objects of a prefix (writable ones: behind the key `after`) in key order, in pieces, read while they are taken. */
  async *pieces(prefix: Prefix, after = ''): AsyncIterable<readonly Listed[]> {
    if (this.layers.list(prefix).size === 0) {
      yield* this.reader.scan(prefix, after)
      return
    }
    const listed = (await this.bodies(prefix)).map((body) => listedOf(keyOf(prefix, body), body))
    for (let at = 0; at < listed.length; at += PIECE) yield listed.slice(at, at + PIECE)
  }

  /** Writable objects by a stored index in key order behind a key, in pieces of `size`, read while they are taken. */
  async *indexed(
    prefix: Prefix,
    index: string,
    value: string,
    size: number,
    behind = '',
  ): AsyncIterable<readonly Listed[]> {
    let after = behind
    for (;;) {
      const piece = await this.reader.page(prefix, index, value, after, size)
      yield piece
      const last = piece.at(-1)
      if (last === undefined || piece.length < size) return
      after = last.key
    }
  }

  /** Objects by their keys in pieces, in the order of the keys; those that are not there are left out. */
  async *keyed(prefix: Prefix, keys: readonly string[]): AsyncIterable<readonly Listed[]> {
    for (let at = 0; at < keys.length; at += PIECE) {
      const part = await Promise.all(keys.slice(at, at + PIECE).map((key) => this.#listed(prefix, key)))
      yield part.filter((one) => one !== undefined)
    }
  }

  async #listed(prefix: Prefix, key: string): Promise<Listed | undefined> {
    const stored = await this.reader.get(prefix, key)
    if (stored !== undefined) return stored
    const body = this.layers.get(prefix, key)
    return body === undefined ? undefined : listedOf(key, body)
  }

  /** How many objects a prefix has. */
  async count(prefix: Prefix): Promise<number> {
    const layered = this.layers.list(prefix)
    return layered.size === 0 ? this.reader.count(prefix) : (await this.bodies(prefix)).length
  }

  /** Key that a path segment means: the key itself, or `Index:value` of a unique index. */
  async resolve(prefix: Prefix, segment: string): Promise<string> {
    const colon = segment.indexOf(':')
    const { indexes, keyForm, key } = catalogue[prefix]
    const name = colon === -1 ? '' : segment.slice(0, colon)
    const index = Object.entries(indexes).find(([known, one]) => known === name && one.unique)?.[1]
    if (index === undefined) {
      return keyForm === 'hex-address' ? keyOf(prefix, { [key]: segment }) : segment
    }
    const value = segment.slice(colon + 1)
    if (index.field === key) return this.resolve(prefix, value)
    if (isStoredIndex(prefix, name)) return (await this.find(prefix, name, value))[0] ?? ''
    const found = (await this.bodies(prefix)).find((body) => body[index.field] === value)
    return found === undefined ? '' : keyOf(prefix, found)
  }
}

function listedOf(key: string, body: JsonObject): Listed {
  return {
    key,
    body,
    get text() {
      return JSON.stringify(body)
    },
  }
}

/** Reads and writes of one transaction. */
export class Edit extends Session {
  readonly #transaction: Transaction

  constructor(transaction: Transaction, layers: Layers) {
    super(transaction, layers)
    this.#transaction = transaction
  }

  /** Whether an object of this key is in the writable store. */
  async isWritable(prefix: Prefix, key: string): Promise<boolean> {
    return (await this.#transaction.get(prefix, key)) !== undefined
  }

  put<P extends Prefix>(prefix: P, object: ObjectOf<P>, action: Exclude<ChangeAction, 'delete'>): void {
    const body = toStored(prefix, object)
    this.#transaction.put(prefix, keyOf(prefix, body), body, action)
  }

  remove(prefix: Prefix, key: string): void {
    this.#transaction.remove(prefix, key)
  }

  /** Writes an internal object, or removes it when the body is absent. */
  putInternal(prefix: string, key: string, body: JsonObject | undefined): void {
    if (body === undefined) this.#transaction.remove(prefix, key)
    else this.#transaction.put(prefix, key, body, 'save')
  }
}
