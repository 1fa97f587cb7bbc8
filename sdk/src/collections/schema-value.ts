import type { JsonValue } from '../models/json.ts'

/** A JSON Schema as it is written in a param's definition. */
export type ParamSchema = { readonly [keyword: string]: unknown }

/**
 * Type of the values that a JSON Schema describes, as far as types can tell: `type`, `enum`, `const`, `properties` with
 * `required`, `additionalProperties`, `items`, `anyOf` and `oneOf`. Whatever else it says is left to checks; a schema
 * that says nothing of these describes any JSON.
 */
export type SchemaValue<Schema> = Schema extends { readonly const: infer Value }
  ? Mutable<Value>
  : Schema extends { readonly enum: readonly (infer Value)[] }
    ? Mutable<Value>
    : Schema extends { readonly anyOf: readonly (infer Option)[] }
      ? SchemaValue<Option>
      : Schema extends { readonly oneOf: readonly (infer Option)[] }
        ? SchemaValue<Option>
        : Schema extends { readonly type: readonly (infer Type)[] }
          ? TypedValue<Type, Schema>
          : Schema extends { readonly type: infer Type }
            ? TypedValue<Type, Schema>
            : JsonValue

type TypedValue<Type, Schema> = Type extends 'string'
  ? string
  : Type extends 'integer' | 'number'
    ? number
    : Type extends 'boolean'
      ? boolean
      : Type extends 'null'
        ? null
        : Type extends 'array'
          ? ListValue<Schema>
          : Type extends 'object'
            ? MapValue<Schema>
            : JsonValue

type ListValue<Schema> = Schema extends { readonly items: infer Items extends ParamSchema }
  ? SchemaValue<Items>[]
  : JsonValue[]

type MapValue<Schema> = Schema extends { readonly properties: infer Properties }
  ? Flat<
      { [Name in RequiredOf<Schema, Properties>]: SchemaValue<Properties[Name]> } & {
        [Name in Exclude<keyof Properties, RequiredOf<Schema, Properties>>]?: SchemaValue<Properties[Name]>
      }
    >
  : Schema extends { readonly additionalProperties: infer Members extends ParamSchema }
    ? { [name: string]: SchemaValue<Members> }
    : { [name: string]: JsonValue }

type RequiredOf<Schema, Properties> = Schema extends { readonly required: readonly (infer Name)[] }
  ? Name & keyof Properties
  : never

/** One object type of several, so that it reads well where it is shown. */
type Flat<Value> = { [Name in keyof Value]: Value[Name] }

/** A value that was written as a constant, with lists and maps that may be changed. */
type Mutable<Value> = Value extends readonly (infer Item)[]
  ? Mutable<Item>[]
  : Value extends object
    ? { -readonly [Name in keyof Value]: Mutable<Value[Name]> }
    : Value
