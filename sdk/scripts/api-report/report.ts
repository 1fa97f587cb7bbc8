import { createHash } from 'node:crypto'
import type { Place, Surface } from './surface.ts'

/** Longer declarations are data; the report has their digest. */
const MOST_LINES = 300

/** The report as Markdown: the names of each entry, then what stands behind them, module by module. */
export function reportOf(name: string, { entries, places }: Surface): string {
  const lines = [
    `# Public surface of ${name}`,
    '',
    'Made by `node sdk/scripts/api-report.ts`; changes by hand are lost. What is listed here is what users build on:',
    'removing or narrowing any of it breaks them. Comments and private members are left out.',
    '',
  ]
  for (const [entry, exported] of entries) {
    lines.push(`## \`${name}${entry.slice(1)}\``, '')
    for (const [as, place] of exported) lines.push(`- \`${as}\`${origin(as, place)}`)
    lines.push('')
  }
  lines.push('## Declarations', '')
  const short = abbreviations(places)
  for (const module of new Set(places.map((place) => place.module))) {
    lines.push(`### ${module}`, '', '```ts')
    for (const place of places) {
      if (place.module === module) lines.push(bounded(shortened(place, short)))
    }
    lines.push('```', '')
  }
  return lines.join('\n')
}

function origin(as: string, { module, declaration }: Place): string {
  return ` (${module}${as === declaration.name ? '' : `, there ${declaration.name}`})`
}

/** The types of schemas that have a name, by their text in one line; the compiler writes them out wherever they occur. */
function abbreviations(places: readonly Place[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const { declaration } of places) {
    const [, name, type] =
      /^const (\w+): (z\.ZodObject<[\s\S]*>);$/.exec(declarationLine(declaration.text)) ?? []
    if (name !== undefined && type !== undefined) found.set(oneLine(type), `typeof ${name}`)
  }
  return found
}

/** Of a schema and its type of the same name, the schema. */
function declarationLine(text: string): string {
  return text.split(/\n(?=type )/)[0] ?? text
}

function shortened({ declaration: { name, text } }: Place, short: ReadonlyMap<string, string>): string {
  return text.replace(/z\.ZodObject<\{[\s\S]*\}, z\.core\.\$\w+>/g, (types) =>
    objectTypes(types, name, short),
  )
}

/** Replaces each schema in a text that has a name of its own; the text starts and ends with a schema. */
function objectTypes(text: string, self: string, short: ReadonlyMap<string, string>): string {
  let found = ''
  for (let at = 0; at < text.length; ) {
    const end = text.startsWith('z.ZodObject<', at) ? closing(text, at + 'z.ZodObject'.length) : at
    const name = end > at ? short.get(oneLine(text.slice(at, end))) : undefined
    if (name === undefined || name === `typeof ${self}`) {
      found += text[at]
      at += 1
    } else {
      found += name
      at = end
    }
  }
  return found
}

/** Place after the bracket that closes the one at a place; arrows are no brackets. */
function closing(text: string, open: number): number {
  let depth = 0
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '<') depth += 1
    if (text[at] === '>' && text[at - 1] !== '=') depth -= 1
    if (depth === 0) return at + 1
  }
  return text.length
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}

function bounded(text: string): string {
  const lines = text.split('\n')
  if (lines.length <= MOST_LINES) return text
  const digest = createHash('sha256').update(text).digest('hex')
  return `${lines[0]} /* ${lines.length} lines, SHA-256 ${digest} */`
}
