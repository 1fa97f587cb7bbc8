import { type ObjectType, objectType, type Type } from '../values/type.ts'
import type { Value } from '../values/value.ts'
import type { Validator } from './validator.ts'

/** What can be said about an attribute besides its type. Required, optional or computed must be set. */
export interface AttributeOptions {
  /** Markdown, one or a few sentences. */
  readonly description: string
  readonly required?: boolean
  readonly optional?: boolean
  readonly computed?: boolean
  readonly sensitive?: boolean
  /** Given by the configuration, never stored. Needs Terraform 1.11. */
  readonly writeOnly?: boolean
  /** Why and what instead; shown as a warning by Terraform. */
  readonly deprecated?: string
  /** Value when the configuration has none; the attribute must be optional and computed. */
  readonly default?: Value
  /** A change of this attribute destroys and recreates the object. */
  readonly requiresReplace?: boolean
  /** Decides, for a change of this attribute, whether it destroys and recreates the object. */
  readonly requiresReplaceIf?: (change: AttributeChange) => boolean
  /**
   * Whether two different values mean the same to the API, such as two spellings. Then the earlier one is
   * kept: no plan shows a change, and a read does not look like drift. Gets wholly known, set values only.
   */
  readonly equivalent?: (a: Value, b: Value) => boolean
  /** A computed value that an update does not change: it keeps its known value in plans. */
  readonly keepPrior?: boolean
  readonly validators?: readonly Validator[]
}

/** A planned change of one attribute; the planned value may be unknown. */
export interface AttributeChange {
  readonly prior: Value
  readonly planned: Value
}

/** How nested objects are held. */
export type Nesting = 'single' | 'list' | 'set' | 'map'

/** An attribute of a schema: its options with either a plain type or nested attributes. */
export interface Attribute extends AttributeOptions {
  readonly shape:
    | { readonly kind: 'plain'; readonly type: Type }
    | { readonly kind: 'nested'; readonly nesting: Nesting; readonly attributes: Attributes }
}

/** Attributes by name. */
export type Attributes = Readonly<Record<string, Attribute>>

const plain =
  (type: Type) =>
  (options: AttributeOptions): Attribute => ({ ...options, shape: { kind: 'plain', type } })

const collection =
  (kind: 'list' | 'set' | 'map') =>
  (element: Type, options: AttributeOptions): Attribute =>
    plain({ kind, element })(options)

const nested =
  (nesting: Nesting) =>
  (attributes: Attributes, options: AttributeOptions): Attribute => ({
    ...options,
    shape: { kind: 'nested', nesting, attributes },
  })

/** A text. */
export const string: (options: AttributeOptions) => Attribute = plain('string')
/** A number of any size and precision. */
export const number: (options: AttributeOptions) => Attribute = plain('number')
/** True or false. */
export const bool: (options: AttributeOptions) => Attribute = plain('bool')
/** Any value; its type is whatever the configuration gives. */
export const dynamic: (options: AttributeOptions) => Attribute = plain('dynamic')
/** An object with fixed members that have no options of their own. */
export const object = (members: Readonly<Record<string, Type>>, options: AttributeOptions): Attribute =>
  plain(objectType(Object.entries(members)))(options)
/** Ordered elements of one plain type. */
export const list: (element: Type, options: AttributeOptions) => Attribute = collection('list')
/** Elements of one plain type without order. */
export const set: (element: Type, options: AttributeOptions) => Attribute = collection('set')
/** Elements of one plain type by name. */
export const map: (element: Type, options: AttributeOptions) => Attribute = collection('map')
/** One nested object. */
export const single: (attributes: Attributes, options: AttributeOptions) => Attribute = nested('single')
/** Nested objects in order. */
export const listOf: (attributes: Attributes, options: AttributeOptions) => Attribute = nested('list')
/** Nested objects without order; they may hold neither computed nor write-only attributes. */
export const setOf: (attributes: Attributes, options: AttributeOptions) => Attribute = nested('set')
/** Nested objects by name. */
export const mapOf: (attributes: Attributes, options: AttributeOptions) => Attribute = nested('map')

/** The type of one attribute. */
export function attributeType(attribute: Attribute): Type {
  const { shape } = attribute
  if (shape.kind === 'plain') return shape.type
  const element = attributesType(shape.attributes)
  return shape.nesting === 'single' ? element : { kind: shape.nesting, element }
}

/** The object type that attributes form. */
export function attributesType(attributes: Attributes): ObjectType {
  return objectType(Object.entries(attributes).map(([name, attribute]) => [name, attributeType(attribute)]))
}
