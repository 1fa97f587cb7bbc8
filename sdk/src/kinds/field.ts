import type { Prefix } from '../models/index.ts'

/** JSON that nobody changes. */
export type Json = null | boolean | string | number | readonly Json[] | { readonly [name: string]: Json }

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

/** What there is to know of one kind of object without its schema: plain data, which costs no start-up time. */
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
