import type { Content } from '../models/content.ts'
import type { JsonObject } from '../models/json.ts'

/** Kinds of objects in the order in which somebody who learns a pack meets them; all others follow by name. */
const ORDER = ['workflows', 'stages', 'tasks', 'bootenvs', 'params', 'profiles', 'templates']

/**
 * Documentation of a content pack as Markdown: what the pack is and needs, and every object with what its
 * `Description` and `Documentation` say, and for a param its schema.
 */
export function document(content: Content): string {
  const { meta, sections } = content
  const title = meta.DisplayName === '' ? meta.Name : meta.DisplayName
  const parts = [`# ${line(title)}`, meta.Description, facts(content), meta.Documentation]
  const rank = (prefix: string) => (ORDER.includes(prefix) ? ORDER.indexOf(prefix) : ORDER.length)
  const prefixes = Object.keys(sections).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
  for (const prefix of prefixes) {
    const section = sections[prefix] ?? {}
    const keys = Object.keys(section).sort()
    if (keys.length > 0) parts.push(`## ${prefix}`)
    for (const key of keys) parts.push(...objectParts(key, section[key] ?? {}))
  }
  return `${parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n\n')}\n`
}

function facts({ meta }: Content): string {
  const known: readonly (readonly [string, string])[] = [
    ['Name', meta.Name],
    ['Version', meta.Version],
    ['Author', meta.Author],
    ['Source', meta.Source],
    ['License', meta.License],
    ['Needs features', meta.RequiredFeatures],
    ['Needs packs', meta.Prerequisites],
  ]
  const rows = known
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `| ${name} | ${cell(value)} |`)
  return ['| | |', '|---|---|', ...rows].join('\n')
}

function objectParts(key: string, object: JsonObject): string[] {
  const parts = [`### ${line(key)}`, text(object['Description']), text(object['Documentation'])]
  for (const field of ['Stages', 'Tasks', 'Prerequisites', 'RequiredParams', 'OptionalParams']) {
    const value = object[field]
    if (!Array.isArray(value) || value.length === 0) continue
    parts.push(`${field}: ${value.map((one) => `\`${line(String(one))}\``).join(', ')}`)
  }
  const schema = object['Schema']
  if (schema !== undefined && schema !== null) parts.push(fenced(JSON.stringify(schema, null, 2), 'json'))
  return parts
}

function fenced(body: string, language: string): string {
  const runs = body.match(/`{3,}/g) ?? []
  const fence = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)))
  return `${fence}${language}\n${body}\n${fence}`
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function line(value: string): string {
  return value.replace(/\s+/g, ' ').trim()
}

function cell(value: string): string {
  return line(value).replaceAll('|', '\\|')
}
