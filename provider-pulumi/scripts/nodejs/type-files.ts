import { type NamedType, nameOf, type Spec } from './spec.ts'
import { argument, comment } from './type-text.ts'

type ObjectTypes = readonly (readonly [string, Extract<NamedType, { type: 'object' }>])[]

const index = `export * as enums from './enums.ts'
export type * as input from './inputs.ts'
export type * as output from './outputs.ts'
`

/** The folder of types: what goes into resources, what comes out, and texts of which a value is one. */
export function typeFiles(spec: Spec): ReadonlyMap<string, string> {
  const objects: ObjectTypes = Object.entries(spec.types).flatMap(([token, type]) =>
    type.type === 'object' ? [[nameOf(token), type] as const] : [],
  )
  return new Map([
    ['types/inputs.ts', inputsFile(spec, objects)],
    ['types/outputs.ts', outputsFile(spec, objects)],
    ['types/enums.ts', enumsFile(spec)],
    ['types/index.ts', index],
  ])
}

function inputsFile(spec: Spec, objects: ObjectTypes): string {
  const given = objects.filter(([name]) => isGiven(spec, `drp:index:${name}`))
  const body = given.map(([name, { description, properties, required }]) => {
    const members = Object.entries(properties).map(([key, property]) =>
      argument(spec, key, property, required.includes(key), 'input'),
    )
    return `${comment(description)}export interface ${name}Args {\n${members.join('')}}\n`
  })
  return `import type * as pulumi from '@pulumi/pulumi'\nimport type * as enums from './enums.ts'\nimport type * as inputs from './inputs.ts'\n\n${body.join('\n')}`
}

/** Whether a program gives values of the type. */
function isGiven(spec: Spec, token: string): boolean {
  const reference = `"#/types/${token}"`
  const uses = [
    spec.provider.inputProperties,
    ...Object.values(spec.resources).map((one) => one.inputProperties),
  ]
  if (JSON.stringify(uses).includes(reference)) return true
  return Object.entries(spec.types).some(
    ([owner, type]) => owner !== token && JSON.stringify(type).includes(reference) && isGiven(spec, owner),
  )
}

function outputsFile(spec: Spec, objects: ObjectTypes): string {
  const body = objects.map(([name, { description, properties, required }]) => {
    const members = Object.entries(properties).map(([key, property]) =>
      argument(spec, key, property, required.includes(key), 'output'),
    )
    return `${comment(description)}export interface ${name} {\n${members.join('')}}\n`
  })
  return `import type { Json } from '../json.ts'\nimport type * as enums from './enums.ts'\nimport type * as outputs from './outputs.ts'\n\n${body.join('\n')}`
}

function enumsFile(spec: Spec): string {
  const body = Object.entries(spec.types).flatMap(([token, type]) => {
    if (type.type !== 'string') return []
    const name = nameOf(token)
    const members = type.enum.map(
      (one) => `${comment(one.description, '  ')}  ${one.name}: ${JSON.stringify(one.value)},\n`,
    )
    const about = comment(type.description)
    return [
      `${about}export const ${name} = {\n${members.join('')}} as const\n\n${about}export type ${name} = (typeof ${name})[keyof typeof ${name}]\n`,
    ]
  })
  return body.join('\n')
}
