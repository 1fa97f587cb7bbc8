/** Type of a value, as Pulumi's schema language knows it. `json` is any value (`pulumi.json#/Any`). */
export type PropertyType =
  | { readonly kind: 'string' | 'boolean' | 'integer' | 'number' | 'json' }
  | { readonly kind: 'list'; readonly items: PropertyType }
  /** Values by name. */
  | { readonly kind: 'map'; readonly values: PropertyType }
  | EnumType
  | ObjectType

/** A text out of a few. `name` is the last part of its token: `drp:index:NAME`. */
export interface EnumType {
  readonly kind: 'enum'
  readonly name: string
  readonly description: string
  readonly values: readonly string[]
  /** What each value means, in the order of `values`. Markdown. */
  readonly meanings: readonly string[]
}

/** A nested object. `name` is the last part of its token: `drp:index:NAME`. */
export interface ObjectType {
  readonly kind: 'object'
  readonly name: string
  readonly description: string
  readonly properties: Properties
}

/** One property of a resource, a function, the provider or a nested object. */
export interface Property {
  readonly type: PropertyType
  /** What it means. Markdown. */
  readonly description: string
  /** Inputs: must be given. Outputs: is always there. */
  readonly required?: true
  /** Always wrapped as a secret, in inputs and outputs. */
  readonly secret?: true
  /** A change replaces the resource. */
  readonly replace?: true
  /** What Check fills in when it is not given. */
  readonly default?: string | number | boolean
  /** Check makes it from the name of the resource, with a random end, when it is not given. */
  readonly autonamed?: true
  /** Environment variables that are read, in Configure, when it is not given; never copied to inputs. */
  readonly environment?: readonly string[]
  /** Field of the object of the API that it stands for. */
  readonly field?: string
  /** A list whose members in another order are no change. */
  readonly unordered?: true
  /** A text, or texts, in which upper and lower case are the same. */
  readonly caseless?: true
}

/** Properties by their name in camel case. */
export type Properties = Readonly<Record<string, Property>>

/** A resource. */
export interface ResourceSchema {
  /** Such as `drp:index:Machine`. */
  readonly token: string
  /** Markdown. */
  readonly description: string
  readonly inputs: Properties
  /**
   * Outputs besides the inputs: every input is an output of the same name too, which is always there when the input
   * is required, has a default, or is made from the name of the resource. An output with the name of an input takes the place of that one.
   */
  readonly outputs: Properties
  /** How an import names one, in words that follow "by". Markdown. */
  readonly importedBy: string
}

/** A function. */
export interface FunctionSchema {
  /** Such as `drp:index:getMachine`. */
  readonly token: string
  /** Markdown. */
  readonly description: string
  readonly inputs: Properties
  readonly outputs: Properties
}

/** Everything that the state of a resource holds: its inputs and its outputs. */
export function outputsOf({ inputs, outputs }: ResourceSchema): Properties {
  const echoed = Object.entries(inputs).map(
    ([name, { replace: _, required, default: preset, autonamed, ...rest }]) => {
      const always = required === true || preset !== undefined || autonamed === true
      return [name, always ? { ...rest, required: true as const } : rest] as const
    },
  )
  return { ...Object.fromEntries(echoed), ...outputs }
}
