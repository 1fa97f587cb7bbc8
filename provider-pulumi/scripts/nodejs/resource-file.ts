import { nameOf, type ResourceSpec, type Spec } from './spec.ts'
import { argument, comment, typeText } from './type-text.ts'

/** The file of a resource: its class and the interface of its arguments. */
export function resourceFile(spec: Spec, token: string, resource: ResourceSpec): string {
  const name = nameOf(token)
  const { properties, required, inputProperties, requiredInputs } = resource
  const needsArgs = requiredInputs.length > 0
  const secrets = Object.keys(properties).filter((key) => properties[key]?.secret === true)
  const fields = Object.entries(properties).map(([key, property]) => {
    const missing = required.includes(key) ? '' : ' | undefined'
    const type = `${typeText(spec, property, 'output')}${missing}`
    return `${comment(property.description, '  ')}  declare readonly ${key}: pulumi.Output<${type}>\n`
  })
  const members = Object.entries(inputProperties).map(([key, property]) =>
    argument(spec, key, property, requiredInputs.includes(key), 'input'),
  )
  const presets = Object.entries(inputProperties).flatMap(([key, property]) =>
    property.default === undefined ? [] : [`${key}: ${JSON.stringify(property.default)}`],
  )
  const given = Object.keys(inputProperties)
  const shape = [
    `inputs: ${JSON.stringify(given)}`,
    `outputs: ${JSON.stringify(Object.keys(properties).filter((key) => !given.includes(key)))}`,
    `required: ${JSON.stringify(requiredInputs)}`,
    `presets: { ${presets.join(', ')} }`,
    `secrets: ${JSON.stringify(secrets)}`,
  ]
  return `${imports(fields.concat(members).join(''))}import { absent, isOf, optionsOf, propertiesOf, type Shape } from './resource.ts'

const shape: Shape = {
${shape.map((line) => `  ${line},\n`).join('')}}

${comment(resource.description)}export class ${name} extends pulumi.CustomResource {
  /** Type of the resource. */
  static readonly __pulumiType = '${token}'

${fields.join('')}
  /**
   * @param name name of the resource, unique in the program
   * @param args what it is to be
   * @param opts how Pulumi treats it
   */
  constructor(name: string, args${needsArgs ? '' : '?'}: ${name}Args, opts?: pulumi.CustomResourceOptions) {
    super(${name}.__pulumiType, name, propertiesOf(shape, args, opts), optionsOf(shape, opts))
  }

  /**
   * Reads one that is there already, without looking after it.
   *
   * @param name name of the resource, unique in the program
   * @param id its id
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): ${name} {
    return new ${name}(name, absent, { ...opts, id })
  }

  /** Whether a value is one, also when it comes from another copy of this package. */
  static override isInstance(value: unknown): value is ${name} {
    return isOf(value, ${name}.__pulumiType)
  }
}

/** What \`${name}\` is to be. */
export interface ${name}Args {
${members.join('')}}
`
}

/** Import lines for what a text uses. */
export function imports(text: string, pulumi: 'value' | 'type' = 'value'): string {
  const lines = [`import ${pulumi === 'type' ? 'type ' : ''}* as pulumi from '@pulumi/pulumi'`]
  if (/\bJson\b/.test(text)) lines.push("import type { Json } from './json.ts'")
  if (text.includes('enums.')) lines.push("import type * as enums from './types/enums.ts'")
  if (text.includes('inputs.')) lines.push("import type * as inputs from './types/inputs.ts'")
  if (text.includes('outputs.')) lines.push("import type * as outputs from './types/outputs.ts'")
  return `${lines.join('\n')}\n`
}
