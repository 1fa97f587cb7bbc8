import type { Spec } from './spec.ts'
import { argument, comment, typeText } from './type-text.ts'

/** The file of the provider: its class and the interface of its arguments. */
export function providerFile(spec: Spec): string {
  const { description, inputProperties } = spec.provider
  const entries = Object.entries(inputProperties)
  // Settings reach a provider as texts; those that are none as their JSON.
  const texts = entries.filter(([, { type }]) => type === 'string').map(([key]) => key)
  const json = entries.filter(([, { type }]) => type !== 'string').map(([key]) => key)
  const secrets = entries.filter(([, { secret }]) => secret === true).map(([key]) => key)
  const fields = entries
    .filter(([key]) => texts.includes(key))
    .map(
      ([key, property]) =>
        `${comment(property.description, '  ')}  declare readonly ${key}: pulumi.Output<string | undefined>\n`,
    )
  return `import * as pulumi from '@pulumi/pulumi'
import { isOf, optionsOf, propertiesOf, type Shape } from './resource.ts'

const shape: Shape = {
  inputs: ${JSON.stringify(texts)},
  json: ${JSON.stringify(json)},
  outputs: [],
  required: [],
  presets: {},
  secrets: ${JSON.stringify(secrets)},
}

${comment(description)}export class Provider extends pulumi.ProviderResource {
  /** Name of the package. */
  static readonly __pulumiType = '${spec.name}'

${fields.join('')}
  /**
   * @param name name of the resource, unique in the program
   * @param args where the server is, and how to log in
   * @param opts how Pulumi treats it
   */
  constructor(name: string, args?: ProviderArgs, opts?: pulumi.ResourceOptions) {
    super(Provider.__pulumiType, name, propertiesOf(shape, args, opts), optionsOf(shape, opts))
  }

  /** Whether a value is one, also when it comes from another copy of this package. */
  static override isInstance(value: unknown): value is Provider {
    return isOf(value, \`pulumi:providers:\${Provider.__pulumiType}\`)
  }
}

/** Where the server is, and how to log in. */
export interface ProviderArgs {
${entries.map(([key, property]) => argument(spec, key, property, false, 'input')).join('')}}
`
}

/** The file of the configuration of a stack. */
export function configFile(spec: Spec): string {
  const members = Object.entries(spec.config.variables).map(([key, property]) => {
    const type = typeText(spec, property, 'plain')
    const read = type === 'string' ? `get('${key}')` : `getObject<${type}>('${key}')`
    return `${comment(property.description, '  ')}  get ${key}(): ${type} | undefined {\n    return new pulumi.Config('${spec.name}').${read}\n  },\n`
  })
  return `import * as pulumi from '@pulumi/pulumi'

/** Settings of the provider in the configuration of the stack. */
export const config = {
${members.join('')}}
`
}
