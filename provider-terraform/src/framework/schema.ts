import type { Type } from '../values/type.ts'
import type { Attribute, Attributes } from './attribute.ts'

/** The shape of a provider configuration, a resource or a data source. */
export interface Schema {
  /** Version of the stored shape; grows with every change that old state does not fit. Default 0. */
  readonly version?: number
  /** Markdown. */
  readonly description: string
  readonly attributes: Attributes
}

const reserved: Readonly<Record<'provider' | 'resource', readonly string[]>> = {
  provider: ['alias', 'version'],
  resource: ['count', 'for_each', 'depends_on', 'provider', 'lifecycle', 'connection', 'provisioner'],
}

/**
 * The rules that Terraform enforces when it loads a schema, and those of the planning rules here. Returns
 * one sentence per breach, empty for a sound schema.
 */
export function schemaProblems(
  kind: 'provider' | 'resource',
  name: string,
  schema: Schema,
): readonly string[] {
  const taken = Object.keys(schema.attributes).filter((attribute) => reserved[kind].includes(attribute))
  return [
    ...taken.map((attribute) => `${name}.${attribute}: the name is reserved`),
    ...attributesProblems(name, schema.attributes, { inSet: false }),
  ]
}

function attributesProblems(
  at: string,
  attributes: Attributes,
  place: { inSet: boolean },
): readonly string[] {
  return Object.entries(attributes).flatMap(([name, attribute]) =>
    attributeProblems(`${at}.${name}`, name, attribute, place),
  )
}

function attributeProblems(
  at: string,
  name: string,
  attribute: Attribute,
  place: { inSet: boolean },
): readonly string[] {
  const { required = false, optional = false, computed = false, writeOnly = false, shape } = attribute
  const plainType = shape.kind === 'plain' ? shape.type : undefined
  const rules: readonly (readonly [breach: boolean, text: string])[] = [
    [!/^[a-z_][a-z0-9_]*$/.test(name), 'the name may have only a-z, 0-9 and _'],
    [!required && !optional && !computed, 'neither required, optional nor computed'],
    [required && (optional || computed), 'required excludes optional and computed'],
    [writeOnly && computed, 'a write-only attribute cannot be computed'],
    [attribute.default !== undefined && !(optional && computed), 'a default needs optional and computed'],
    [attribute.keepPrior === true && !computed, 'only computed values are kept'],
    [attribute.requiresReplace === true && !required && !optional, 'only configured values can replace'],
    [place.inSet && (computed || writeOnly), 'nothing in a set can be computed or write-only'],
    [place.inSet && holdsDynamic(plainType), 'nothing in a set can be dynamic'],
    [isSet(plainType) && holdsDynamic(plainType), 'nothing in a set can be dynamic'],
    [attribute.description.trim() === '', 'the description is missing'],
  ]
  const own = rules.filter(([breach]) => breach).map(([, text]) => `${at}: ${text}`)
  if (shape.kind === 'plain') return own
  return [
    ...own,
    ...attributesProblems(at, shape.attributes, { inSet: place.inSet || shape.nesting === 'set' }),
  ]
}

function isSet(type: Type | undefined): boolean {
  return typeof type === 'object' && type.kind === 'set'
}

function holdsDynamic(type: Type | undefined): boolean {
  if (type === undefined || typeof type === 'string') return type === 'dynamic'
  if (type.kind === 'object') return [...type.attributes.values()].some(holdsDynamic)
  return type.kind === 'tuple' ? type.elements.some(holdsDynamic) : holdsDynamic(type.element)
}
