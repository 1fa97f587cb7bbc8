import { isDeepStrictEqual } from 'node:util'
import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import type { Connection } from '../../connection.ts'
import { bool, dynamic, set, string } from '../../framework/attribute.ts'
import { DiagnosticError } from '../../framework/diagnostic.ts'
import type { Changes, ObjectView } from '../../framework/object-view.ts'
import type { CreateContext, Resource, StateContext } from '../../framework/resource.ts'
import { matches } from '../../framework/validator.ts'
import { path } from '../../values/path.ts'
import { fromJson, toJson } from '../../values/plain.ts'
import type { Value } from '../../values/value.ts'
import { keyIdentity } from '../identity.ts'
import { limited } from '../limited-resource.ts'
import { isObject, statusAttributes } from './object-schema.ts'
import { addDefaultMeta } from './object-values.ts'
import { namesTheSame, overlaid, projected } from './projection.ts'
import type { CallLimits } from './remote-objects.ts'

/** Note in the private state: the next read takes in all fields that can be given. */
const imported = 'imported'
/** Fields that the server computes on every object, and those that are secret. */
const never = ['Validated', 'Available', 'Errors', 'ReadOnly', 'Endpoint', 'Bundle', 'Partial', 'Secret']

/** `drp_object`: an object of any kind, by its fields; for kinds that have no resource of their own. */
export const anyObjectResource: Resource<Connection> = limited({
  typeName: 'drp_object',
  subject: 'object',
  identity: keyIdentity,
  schema: {
    description:
      'An object of any kind, by the fields of its API: for kinds of newer servers that have no resource of their own, such as `blueprints`, `triggers`, `clusters` or `filters`. Only fields that are given are looked after. Secrets do not belong here: what is given is stored in the state.',
    attributes: {
      prefix: string({
        required: true,
        requiresReplace: true,
        description: 'Kind of the object: its path in the API, such as `blueprints`.',
        validators: [matches(/^[a-z_]+$/, 'a kind of objects, such as blueprints')],
      }),
      object: dynamic({
        required: true,
        description:
          'Fields by their names in the API, such as `{ Name = "x", Description = "y" }`. A field that is not given any more keeps its value; null gives it its default.',
        validators: [isObject],
        equivalent: (before, after) => namesTheSame(jsonOf(before), jsonOf(after)),
      }),
      ignore_fields: set('string', {
        optional: true,
        description: 'Fields that are given when the object is made, and are not looked after then.',
      }),
      adopt_existing: bool({
        optional: true,
        description: 'Take over an object that is there already instead of failing. Default false.',
      }),
      key: string({ computed: true, keepPrior: true, description: 'Key of the object.' }),
      id: string({ computed: true, keepPrior: true, description: 'Kind, `/`, key.' }),
      ...statusAttributes,
    },
  },
  async plan({ prior, planned, replace }) {
    if (prior === null || !planned.isKnown('object')) return {}
    if (prior.bool('read_only') === true && !isDeepStrictEqual(fieldsOf(prior), fieldsOf(planned))) {
      throw readOnly(prior)
    }
    // The key cannot change: which field holds it is told by its value.
    const [before, after] = [fieldsOf(prior), fieldsOf(planned)]
    const key = prior.string('key')
    const field = ['Uuid', 'Id', 'ID', 'Name', 'Addr'].find((name) => before[name] === key)
    if (field !== undefined && after[field] !== undefined && after[field] !== key) replace(path('object'))
    return {}
  },
  planDelete({ state }) {
    if (state.bool('read_only') === true) throw readOnly(state)
  },
  async create(context, limits) {
    const { connection, planned, save } = context
    const { any } = await connection.objects()
    const prefix = planned.string('prefix') ?? ''
    await requireKind(connection, prefix, limits)
    const given: JsonObject = {}
    lay(given, {}, fieldsOf(planned))
    addDefaultMeta(connection.defaultMeta, given)
    const made = await any.create(prefix, given, limits)
    let { object } = made
    if (!made.created) {
      const key = any.keyOf(prefix, object)
      if (planned.bool('adopt_existing') !== true) throw taken(connection.endpoint, prefix, key)
      object = await any.edit(prefix, key, (draft) => lay(draft, {}, given), limits)
    }
    const values = valuesOf(prefix, any.keyOf(prefix, object), object)
    save(values)
    warnUnavailable(context, object)
    return values
  },
  async read({ connection, state, privateState }, limits): Promise<Changes | null> {
    const [prefix, key] = placeOf(state)
    const { any } = await connection.objects()
    const found = await any.get(prefix, key, limits)
    if (found === null) return null
    const whole = privateState.get(imported) !== undefined
    privateState.delete(imported)
    const values = { ...valuesOf(prefix, key, found), prefix }
    if (whole) return { ...values, object: fromJson(givable(found)) }
    const given = fieldsOf(state)
    const ignored = new Set(state.strings('ignore_fields') ?? [])
    const seen: JsonObject = Object(projected(found, given))
    for (const name of Object.keys(given)) if (ignored.has(name)) seen[name] = given[name] ?? null
    return isDeepStrictEqual(seen, given) ? values : { ...values, object: fromJson(seen) }
  },
  async update(context, limits) {
    const { connection, prior, planned } = context
    const [prefix, key] = placeOf(prior)
    const ignored = new Set(planned.strings('ignore_fields') ?? [])
    const { any } = await connection.objects()
    const object = await any.edit(
      prefix,
      key,
      (draft) => {
        const wanted = Object.entries(fieldsOf(planned)).filter(([name]) => !ignored.has(name))
        lay(draft, fieldsOf(prior), Object.fromEntries(wanted))
        addDefaultMeta(connection.defaultMeta, draft)
      },
      limits,
    )
    warnUnavailable(context, object)
    return valuesOf(prefix, key, object)
  },
  async delete({ connection, state }: StateContext<Connection>, limits) {
    const [prefix, key] = placeOf(state)
    await (await connection.objects()).any.remove(prefix, key, limits)
  },
  async import({ connection, id, signal, privateState }) {
    const slash = id.indexOf('/')
    const [prefix, key] = [id.slice(0, Math.max(slash, 0)), id.slice(slash + 1)]
    const found = slash > 0 ? await (await connection.objects()).any.get(prefix, key, { signal }) : null
    if (found === null) {
      throw new DiagnosticError(
        'There is no such object',
        `"${id}" names none at ${connection.endpoint}. The form is PREFIX/KEY, such as profiles/global.`,
      )
    }
    privateState.set(imported, '1')
    return { id, prefix, key }
  },
})

