import type { Attribute, Attributes, Nesting } from '../../src/framework/attribute.ts'
import type { FunctionParameter, ProviderFunction } from '../../src/framework/function.ts'
import type { Provider } from '../../src/framework/provider.ts'
import type { Schema } from '../../src/framework/schema.ts'
import { typeToJson } from '../../src/values/type.ts'

/** One attribute as `terraform providers schema -json` prints it. */
interface AttributeJson {
  readonly type?: unknown
  readonly nested_type?: {
    readonly attributes: Readonly<Record<string, AttributeJson>>
    readonly nesting_mode: Nesting
  }
  readonly description: string
  readonly description_kind: 'markdown'
  readonly deprecated?: true
  readonly required?: true
  readonly optional?: true
  readonly computed?: true
  readonly sensitive?: true
  readonly write_only?: true
}

/** The shape of a provider, a resource or a data source in that format. */
interface SchemaJson {
  readonly version: number
  readonly block: {
    readonly attributes: Readonly<Record<string, AttributeJson>>
    readonly description: string
    readonly description_kind: 'markdown'
  }
}

interface ParameterJson {
  readonly name: string
  readonly description: string
  readonly is_nullable?: true
  readonly type: unknown
}

interface FunctionJson {
  readonly description: string
  readonly summary: string
  readonly deprecation_message?: string
  readonly return_type: unknown
  readonly parameters?: readonly ParameterJson[]
  readonly variadic_parameter?: ParameterJson
}

/** What one provider offers, in the format of `terraform providers schema -json`. */
export interface ProviderJson {
  readonly provider: SchemaJson
  readonly resource_schemas: Readonly<Record<string, SchemaJson>>
  readonly data_source_schemas: Readonly<Record<string, SchemaJson>>
  readonly ephemeral_resource_schemas?: Readonly<Record<string, SchemaJson>>
  readonly functions?: Readonly<Record<string, FunctionJson>>
}

/** A schema document of one provider, as `terraform providers schema -json` prints it. */
export interface SchemaDocument {
  readonly format_version: '1.0'
  readonly provider_schemas: Readonly<Record<string, ProviderJson>>
}

/**
 * The schema of a provider in the format of `terraform providers schema -json`, made without the CLI. Names are in
 * order, and what a provider has none of is left away, as Terraform does it. Actions and list resources, which
 * Terraform prints since 1.14, are not in it.
 */
export function schemaDocument<Connection>(provider: Provider<Connection>): SchemaDocument {
  const byType = (items: readonly { typeName: string; schema: Schema }[]) =>
    sorted(items.map(({ typeName, schema }) => [typeName, schemaJson(schema)]))
  const { functions = [], ephemeralResources = [] } = provider
  const offered: ProviderJson = {
    provider: schemaJson(provider.schema),
    resource_schemas: byType(provider.resources),
    data_source_schemas: byType(provider.dataSources),
    ...(ephemeralResources.length > 0 && { ephemeral_resource_schemas: byType(ephemeralResources) }),
    ...(functions.length > 0 && { functions: sorted(functions.map((one) => [one.name, functionJson(one)])) }),
  }
  return { format_version: '1.0', provider_schemas: { [provider.address]: offered } }
}

function schemaJson({ version = 0, description, attributes }: Schema): SchemaJson {
  return {
    version,
    block: { attributes: attributesJson(attributes), description, description_kind: 'markdown' },
  }
}

function attributesJson(attributes: Attributes): Readonly<Record<string, AttributeJson>> {
  return sorted(Object.entries(attributes).map(([name, attribute]) => [name, attributeJson(attribute)]))
}

function attributeJson(attribute: Attribute): AttributeJson {
  const { shape, description } = attribute
  return {
    ...(shape.kind === 'plain'
      ? { type: JSON.parse(typeToJson(shape.type)) }
      : { nested_type: { attributes: attributesJson(shape.attributes), nesting_mode: shape.nesting } }),
    description,
    description_kind: 'markdown',
    ...(attribute.deprecated !== undefined && { deprecated: true }),
    ...(attribute.required && { required: true }),
    ...(attribute.optional && { optional: true }),
    ...(attribute.computed && { computed: true }),
    ...(attribute.sensitive && { sensitive: true }),
    ...(attribute.writeOnly && { write_only: true }),
  }
}

function functionJson(one: ProviderFunction): FunctionJson {
  return {
    description: one.description,
    summary: one.summary,
    ...(one.deprecated !== undefined && { deprecation_message: one.deprecated }),
    return_type: JSON.parse(typeToJson(one.returns)),
    ...(one.parameters.length > 0 && { parameters: one.parameters.map(parameterJson) }),
    ...(one.variadic && { variadic_parameter: parameterJson(one.variadic) }),
  }
}

function parameterJson({ name, description, allowNull, type }: FunctionParameter): ParameterJson {
  return {
    name,
    description,
    ...(allowNull && { is_nullable: true }),
    type: JSON.parse(typeToJson(type)),
  }
}

function sorted<Item>(entries: readonly (readonly [string, Item])[]): Readonly<Record<string, Item>> {
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}
