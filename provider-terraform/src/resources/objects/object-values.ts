import { isDeepStrictEqual } from 'node:util'
import {
  filled,
  type Member,
  memberOf,
  membersOf,
  type ObjectKind,
  SHARED_FIELDS,
  STATUS_FIELDS,
  sharedMembers,
} from '@metalwright/sdk/kinds'
import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import type { Changes, ObjectView } from '../../framework/object-view.ts'
import { equalValues } from '../../values/equal.ts'
import { Unknown, type Value } from '../../values/value.ts'
import { build, toApi, toState } from './field-values.ts'

/** Annotation that holds a list of words, to which the server adds some by itself. */
const ADDED_META = 'feature-flags'

/** Key of an object as its `id`. */
export function keyOf({ model }: ObjectKind, object: JsonObject): string {
  return String(memberOf(object, model.key) ?? '')
}

/** The configured fields of an object, as the API takes them. */
export function givenFields(kind: ObjectKind, planned: ObjectView): JsonObject {
  return Object.fromEntries(
    membersOf(kind).flatMap((member) => {
      if (member.mode === 'computed') return []
      const json = toApi(member.field.type, planned.get(member.attribute))
      return json === undefined ? [] : [[member.fieldName, json]]
    }),
  )
}

/** Puts what differs between two configurations into an object, and leaves the rest alone. */
export function applyChanges(
  kind: ObjectKind,
  prior: ObjectView,
  planned: ObjectView,
  draft: JsonObject,
): void {
  for (const { attribute, fieldName, field, mode } of membersOf(kind)) {
    const [before, after] = [prior.get(attribute), planned.get(attribute)]
    const type = prior.type.attributes.get(attribute) ?? 'dynamic'
    if (mode === 'computed' || after instanceof Unknown || equalValues(type, before, after)) continue
    const wanted = toApi(field.type, after)
    draft[fieldName] = SHARED_FIELDS.includes(fieldName)
      ? sharedMembers(draft[fieldName], toApi(field.type, before), wanted)
      : filled(field, wanted)
  }
}

/** Puts all that is given into an object that was there before. */
export function applyAll(given: JsonObject, draft: JsonObject): void {
  for (const [name, value] of Object.entries(given)) {
    draft[name] = SHARED_FIELDS.includes(name) ? sharedMembers(draft[name], undefined, value) : value
  }
}

/** Sets the annotations that everything gets, where the object has none of that name. */
export function addDefaultMeta(defaults: Readonly<Record<string, string>>, draft: JsonObject): void {
  if (Object.keys(defaults).length > 0) draft['Meta'] = sharedMembers(defaults, undefined, draft['Meta'])
}

/**
 * All attributes of an object that the server has.
 *
 * @param state the state before; what is unchanged keeps its exact form
 * @param whole take in members of shared fields that the state does not name: after an import
 */
export function stateValues(
  kind: ObjectKind,
  object: JsonObject,
  state: ObjectView,
  whole: boolean,
): Changes {
  const own = membersOf(kind).map((member) => [
    member.attribute,
    memberValue(kind, member, object, state.get(member.attribute), whole),
  ])
  return { ...Object.fromEntries(own), ...statusValues(kind, object) }
}

/** What only the server knows after a write: the computed attributes and those it has filled in. */
export function writtenValues(kind: ObjectKind, object: JsonObject, planned: ObjectView): Changes {
  const open = membersOf(kind)
    .filter(({ attribute }) => planned.get(attribute) instanceof Unknown)
    .map((member) => [member.attribute, memberValue(kind, member, object, null, true)])
  return { ...Object.fromEntries(open), ...statusValues(kind, object) }
}

/** What every object shows, beside its own fields. */
export function statusValues(kind: ObjectKind, object: JsonObject): Changes {
  const [available, validated, errors, readOnly, bundle] = STATUS_FIELDS.map((name) => object[name])
  return {
    id: keyOf(kind, object),
    available: available === true,
    validated: validated === true,
    errors: Array.isArray(errors) ? errors.map(String) : [],
    read_only: readOnly === true,
    bundle: String(bundle ?? ''),
    endpoint: String(object['Endpoint'] ?? ''),
  }
}

function memberValue(
  kind: ObjectKind,
  member: Member,
  object: JsonObject,
  prior: Value,
  whole: boolean,
): Value {
  const { fieldName, field, mode } = member
  const json = looked(kind, member, memberOf(object, fieldName), prior, whole)
  if (json === undefined && SHARED_FIELDS.includes(fieldName) && !whole) return null
  const value = toState(field, json, prior, member)
  if (value !== null) return value
  // Null stands for what the server chooses; only arguments without a value of their own leave it at that.
  if (mode !== 'optional' || (prior !== null && SHARED_FIELDS.includes(fieldName))) {
    return build(field.type, filled(field, json), null, member)
  }
  return null
}

/** The part of a value that counts: of shared fields the members that are ours, of options not the server's own. */
function looked(
  { addedOptions, addedFlags }: ObjectKind,
  { fieldName, field }: Member,
  json: JsonValue | undefined,
  prior: Value,
  whole: boolean,
): JsonValue | undefined {
  const ours = toApi(field.type, prior)
  if (SHARED_FIELDS.includes(fieldName)) {
    const names = ours === undefined ? [] : entries(ours).map(([name]) => name)
    if (!whole && ours === undefined) return undefined
    const found = entries(json ?? {}).filter(
      ([name, value]) => (names.includes(name) || (whole && name !== ADDED_META)) && !isSealed(value),
    )
    return Object.fromEntries(
      found.map(([name, value]) => {
        const before = name === ADDED_META ? memberOf(ours ?? null, name) : undefined
        return [name, before !== undefined && sameFlags(value, before, addedFlags ?? []) ? before : value]
      }),
    )
  }
  if (addedOptions === undefined || fieldName !== 'Options' || !Array.isArray(json)) return json
  const given = new Set((Array.isArray(ours) ? ours : []).map((option) => memberOf(option, 'Code')))
  const order = [...given]
  const place = (option: JsonValue) => {
    const at = order.indexOf(memberOf(option, 'Code'))
    return at < 0 ? order.length : at
  }
  return json
    .filter((option) => {
      const code = memberOf(option, 'Code')
      return given.has(code) || typeof code !== 'number' || !addedOptions.includes(code)
    })
    .sort((a, b) => place(a) - place(b))
}

/** Whether two lists of words are the same but for those that the server adds. */
function sameFlags(found: JsonValue, ours: JsonValue, added: readonly string[]): boolean {
  const words = (list: JsonValue) => [...new Set([...String(list).split(/[, ]+/), ...added])].sort()
  return isDeepStrictEqual(words(found), words(ours))
}

/** Whether a value is a sealed secret, which only the server can read. */
export function isSealed(value: JsonValue): boolean {
  const names = entries(value).map(([name]) => name)
  return names.length === 3 && ['Key', 'Nonce', 'Payload'].every((name) => names.includes(name))
}

function entries(json: JsonValue): readonly (readonly [string, JsonValue])[] {
  return json !== null && typeof json === 'object' && !Array.isArray(json) ? Object.entries(json) : []
}