function fieldsOf(view: ObjectView): JsonObject {
  return JSON.parse(JSON.stringify(view.json('object') ?? {}))
}

function jsonOf(value: Value): JsonValue {
  return JSON.parse(JSON.stringify(toJson(value)))
}

/** Lays the given fields over an object. */
function lay(draft: JsonObject, before: JsonObject, after: JsonObject): void {
  for (const [name, value] of Object.entries(after)) {
    if (value === null) delete draft[name]
    else draft[name] = overlaid(draft[name], before[name] ?? null, value)
  }
}

function placeOf(view: ObjectView): readonly [prefix: string, key: string] {
  return [view.string('prefix') ?? '', view.string('key') ?? '']
}

/** The fields of an object that a configuration may give. */
function givable(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !never.includes(name)))
}

function valuesOf(prefix: string, key: string, object: JsonObject): Changes {
  return {
    id: `${prefix}/${key}`,
    key,
    available: object['Available'] !== false,
    validated: object['Validated'] !== false,
    errors: Array.isArray(object['Errors']) ? object['Errors'].map(String) : [],
    read_only: object['ReadOnly'] === true,
    bundle: String(object['Bundle'] ?? ''),
    endpoint: String(object['Endpoint'] ?? ''),
  }
}

async function requireKind(connection: Connection, prefix: string, limits: CallLimits): Promise<void> {
  const remote = await connection.objects()
  if (await remote.any.knows(prefix, limits)) return
  const { version } = await remote.info(limits)
  throw new DiagnosticError(
    'The DRP server has no such objects',
    `${connection.endpoint} runs version ${String(version ?? 'unknown')}, which does not know "${prefix}". Check the spelling, or use a server that has them.`,
    { path: path('prefix') },
  )
}

function warnUnavailable({ warn }: CreateContext<Connection>, object: JsonObject): void {
  const errors = Array.isArray(object['Errors']) ? object['Errors'].join('; ') : ''
  if (object['Available'] === false)
    warn('The object is not available', `It is stored, but cannot be used: ${errors}.`)
}

function readOnly(state: ObjectView): DiagnosticError {
  const bundle = state.string('bundle') ?? ''
  const source = bundle === '' ? 'is built into the server' : `comes from content pack "${bundle}"`
  return new DiagnosticError(
    'The object cannot be changed',
    `${state.string('id')} ${source}. Change the pack and upload it again. To let go of it without a change: terraform state rm.`,
  )
}

function taken(endpoint: string, prefix: string, key: string): DiagnosticError {
  return new DiagnosticError(
    'The object exists already',
    `${prefix}/${key} is at ${endpoint} already. Import it: terraform import drp_object.NAME '${prefix}/${key}'. Or set adopt_existing = true, or choose another key.`,
  )
}
