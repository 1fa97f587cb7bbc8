/** A type in Pulumi's schema language, as far as this package uses it. */
export interface TypeSpec {
  readonly type?: 'string' | 'boolean' | 'integer' | 'number' | 'array' | 'object'
  readonly $ref?: string
  readonly items?: TypeSpec
  readonly additionalProperties?: TypeSpec
}

/** A property. */
export interface PropertySpec extends TypeSpec {
  readonly description: string
  readonly secret?: boolean
  readonly default?: string | number | boolean
}

/** Properties by name. */
export type PropertySpecs = Readonly<Record<string, PropertySpec>>

/** An object of known shape. */
export interface ObjectSpec {
  readonly properties: PropertySpecs
  readonly required: readonly string[]
}

/** A named type: an object, or texts of which a value is one. */
export type NamedType =
  | (ObjectSpec & { readonly type: 'object'; readonly description: string })
  | {
      readonly type: 'string'
      readonly description: string
      readonly enum: readonly {
        readonly name: string
        readonly value: string
        readonly description: string
      }[]
    }

/** A resource. */
export interface ResourceSpec extends ObjectSpec {
  readonly description: string
  readonly inputProperties: PropertySpecs
  readonly requiredInputs: readonly string[]
}

/** A function. */
export interface FunctionSpec {
  readonly description: string
  readonly inputs: ObjectSpec
  readonly outputs: ObjectSpec
}

/** A package in Pulumi's schema language, as far as this package uses it. */
export interface Spec {
  readonly name: string
  readonly version: string
  readonly config: { readonly variables: PropertySpecs }
  readonly provider: { readonly description: string; readonly inputProperties: PropertySpecs }
  readonly types: Readonly<Record<string, NamedType>>
  readonly resources: Readonly<Record<string, ResourceSpec>>
  readonly functions: Readonly<Record<string, FunctionSpec>>
}

/** Reads a schema that `packageSchema` made. */
export function parseSpec(text: string): Spec {
  return JSON.parse(text)
}

/** The last part of a token: `Machine` of `drp:index:Machine`. */
export function nameOf(token: string): string {
  return token.slice(token.lastIndexOf(':') + 1)
}
