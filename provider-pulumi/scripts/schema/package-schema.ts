import { configuration } from '../../src/schema/configuration.ts'
import { functions, resources } from '../../src/schema/package.ts'
import {
  type EnumType,
  type FunctionSchema,
  type ObjectType,
  outputsOf,
  type Properties,
  type Property,
  type PropertyType,
  type ResourceSchema,
} from '../../src/schema/schema.ts'
import type { Example } from './examples.ts'

/** JSON object. */
type Json = Readonly<Record<string, unknown>>

/**
 * The package in Pulumi's schema language: what `GetSchema` answers, and what packages for each language are made
 * from.
 */
export function packageSchema(version: string, examples: Readonly<Record<string, Example>>): Json {
  const types = new Map<string, Json>()
  const inputs = (properties: Properties) => propertiesOf(properties, types, 'input')
  const outputs = (properties: Properties) => propertiesOf(properties, types, 'output')

  const resource = (schema: ResourceSchema): Json => {
    const all = outputsOf(schema)
    return {
      description: withExample(
        `${schema.description}\n\n## Import\n\nAn import names one by ${schema.importedBy}.`,
        examples[schema.token],
      ),
      properties: outputs(all),
      required: requiredIn(all),
      inputProperties: inputs(schema.inputs),
      requiredInputs: requiredIn(schema.inputs),
    }
  }
  const invoke = (schema: FunctionSchema): Json => ({
    description: withExample(schema.description, examples[schema.token]),
    inputs: { type: 'object', properties: inputs(schema.inputs), required: requiredIn(schema.inputs) },
    outputs: { type: 'object', properties: outputs(schema.outputs), required: requiredIn(schema.outputs) },
  })

  const made = Object.fromEntries(resources.map((schema) => [schema.token, resource(schema)]))
  const invoked = Object.fromEntries(functions.map((schema) => [schema.token, invoke(schema)]))
  // The plugin reads the environment when it is configured. Were the variables named as defaults here, programs would
  // read them too, and put credentials nobody asked for into the state.
  const settings = inputs(configuration)
  return {
    name: 'drp',
    displayName: 'Digital Rebar Provision',
    version,
    description:
      'Claims, images and releases physical machines through the API of Digital Rebar Provision, or of a server that speaks it, and looks after the objects of that server.',
    keywords: ['pulumi', 'drp', 'bare-metal', 'provisioning', 'category/infrastructure', 'kind/native'],
    license: 'Apache-2.0',
    publisher: 'Metalwright',
    language: {
      nodejs: {
        packageName: '@metalwright/pulumi-drp',
        respectSchemaVersion: true,
        dependencies: { '@pulumi/pulumi': '^3.248.0' },
      },
      python: { packageName: 'metalwright_pulumi_drp', respectSchemaVersion: true },
      go: { respectSchemaVersion: true },
      csharp: { rootNamespace: 'Metalwright', respectSchemaVersion: true },
    },
    config: { variables: settings },
    types: Object.fromEntries([...types].sort(([a], [b]) => (a < b ? -1 : 1))),
    provider: {
      description: 'The connection to a server.',
      inputProperties: settings,
      properties: outputs(configuration),
    },
    resources: made,
    functions: invoked,
  }
}

function requiredIn(properties: Properties): string[] {
  return Object.keys(properties).filter((name) => properties[name]?.required === true)
}

function withExample(description: string, example: Example | undefined): string {
  if (example === undefined) return description
  const { title, typescript, yaml } = example
  const code = `\`\`\`typescript\n${typescript.trim()}\n\`\`\`\n\n\`\`\`yaml\n${yaml.trim()}\n\`\`\``
  return `${description}\n\n{{% examples %}}\n## Example Usage\n\n{{% example %}}\n### ${title}\n\n${code}\n{{% /example %}}\n{{% /examples %}}\n`
}

function propertiesOf(properties: Properties, types: Map<string, Json>, use: 'input' | 'output'): Json {
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, propertyOf(property, types, use)]),
  )
}

function propertyOf(property: Property, types: Map<string, Json>, use: 'input' | 'output'): Json {
  const { type, description, secret, replace, default: preset } = property
  return {
    ...typeOf(type, types),
    description,
    ...(secret ? { secret } : {}),
    ...(use === 'input' && preset !== undefined ? { default: preset } : {}),
    ...(use === 'input' && replace ? { willReplaceOnChanges: true } : {}),
  }
}

function typeOf(type: PropertyType, types: Map<string, Json>): Json {
  switch (type.kind) {
    case 'json':
      return { $ref: 'pulumi.json#/Any' }
    case 'list':
      return { type: 'array', items: typeOf(type.items, types) }
    case 'map':
      return { type: 'object', additionalProperties: typeOf(type.values, types) }
    case 'enum':
      return referTo(type, types, enumOf)
    case 'object':
      return referTo(type, types, (object) => objectOf(object, types))
    default:
      return { type: type.kind }
  }
}

function referTo<T extends EnumType | ObjectType>(
  type: T,
  types: Map<string, Json>,
  define: (type: T) => Json,
): Json {
  const token = `drp:index:${type.name}`
  const definition = define(type)
  const known = types.get(token)
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(definition)) {
    throw new Error(`Two types are called ${token}: ${known['description']} and ${type.description}`)
  }
  types.set(token, definition)
  return { $ref: `#/types/${token}` }
}

function enumOf({ description, values, meanings }: EnumType): Json {
  return {
    type: 'string',
    description,
    enum: values.map((value, index) => ({
      name: value.slice(0, 1).toUpperCase() + value.slice(1),
      value,
      description: meanings[index] ?? '',
    })),
  }
}

function objectOf({ description, properties }: ObjectType, types: Map<string, Json>): Json {
  return {
    type: 'object',
    description,
    properties: propertiesOf(properties, types, 'output'),
    required: requiredIn(properties),
  }
}
