import { valueFaults } from '@metalwright/sdk/content'
import {
  type Content,
  ContentMeta,
  catalogue,
  DecodeError,
  decode,
  isPrefix,
  type JsonObject,
  type JsonValue,
  type Prefix,
} from '@metalwright/sdk/models'
import { keyOf } from '../codec.ts'
import { unknownFields } from './unknown-fields.ts'

/** Where a pack comes from; it decides the place of its layer. */
export type PackType = 'local' | 'dynamic' | 'default' | 'plugin' | 'basic'

/** Objects by key, by kind. */
export type Sections = ReadonlyMap<string, ReadonlyMap<string, JsonObject>>

/** A content pack as the server holds it. */
export interface Pack {
  readonly meta: ContentMeta
  /** Its metadata as it came, also what the server does not know. */
  readonly rawMeta: JsonObject
  /** Its objects as they came, also kinds and fields that the server does not know. */
  readonly source: Sections
  /** The objects as they are in force, for kinds that packs may bring. */
  readonly objects: ReadonlyMap<Prefix, ReadonlyMap<string, JsonObject>>
  /** What was kept but is not understood. */
  readonly oddities: readonly string[]
}

/** A pack that was read, without the objects that are faulty. */
export interface ReadPack {
  readonly pack: Pack
  readonly faults: readonly string[]
}

/** Names of the server's own layers. */
export const BACKING_STORE = 'BackingStore'
export const RESERVED_NAMES: readonly string[] = [BACKING_STORE, 'LocalStore', 'DefaultStore', 'BasicStore']

/**
 * Reads a pack, all of it: every fault is named, and unknown kinds and fields are kept beside.
 *
 * @param name takes the place of its own name (DRP's local and default store)
 */
export function readPack(input: JsonValue, type: PackType, name?: string): ReadPack | { faults: string[] } {
  const bounds = valueFaults(input)
  if (bounds.length > 0) return { faults: bounds }
  const rawMeta = members(members(input)['meta'])
  const sections = members(input)['sections'] ?? {}
  let meta: ContentMeta
  try {
    meta = decode(ContentMeta, name === undefined ? rawMeta : { ...rawMeta, Name: name })
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    return { faults: error.messages.map((message) => `meta: ${message}`) }
  }
  if (!/^[^/\\\p{C}]{1,255}$/u.test(meta.Name) || /^\.+$/.test(meta.Name)) {
    return { faults: [`Invalid Name \`${meta.Name}\``] }
  }
  if (!isMap(sections)) return { faults: ['sections is no map'] }
  meta.Type = type
  meta.Writable = false
  // Objects of the server's own layers stand back behind those of others (DRP).
  if (type === 'basic' || type === 'default') meta.Overwritable = true
  if (type === 'local') meta.Overwritable = false
  const reading = new Reading(meta.Name)
  for (const [prefix, section] of Object.entries(sections)) reading.section(prefix, section)
  const { source, objects, oddities, faults } = reading
  return { pack: { meta, rawMeta, source, objects, oddities }, faults }
}

/** A pack as a document: with the objects as they came, and without secrets. */
export function packContent(pack: Pack): Content {
  const { meta, rawMeta, source } = pack
  const sections = [...source].map(([prefix, section]) => [
    prefix,
    Object.fromEntries([...section].map(([key, object]) => [key, withoutSecrets(prefix, object)])),
  ])
  return { meta: { ...rawMeta, ...meta }, sections: Object.fromEntries(sections) }
}

/** The document a pack is stored as. */
export function storedPack({ rawMeta, source }: Pack): JsonObject {
  const sections = [...source].map(([prefix, section]) => [prefix, Object.fromEntries(section)])
  return { meta: rawMeta, sections: Object.fromEntries(sections) }
}

/** An object without what must not leave the server: password hashes, and secrets that tokens are made from. */
export function withoutSecrets(prefix: string, object: JsonObject): JsonObject {
  if (prefix !== 'users') return object
  return {
    ...object,
    ...('Secret' in object ? { Secret: '' } : {}),
    ...('PasswordHash' in object ? { PasswordHash: '' } : {}),
  }
}

class Reading {
  readonly source = new Map<string, Map<string, JsonObject>>()
  readonly objects = new Map<Prefix, Map<string, JsonObject>>()
  readonly oddities: string[] = []
  readonly faults: string[] = []
  readonly #pack: string

  constructor(pack: string) {
    this.#pack = pack
  }

  section(prefix: string, section: JsonValue): void {
    // An empty section is null in YAML.
    if (section === null) return
    if (!isMap(section)) {
      this.faults.push(`${prefix}: the section is no map of objects`)
      return
    }
    const kind = isPrefix(prefix) && catalogue[prefix].content ? prefix : undefined
    if (kind === undefined && Object.keys(section).length > 0) {
      const why = isPrefix(prefix)
        ? 'content packs cannot bring such objects'
        : 'the kind of object is not known'
      this.oddities.push(`${prefix}: ${why}; they are kept in the pack and have no effect`)
    }
    const source = new Map<string, JsonObject>()
    const objects = new Map<string, JsonObject>()
    for (const [key, object] of Object.entries(section)) {
      if (!isMap(object)) {
        this.faults.push(`${prefix}/${key}: the object is no map`)
        continue
      }
      source.set(key, object)
      const read = kind === undefined ? undefined : this.#object(kind, key, object)
      if (read !== undefined) objects.set(key, read)
    }
    this.source.set(prefix, source)
    if (kind !== undefined) this.objects.set(kind, objects)
  }

  #object(prefix: Prefix, key: string, input: JsonObject): JsonObject | undefined {
    const fault = (text: string) => void this.faults.push(`${prefix}/${key}: ${text}`)
    let object: JsonObject
    try {
      // The fields are copied, since decoding shares parts of its input.
      object = JSON.parse(JSON.stringify(decode(catalogue[prefix].schema, input)))
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error
      for (const message of error.messages) fault(message)
      return undefined
    }
    const own = keyOf(prefix, object)
    if (own !== key) {
      fault(`the object's own key is ${own}`)
      return undefined
    }
    for (const field of unknownFields(input, object)) {
      this.oddities.push(
        `${prefix}/${key}: the field ${field} is not known; it is kept in the pack and has no effect`,
      )
    }
    if (prefix === 'users' && object['PasswordHash'] !== '') {
      this.oddities.push(`users/${key}: passwords in packs have no effect`)
    }
    const place = { ReadOnly: true, Bundle: this.#pack, Endpoint: '' }
    // Hashes are kept apart from users, and only for those of the writable store.
    const hash = prefix === 'users' ? { PasswordHash: '' } : {}
    return { ...object, ...hash, ...place, Validated: true, Available: true, Errors: [] }
  }
}

function isMap(value: JsonValue | undefined): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function members(value: JsonValue | undefined): JsonObject {
  return isMap(value) ? value : {}
}
