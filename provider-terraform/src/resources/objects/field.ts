import type { Prefix } from '@metalwright/sdk/models'
import type { Json } from '../../values/plain.ts'

/**
 * What a field of an object holds. `texts` is a list of texts, `text-map` texts by name, `texts-map` lists of texts
 * by name, `json` any JSON, `json-map` any JSON by name; `objects` is a list of objects, `object-map` objects by name.
 */
export type FieldType =
  | { readonly kind: 'text' | 'flag' | 'integer' | 'texts' | 'text-map' | 'texts-map' | 'json' | 'json-map' }
  | { readonly kind: 'object' | 'objects' | 'object-map'; readonly fields: Fields }

/** One field of an object of the API. */
export interface Field {
  readonly type: FieldType
  /** What it means, from the model's own documentation; empty when that says nothing. */
  readonly doc: string
  /** Must be given when an object is made. */
  readonly required?: true
  /** What the server takes when it is not given. */
  readonly default?: Json
}

/** Fields by their name in the API. */
export type Fields = Readonly<Record<string, Field>>

/** What the provider has to know of one kind of object. */
export interface ObjectModel {
  /** Path of the kind in the API. */
  readonly prefix: Prefix
  /** One of them, for messages. */
  readonly singular: string
  /** Field that holds the key. */
  readonly key: string
  readonly keyForm: 'text' | 'hex-address'
  /** Fields that cannot change once the object exists, besides the key. */
  readonly immutable: readonly string[]
  /** Fields that the server computes. */
  readonly computed: readonly string[]
  readonly fields: Fields
}
