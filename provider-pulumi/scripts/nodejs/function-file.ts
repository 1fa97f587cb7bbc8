import { imports } from './resource-file.ts'
import { type FunctionSpec, nameOf, type Spec } from './spec.ts'
import { argument, comment } from './type-text.ts'

/** The file of a function: itself, its form for outputs, and their arguments and result. */
export function functionFile(
  spec: Spec,
  token: string,
  { description, inputs, outputs }: FunctionSpec,
): string {
  const name = nameOf(token)
  const type = name.slice(0, 1).toUpperCase() + name.slice(1)
  const optional = inputs.required.length === 0
  const properties = Object.entries(inputs.properties)
  const none = properties.length === 0
  const plain = properties.map(([key, property]) =>
    argument(spec, key, property, inputs.required.includes(key), 'plain'),
  )
  const lifted = properties.map(([key, property]) =>
    argument(spec, key, property, inputs.required.includes(key), 'input'),
  )
  const result = Object.entries(outputs.properties).map(([key, property]) =>
    argument(spec, key, property, outputs.required.includes(key), 'output'),
  )
  const parameter = (suffix: string) => (none ? '' : `args${optional ? '?' : ''}: ${type}${suffix}, `)
  const body = properties.map(([key]) => `${key}: args${optional ? '?.' : '.'}${key}`).join(', ')
  const about = comment(description)
  const interfaces = none
    ? ''
    : `
/** What \`${name}\` is asked for. */
export interface ${type}Args {
${plain.join('')}}

/** What \`${name}Output\` is asked for. */
export interface ${type}OutputArgs {
${lifted.join('')}}
`
  return `${imports([...plain, ...lifted, ...result].join(''))}import { withVersion } from './resource.ts'

${about}export function ${name}(${parameter('Args')}opts?: pulumi.InvokeOptions): Promise<${type}Result> {
  return pulumi.runtime.invoke('${token}', { ${body} }, withVersion(opts))
}

${about}export function ${name}Output(${parameter('OutputArgs')}opts?: pulumi.InvokeOutputOptions): pulumi.Output<${type}Result> {
  return pulumi.runtime.invokeOutput<${type}Result>('${token}', { ${body} }, withVersion(opts))
}
${interfaces}
/** What \`${name}\` finds. */
export interface ${type}Result {
${result.join('')}}
`.replaceAll('{  }', '{}')
}
