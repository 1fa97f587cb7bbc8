import { outputsOf, type Property, type ResourceSchema } from '../schema/schema.ts'
import { type PropertyMap, Secret, Unknown, type UnknownKind, type Value } from '../values/value.ts'

/** Outputs of a resource before it is made: the inputs as given, and what the server makes as unknown. */
export function foreseen(schema: ResourceSchema, inputs: PropertyMap): PropertyMap {
  const outputs = new Map<string, Value>()
  for (const [name, property] of Object.entries(outputsOf(schema))) {
    const given = inputs.get(name)
    if (given !== undefined) outputs.set(name, given)
    else if (Object.hasOwn(schema.outputs, name)) outputs.set(name, unknownOf(property))
  }
  return outputs
}

/** What an output is before it is known. */
function unknownOf({ type, secret }: Property): Value {
  const unknown = new Unknown(kinds[type.kind])
  return secret ? new Secret(unknown) : unknown
}

const kinds: Readonly<Record<Property['type']['kind'], UnknownKind>> = {
  string: 'string',
  enum: 'string',
  boolean: 'bool',
  integer: 'number',
  number: 'number',
  list: 'array',
  map: 'object',
  object: 'object',
  json: 'string',
}
