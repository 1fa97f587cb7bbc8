import type { EnumType, ObjectType, Properties, PropertyType } from './schema.ts'

/** A text. */
export const string: PropertyType = { kind: 'string' }
/** True or false. */
export const boolean: PropertyType = { kind: 'boolean' }
/** A whole number. */
export const integer: PropertyType = { kind: 'integer' }
/** Any number. */
export const number: PropertyType = { kind: 'number' }
/** JSON of any shape. */
export const json: PropertyType = { kind: 'json' }
/** Texts in order. */
export const strings: PropertyType = { kind: 'list', items: string }
/** Texts by name. */
export const stringMap: PropertyType = { kind: 'map', values: string }
/** JSON of any shape, by name. */
export const jsonMap: PropertyType = { kind: 'map', values: json }

/** Values in order. */
export function list(items: PropertyType): PropertyType {
  return { kind: 'list', items }
}

/** Values by name. */
export function map(values: PropertyType): PropertyType {
  return { kind: 'map', values }
}

/** One of some texts, each with its meaning. */
export function oneOf(
  name: string,
  description: string,
  meanings: Readonly<Record<string, string>>,
): EnumType {
  return {
    kind: 'enum',
    name,
    description,
    values: Object.keys(meanings),
    meanings: Object.values(meanings),
  }
}

/** An object of a known shape. */
export function object(name: string, description: string, properties: Properties): ObjectType {
  return { kind: 'object', name, description, properties }
}
