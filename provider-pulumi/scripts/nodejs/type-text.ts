import { type NamedType, nameOf, type PropertySpec, type Spec, type TypeSpec } from './spec.ts'

/**
 * Where a type stands: what a program gives to a resource (`input`), what comes out of it (`output`), or what a
 * function is given at once (`plain`).
 */
export type Use = 'input' | 'output' | 'plain'

/** The TypeScript type of a value. */
export function typeText(spec: Spec, type: TypeSpec, use: Use): string {
  const inner = (part: TypeSpec) => {
    const text = typeText(spec, part, use)
    return use === 'input' ? `pulumi.Input<${text}>` : text
  }
  if (type.$ref === 'pulumi.json#/Any') return use === 'output' ? 'Json' : 'unknown'
  if (type.$ref !== undefined)
    return named(nameOf(type.$ref), spec.types[type.$ref.slice('#/types/'.length)], use)
  if (type.items !== undefined) return `${inner(type.items)}[]`
  if (type.additionalProperties !== undefined)
    return `{ [name: string]: ${inner(type.additionalProperties)} }`
  return type.type === 'integer' ? 'number' : (type.type ?? 'unknown')
}

function named(name: string, type: NamedType | undefined, use: Use): string {
  if (type === undefined) throw new Error(`The schema refers to ${name}, which it does not have.`)
  if (type.type === 'string') return `enums.${name}`
  return use === 'output' ? `outputs.${name}` : `inputs.${name}${use === 'input' ? 'Args' : ''}`
}

/** A member of an interface of arguments, with its documentation. */
export function argument(
  spec: Spec,
  name: string,
  property: PropertySpec,
  required: boolean,
  use: Use,
): string {
  const text = typeText(spec, property, use)
  const missing = required ? '' : ' | undefined'
  const type = use === 'input' ? `pulumi.Input<${text}${missing}>` : `${text}${missing}`
  const preset = property.default === undefined ? '' : ` Default \`${property.default}\`.`
  const optional = required ? '' : '?'
  return `${comment(property.description + preset, '  ')}  ${use === 'output' ? 'readonly ' : ''}${name}${optional}: ${type}\n`
}

/** A documentation comment. Schema examples become one in TypeScript. */
export function comment(markdown: string, indent = ''): string {
  const [description = '', rest = ''] = markdown.split('{{% examples %}}')
  const example = /```typescript\n([\s\S]*?)```/.exec(rest)
  const lines = description.trim().split('\n')
  if (example !== null)
    lines.push('', '@example', '```typescript', ...(example[1] ?? '').trim().split('\n'), '```')
  const safe = lines.map((line) => line.replaceAll('*/', '*\\/'))
  if (safe.length === 1) return `${indent}/** ${safe[0]} */\n`
  return `${indent}/**\n${safe.map((line) => `${indent} *${line === '' ? '' : ` ${line}`}\n`).join('')}${indent} */\n`
}
