import { type Field, type FieldType, modelOf } from '@metalwright/sdk/kinds'
import type { CatalogueEntry } from '@metalwright/sdk/models'
import { catalogue, PREFIXES } from '@metalwright/sdk/models'

/** Words for the types of fields. */
const TYPES: Readonly<Record<FieldType['kind'], string>> = {
  text: 'text',
  flag: 'boolean',
  integer: 'integer',
  texts: 'list of texts',
  'text-map': 'map of texts',
  'texts-map': 'map of lists of texts',
  json: 'JSON',
  'json-map': 'map of JSON',
  object: 'object',
  objects: 'list of objects',
  'object-map': 'map of objects',
}

/** Fields every kind has; they stand once at the top. */
const COMMON: readonly string[] = [
  'Description',
  'Meta',
  'Validated',
  'Available',
  'Errors',
  'ReadOnly',
  'Endpoint',
  'Bundle',
]

/** The page about every kind of object, made from the catalogue. */
export function objectsPage(): string {
  const first = modelOf('profiles')
  const lines = [
    '# Objects',
    '',
    'Made from the catalogue by `node scripts/docs-reference.ts`; changes by hand are lost.',
    '',
    'Every kind of object is at `/api/v3/<kind>`, and one of them at `/api/v3/<kind>/<key>`. In the place of the key',
    'stands also `<index>:<value>` of a unique index, such as `machines/Name:web1`. Lists are asked for by their indexes',
    'as [list queries](filters.md) tell. A field that is *computed* is written by the server: what a client sends in it is',
    'ignored. One that is *fixed* cannot be changed once the object is there. The types are those of `@metalwright/sdk/models`.',
    '',
    ...PREFIXES.map((prefix) => `- [${prefix}](#${prefix})`),
    '',
    '## Fields of all kinds',
    '',
    ...table(
      catalogue.profiles,
      Object.entries(first.fields).filter(([name]) => COMMON.includes(name)),
    ),
  ]
  for (const prefix of PREFIXES) {
    const entry: CatalogueEntry = catalogue[prefix]
    const fields = Object.entries(modelOf(prefix).fields).filter(([name]) => !COMMON.includes(name))
    lines.push('', `## ${prefix}`, '', ...factsOf(entry), '', ...table(entry, fields))
  }
  return `${lines.join('\n')}\n`
}

function factsOf({ singular, key, keyForm, verbs, params, content, indexes }: CatalogueEntry): string[] {
  const form = keyForm === 'hex-address' ? ', written as eight hex digits in the path (`C0A84D01`)' : ''
  const can = verbs.length === 0 ? 'Can be read.' : `Can be read; ${list(verbs)}.`
  const own = Object.entries(indexes).filter(
    ([name]) => !['Available', 'Valid', 'ReadOnly', 'Bundle', 'Endpoint', 'Key'].includes(name),
  )
  const named = own.map(([name, { kind, unique }]) => `\`${name}\` (${kind}${unique ? ', unique' : ''})`)
  return [
    `One of them is a ${singular.replaceAll('_', ' ')}. Key: \`${key}\`${form}. ${can}`,
    `${params ? 'Has params. ' : ''}${content ? 'Content packs may bring it.' : 'Not in content packs.'}`,
    '',
    `Indexes: ${named.join(', ')}, and \`Available\`, \`Valid\`, \`ReadOnly\`, \`Bundle\`, \`Endpoint\`, \`Key\`.`,
  ]
}

function list(verbs: CatalogueEntry['verbs']): string {
  const words = { create: 'created', update: 'changed', delete: 'deleted' }
  return `can be ${verbs.map((verb) => words[verb]).join(', ')}`
}

function table(entry: CatalogueEntry, fields: readonly (readonly [string, Field])[]): string[] {
  const rows = fields.flatMap(([name, field]) => [
    row(entry, name, field),
    ...inner(field.type).map(([member, of]) => row(entry, `${name}.${member}`, of)),
  ])
  return ['| field | type | default | meaning |', '|---|---|---|---|', ...rows]
}

/** Members of objects, one level deep. */
function inner(type: FieldType): [string, Field][] {
  if (!('fields' in type)) return []
  const between = type.kind === 'object' ? '' : type.kind === 'objects' ? '[].' : '<name>.'
  return Object.entries(type.fields).map(([member, of]) => [`${between}${member}`, of])
}

function row({ computed, immutable }: CatalogueEntry, name: string, field: Field): string {
  const marks = [
    ...(field.required ? ['required'] : []),
    ...(computed.includes(name) ? ['computed'] : []),
    ...(immutable.includes(name) ? ['fixed'] : []),
  ]
  const preset = field.default === undefined ? '' : `\`${JSON.stringify(field.default)}\``
  const said = [...(marks.length > 0 ? [`*${marks.join(', ')}*`] : []), field.doc].filter(
    (part) => part !== '',
  )
  return `| \`${name}\` | ${TYPES[field.type.kind]} | ${cell(preset)} | ${cell(said.join(' '))} |`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
