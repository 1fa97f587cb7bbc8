import type { Attribute, Attributes } from '../src/framework/attribute.ts'
import type { Schema } from '../src/framework/schema.ts'
import { capital, typeName } from './type-name.ts'

/** The "Schema" section of a page: attributes by mode, then nested objects, each under an anchor. */
export function schemaMarkdown(schema: Schema): string {
  return [
    '## Schema',
    ...groups(schema.attributes, '', '###'),
    ...nestedSections(schema.attributes, ''),
  ].join('\n\n')
}

const modes: readonly (readonly [title: string, fits: (attribute: Attribute) => boolean])[] = [
  ['Required', ({ required }) => required === true],
  ['Optional', ({ optional }) => optional === true],
  ['Read-Only', ({ required, optional }) => !required && !optional],
]

function groups(attributes: Attributes, at: string, heading: string): readonly string[] {
  return modes.flatMap(([title, fits]) => {
    const members = Object.entries(attributes).filter(([, attribute]) => fits(attribute))
    if (members.length === 0) return []
    const lines = members
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, attribute]) => line(name, attribute, at))
    return [`${heading} ${title}`, lines.join('\n')]
  })
}

function line(name: string, attribute: Attribute, at: string): string {
  const notes = [
    kindOf(attribute),
    ...(attribute.sensitive ? ['Sensitive'] : []),
    ...(attribute.writeOnly ? ['Write-only'] : []),
    ...(attribute.deprecated ? ['Deprecated'] : []),
    ...(attribute.requiresReplace ? ['Forces replacement'] : []),
  ]
  const link = attribute.shape.kind === 'nested' ? ` (see [below](#nestedatt--${anchor(at, name)}))` : ''
  const deprecated = attribute.deprecated ? ` ${attribute.deprecated}` : ''
  return `- \`${name}\` (${notes.join(', ')}) ${attribute.description}${deprecated}${link}`
}

function nestedSections(attributes: Attributes, at: string): readonly string[] {
  return Object.entries(attributes).flatMap(([name, { shape }]) => {
    if (shape.kind !== 'nested') return []
    const id = anchor(at, name)
    return [
      `<a id="nestedatt--${id}"></a>\n### Nested Schema for \`${id.replaceAll('--', '.')}\``,
      ...groups(shape.attributes, id, '####'),
      ...nestedSections(shape.attributes, id),
    ]
  })
}

function anchor(at: string, name: string): string {
  return at === '' ? name : `${at}--${name}`
}

function kindOf({ shape }: Attribute): string {
  if (shape.kind === 'plain') return typeName(shape.type)
  return shape.nesting === 'single' ? 'Attributes' : `Attributes ${capital(shape.nesting)}`
}
