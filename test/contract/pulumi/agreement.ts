/** What is looked at of a package schema. */
export interface SchemaNames {
  readonly resources: Readonly<Record<string, unknown>>
  readonly functions: Readonly<Record<string, { readonly inputs: { readonly properties: object } }>>
  readonly types: Readonly<Record<string, { readonly enum?: unknown }>>
}

const HEAD = `
import type * as ours from '@metalwright/pulumi-drp'
import type * as theirs from './official'

type Names<A, B> = [keyof A] extends [keyof B] ? ([keyof B] extends [keyof A] ? true : 'ours lacks a name') : 'theirs lacks a name'
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? Names<A, B> : 'ours is narrower') : 'ours is wider'
export const same: true[] = []
`

/**
 * A program that compiles only when two packages made of a schema have the same types: ours, and one in the folder
 * `official`.
 *
 * @returns it, and how many types it compares
 */
export function agreementProgram(schema: SchemaNames): { text: string; count: number } {
  const types = [
    ...['drp:index:Provider', ...Object.keys(schema.resources)].flatMap((token) => {
      const name = nameOf(token)
      return [name, `${name}Args`, ['ConstructorParameters<typeof ', name, '>'] as const]
    }),
    ...Object.entries(schema.functions).flatMap(([token, { inputs }]) => {
      const name = nameOf(token)
      const type = name.slice(0, 1).toUpperCase() + name.slice(1)
      const args = Object.keys(inputs.properties).length === 0 ? [] : [`${type}Args`, `${type}OutputArgs`]
      const itself = [name, `${name}Output`].map((one) => ['typeof ', one, ''] as const)
      return [`${type}Result`, ...args, ...itself]
    }),
    ...Object.entries(schema.types).flatMap(([token, { enum: values }]) => {
      const name = nameOf(token)
      return values === undefined ? [`types.output.${name}`] : [name, ['typeof ', name, ''] as const]
    }),
  ].map((type) => (typeof type === 'string' ? (['', type, ''] as const) : type))
  const lines = types.map(
    ([before, name, after]) =>
      `same.push(true satisfies Same<${before}ours.${name}${after}, ${before}theirs.${name}${after}>)\n`,
  )
  return { text: `${HEAD}${lines.join('')}`, count: lines.length }
}

function nameOf(token: string): string {
  return token.slice(token.lastIndexOf(':') + 1)
}
