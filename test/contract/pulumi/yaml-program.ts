import type { JsonObject, JsonValue } from '@metalwright/sdk/models'

/** A type in Pulumi's schema language, as far as it is looked at. */
interface TypeSpec {
  readonly type?: string
  readonly $ref?: string
  readonly items?: TypeSpec
  readonly additionalProperties?: TypeSpec
}
type PropertySpecs = Readonly<Record<string, TypeSpec>>

/** A package schema, as far as it is looked at. */
export interface PackageSpec {
  readonly types: Readonly<Record<string, ObjectSpec & { readonly enum?: readonly { value: string }[] }>>
  readonly resources: Readonly<
    Record<
      string,
      {
        readonly description: string
        readonly inputProperties: PropertySpecs
        readonly requiredInputs: readonly string[]
        readonly properties: PropertySpecs
      }
    >
  >
  readonly functions: Readonly<
    Record<
      string,
      { readonly description: string; readonly inputs: ObjectSpec; readonly outputs: ObjectSpec }
    >
  >
}
interface ObjectSpec {
  readonly properties: PropertySpecs
  readonly required: readonly string[]
}

/** What is wrong with a Pulumi program in YAML that uses only our package; empty when nothing is. */
export function faultsIn(program: JsonValue, schema: PackageSpec): string[] {
  const faults: string[] = []
  /** Properties by the names that can be referred to; undefined for what is not looked into. */
  const known = new Map<string, PropertySpecs | undefined>()
  const document = asObject(program)
  for (const name of Object.keys(asObject(document['config']))) known.set(name, undefined)
  for (const [name, resource] of Object.entries(asObject(document['resources']))) {
    const { type, properties } = asObject(resource)
    const spec = schema.resources[String(type).replace(/^drp:/, 'drp:index:')]
    if (spec === undefined) faults.push(`${name}: there is no resource ${type}`)
    else {
      known.set(name, { ...spec.properties, id: { type: 'string' } })
      check(name, properties ?? {}, { properties: spec.inputProperties, required: spec.requiredInputs })
    }
  }
  for (const [name, variable] of Object.entries(asObject(document['variables']))) {
    const call = asObject(asObject(variable)['fn::invoke'])
    const spec = schema.functions[String(call['function']).replace(/^drp:/, 'drp:index:')]
    if (spec === undefined) faults.push(`${name}: there is no function ${call['function']}`)
    else {
      known.set(name, spec.outputs.properties)
      check(name, call['arguments'] ?? {}, spec.inputs)
    }
  }
  for (const [, name = '', property] of JSON.stringify(program).matchAll(
    /\$\{([\w-]+)(?:\.(\w+))?[^}]*\}/g,
  )) {
    if (!known.has(name)) faults.push(`there is nothing called ${name}`)
    const properties = known.get(name)
    if (property !== undefined && properties !== undefined && properties[property] === undefined) {
      faults.push(`${name} has no ${property}`)
    }
  }
  return faults

  function check(path: string, value: JsonValue, { properties, required }: ObjectSpec): void {
    const given = asObject(value)
    for (const name of required) if (!(name in given)) faults.push(`${path} lacks ${name}`)
    for (const [name, part] of Object.entries(given)) {
      const type = properties[name]
      if (type === undefined) faults.push(`${path} has no ${name}`)
      else checkType(`${path}.${name}`, part, type)
    }
  }

  function checkType(path: string, value: JsonValue, type: TypeSpec): void {
    if (typeof value === 'string' && value.includes('${')) return
    const { $ref: reference, items, additionalProperties } = type
    if (reference === 'pulumi.json#/Any') return
    if (reference !== undefined) {
      const named = schema.types[reference.slice('#/types/'.length)]
      const values = named?.enum?.map((one) => one.value)
      if (values === undefined && named !== undefined) check(path, value, named)
      else if (!values?.includes(String(value))) faults.push(`${path} is none of ${values?.join(', ')}`)
    } else if (items !== undefined && Array.isArray(value)) {
      for (const [index, part] of value.entries()) checkType(`${path}[${index}]`, part, items)
    } else if (additionalProperties !== undefined && isObject(value)) {
      for (const [name, part] of Object.entries(value))
        checkType(`${path}.${name}`, part, additionalProperties)
    } else if (typeof value !== (type.type === 'integer' ? 'number' : type.type)) {
      faults.push(`${path} is no ${type.type}`)
    }
  }
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function asObject(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {}
}
