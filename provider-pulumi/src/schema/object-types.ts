import { describe, type Fields, type FieldType, snakeCase } from '@metalwright/sdk/kinds'
import { camelCase } from './camel-case.ts'
import {
  boolean,
  integer,
  json,
  jsonMap,
  list,
  map,
  object,
  string,
  stringMap,
  strings,
} from './property-types.ts'
import type { ObjectType, Properties, PropertyType } from './schema.ts'

/** The type of a property for a field of an object of the API; `name` is that of the type of its parts. */
export function propertyType(type: FieldType, name: string): PropertyType {
  switch (type.kind) {
    case 'text':
      return string
    case 'flag':
      return boolean
    case 'integer':
      return integer
    case 'texts':
      return strings
    case 'text-map':
      return stringMap
    case 'texts-map':
      return map(strings)
    case 'json':
      return json
    case 'json-map':
      return jsonMap
    case 'object':
      return objectType(type.fields, name)
    case 'objects':
      return list(objectType(type.fields, singular(name)))
    case 'object-map':
      return map(objectType(type.fields, singular(name)))
  }
}

function objectType(fields: Fields, name: string): ObjectType {
  const words = name.replaceAll(/(?<=[a-z])([A-Z])/g, ' $1').toLowerCase()
  return object(name, `Part of an object: ${words}.`, nestedProperties(fields, name))
}

function nestedProperties(fields: Fields, owner: string): Properties {
  return Object.fromEntries(
    Object.entries(fields).map(([field, meaning]) => [
      // The ID of an entry is that of a template to use.
      field === 'ID' ? 'templateId' : camelCase(snakeCase(field)),
      {
        field,
        type: propertyType(meaning.type, `${owner}${field}`),
        description: describe(field, meaning, 'object'),
        ...(meaning.required === true ? { required: true as const } : {}),
      },
    ]),
  )
}

function singular(name: string): string {
  return name.endsWith('Addresses') ? name.slice(0, -2) : name.replace(/(?<!s)s$/, '')
}
