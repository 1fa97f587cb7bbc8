import { conform } from '../values/conform.ts'
import type { Type } from '../values/type.ts'
import { hasUnknown } from '../values/walk.ts'
import { type Attribute, type Attributes, attributeType } from './attribute.ts'

/** The shape of a provider configuration, a resource or a data source. */
export interface Schema {
  /** Version of the stored shape; grows with every change that old state does not fit. Default 0. */
  readonly version?: number
  /** Markdown. */
  readonly description: string
  readonly attributes: Attributes
  /** Why and what instead; shown as a warning by Terraform. */
  readonly deprecated?: string
}

/** What a schema describes; not every option makes sense everywhere. */
export type SchemaKind = 'provider' | 'resource' | 'data-source' | 'ephemeral' | 'list' | 'action'

const reservedByTerraform = [
  'count',
  'for_each',
  'depends_on',
  'provider',
  'lifecycle',
  'connection',
  'provisioner',
]

/** Where attributes stand: what they belong to, and whether inside a set. */
interface Place {
  readonly kind: SchemaKind
  readonly inSet: boolean
}

/**
 * The rules that Terraform enforces when it loads a schema, and those of the planning rules here. Returns
 * one sentence per breach, empty for a sound schema.
 */
export function schemaProblems(kind: SchemaKind, name: string, schema: Schema): readonly string[] {
  const reserved = kind === 'provider' ? ['alias', 'version'] : reservedByTerraform
  const taken = Object.keys(schema.attributes).filter((attribute) => reserved.includes(attribute))
  return [
    ...taken.map((attribute) => `${name}.${attribute}: the name is reserved`),
    ...attributesProblems(name, schema.attributes, { kind, inSet: false }),
  ]
}

function attributesProblems(at: string, attributes: Attributes, place: Place): readonly string[] {
  return Object.entries(attributes).flatMap(([name, attribute]) =>
    attributeProblems(`${at}.${name}`, name, attribute, place),
  )
}

function attributeProblems(at: string, name: string, attribute: Attribute, place: Place): readonly string[] {
  const { required = false, optional = false, computed = false, writeOnly = false, shape } = attribute
  const replaces = attribute.requiresReplace === true || attribute.requiresReplaceIf !== undefined
  const plainType = shape.kind === 'plain' ? shape.type : undefined
  const rules: readonly (readonly [breach: boolean, text: string])[] = [
    [!/^[a-z_][a-z0-9_]*$/.test(name), 'the name may have only a-z, 0-9 and _'],
    [!required && !optional && !computed, 'neither required, optional nor computed'],
    [required && (optional || computed), 'required excludes optional and computed'],
    [writeOnly && computed, 'a write-only attribute cannot be computed'],
    [attribute.default !== undefined && !(optional && computed), 'a default needs optional and computed'],
    [!isSoundDefault(attribute), 'the default is no known value of the type'],
    [attribute.keepPrior === true && !computed, 'only computed values are kept'],
    [replaces && !required && !optional, 'only configured values can replace'],
    [replaces && place.inSet, 'elements of a set have no place: let the set itself replace'],
    [replaces && place.kind !== 'resource', 'only resources are replaced'],
    [writeOnly && place.kind !== 'resource', 'only resources have write-only attributes'],
    [computed && isInputOnly(place.kind), `nothing of this kind (${place.kind}) is computed`],
    [place.inSet && (computed || writeOnly), 'nothing in a set can be computed or write-only'],
    [place.inSet && holdsDynamic(plainType), 'nothing in a set can be dynamic'],
    [isSet(plainType) && holdsDynamic(plainType), 'nothing in a set can be dynamic'],
    [attribute.description.trim() === '', 'the description is missing'],
  ]
  const own = rules.filter(([breach]) => breach).map(([, text]) => `${at}: ${text}`)
  if (shape.kind === 'plain') return own
  return [
    ...own,
    ...attributesProblems(at, shape.attributes, { ...place, inSet: place.inSet || shape.nesting === 'set' }),
  ]
}

function isSoundDefault(attribute: Attribute): boolean {
  if (attribute.default === undefined) return true
  const { value, misfits } = conform(attributeType(attribute), attribute.default)
  return misfits.length === 0 && value !== null && !hasUnknown(value)
}

function isInputOnly(kind: SchemaKind): boolean {
  return kind === 'provider' || kind === 'list' || kind === 'action'
}

function isSet(type: Type | undefined): boolean {
  return typeof type === 'object' && type.kind === 'set'
}

function holdsDynamic(type: Type | undefined): boolean {
  if (type === undefined || typeof type === 'string') return type === 'dynamic'
  if (type.kind === 'object') return [...type.attributes.values()].some(holdsDynamic)
  return type.kind === 'tuple' ? type.elements.some(holdsDynamic) : holdsDynamic(type.element)
}
