import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Field, Fields, FieldType, Json, ObjectModel } from '../src/kinds/field.ts'
import { type CatalogueEntry, catalogue, isPrefix, PREFIXES } from '../src/models/index.ts'

const models = join(import.meta.dirname, '..', 'src', 'models')

/** Models inside of others, by the field that holds them; their fields are documented there. */
const inner: Readonly<Record<string, string>> = {
  Templates: 'TemplateInfo',
  OS: 'OsInfo',
  SupportedArchitectures: 'ArchInfo',
  Options: 'DhcpOption',
  Claims: 'Claim',
  ExtraClaims: 'Claim',
  EnterActions: 'PoolTransition',
  ExitActions: 'PoolTransition',
  AllocateActions: 'PoolTransition',
  ReleaseActions: 'PoolTransition',
  Components: 'Element',
}

/**
 * The source of `src/kinds/generated/models.ts`: every kind of the catalogue as plain data, so that the plugins of
 * Terraform and Pulumi start without loading the models themselves.
 */
export function objectModelsSource(): string {
  const docs = documentation()
  const all = PREFIXES.filter(isPrefix).map((prefix): [string, ObjectModel] => {
    const entry: CatalogueEntry = catalogue[prefix]
    const { singular, key, keyForm, schema } = entry
    const name = singular.replaceAll(/(?:^|_)([a-z])/g, (_match, letter: string) => letter.toUpperCase())
    const model = name === 'Bootenv' ? 'BootEnv' : name
    const shape = schema.toJSONSchema({ io: 'input', unrepresentable: 'any' })
    const hidden = [...entry.secret, 'Secret']
    const fields = Object.entries(fieldsOf(shape, model, docs)).filter(([field]) => !hidden.includes(field))
    const immutable = entry.immutable.filter((field) => field !== key)
    const computed = entry.computed.filter((field) => field in schema.shape)
    return [
      prefix,
      { prefix, singular, key, keyForm, immutable, computed, fields: Object.fromEntries(fields) },
    ]
  })
  return [
    '// Made from the catalogue by scripts/generate.ts; changes here are lost.',
    "import type { ObjectModel } from '../field.ts'",
    '',
    '/** Every kind of object, by its path in the API. */',
    `export const objectModels = ${JSON.stringify(Object.fromEntries(all), null, 2)} as const satisfies Readonly<Record<string, ObjectModel>>`,
    '',
  ].join('\n')
}

function fieldsOf(shape: unknown, model: string, docs: ReadonlyMap<string, string>): Fields {
  const required = list(member(shape, 'required'))
  return Object.fromEntries(
    Object.entries(record(member(shape, 'properties'))).map(([name, property]): [string, Field] => {
      const type = typeOf(property, inner[name] ?? '', docs)
      const preset = json(member(property, 'default'))
      const doc = docs.get(`${model}.${name}`) ?? docs.get(`common.${name}`) ?? ''
      const own = preset === undefined || 'fields' in type ? {} : { default: preset }
      return [name, { type, doc, ...(required.includes(name) ? { required: true as const } : {}), ...own }]
    }),
  )
}

function typeOf(shape: unknown, model: string, docs: ReadonlyMap<string, string>): FieldType {
  const additional = member(shape, 'additionalProperties')
  switch (member(shape, 'type')) {
    case 'string':
      return { kind: 'text' }
    case 'boolean':
      return { kind: 'flag' }
    case 'integer':
      return { kind: 'integer' }
    case 'array': {
      const element = typeOf(member(shape, 'items'), model, docs)
      if (element.kind === 'text') return { kind: 'texts' }
      return element.kind === 'object' ? { kind: 'objects', fields: element.fields } : { kind: 'json' }
    }
    case 'object': {
      if (additional === undefined) return { kind: 'object', fields: fieldsOf(shape, model, docs) }
      if (member(shape, 'properties') !== undefined) return { kind: 'json' }
      const element = typeOf(additional, model, docs)
      if (element.kind === 'text') return { kind: 'text-map' }
      if (element.kind === 'texts') return { kind: 'texts-map' }
      return element.kind === 'object' ? { kind: 'object-map', fields: element.fields } : { kind: 'json-map' }
    }
    default:
      return { kind: 'json' }
  }
}

/** The comments before the fields of the models, by `Model.Field`. */
function documentation(): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const file of readdirSync(models).sort()) {
    const source = readFileSync(join(models, file), 'utf8')
    let model = ''
    let comment = ''
    for (const line of source.split('\n')) {
      const opened = /^export const (\w+) = /.exec(line)
      if (opened) model = opened[1] ?? ''
      comment += ` ${line.trim()}`
      const field = /^ {2}([A-Z]\w*): /.exec(line)
      const text = field ? /\/\*\*((?:(?!\/\*\*).)*)\*\/\s+[A-Z]\w*: [^/]*$/.exec(comment)?.[1] : undefined
      if (field?.[1] !== undefined && text !== undefined) {
        found.set(`${model}.${field[1]}`, text.replaceAll(/\s+\*?\s*/g, ' ').trim())
      }
      if (field || opened) comment = ''
    }
  }
  return found
}

function member(value: unknown, name: string): unknown {
  return record(value)[name]
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function json(value: unknown): Json | undefined {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value))
}
