import {
  filled,
  type Member,
  memberOf,
  membersOf,
  type ObjectKind,
  SHARED_FIELDS,
  sharedMembers,
} from '@metalwright/sdk/kinds'
import { isSealed } from '@metalwright/sdk/secure'
import type { ObjectResource } from '../../schema/objects.ts'
import { outputsOf, type Property } from '../../schema/schema.ts'
import { fromJson, type Json, toJson } from '../../values/json.ts'
import { type PropertyMap, Secret, type Value } from '../../values/value.ts'
import { hasSecret, withSecretsOf } from '../../values/walk.ts'
import { fromApi, isDefault, isObject, sameJson, toApi } from './field-values.ts'

/** Annotation that the server adds to machines and tasks by itself. */
const ADDED_META = 'feature-flags'

/** A JSON object of the API. */
export type ApiObject = { [name: string]: Json }

/** One property that stands for a field. */
interface Part {
  readonly name: string
  readonly property: Property
  readonly member: Member
}

/** The inputs that stand for fields of the object. */
function partsOf({ schema, kind }: ObjectResource): readonly Part[] {
  const members = new Map(membersOf(kind).map((member) => [member.fieldName, member]))
  return Object.entries(schema.inputs).flatMap(([name, property]) => {
    const member = members.get(property.field ?? '')
    return member === undefined ? [] : [{ name, property, member }]
  })
}

/** Key of an object. */
export function keyOf({ model }: ObjectKind, object: ApiObject): string {
  return String(memberOf(object, model.key) ?? '')
}

/** The inputs as the API takes them. @throws NotJsonError */
export function givenFields(resource: ObjectResource, inputs: PropertyMap): ApiObject {
  return Object.fromEntries(
    partsOf(resource).flatMap(({ name, property, member }) => {
      const value = inputs.get(name)
      return value === undefined ? [] : [[member.fieldName, toApi(property.type, value, name)]]
    }),
  )
}

/** Puts what differs between two sets of inputs into an object, and leaves the rest alone. */
export function applyChanges(
  resource: ObjectResource,
  olds: PropertyMap,
  news: PropertyMap,
  draft: ApiObject,
): void {
  const [before, after] = [givenFields(resource, olds), givenFields(resource, news)]
  for (const { property, member } of partsOf(resource)) {
    const { fieldName, field, mode } = member
    const [old, now] = [before[fieldName], after[fieldName]]
    if (old === undefined && now === undefined) continue
    if (old !== undefined && now !== undefined && sameJson(old, now, property)) continue
    if (SHARED_FIELDS.includes(fieldName)) {
      draft[fieldName] = sharedMembers(draft[fieldName], old, now)
    } else if (now !== undefined || mode !== 'filled') {
      // What the server has filled in stays when it is not given any more.
      draft[fieldName] = filled(field, now)
    }
  }
}

/** Puts all inputs into an object that was there before. */
export function applyAll(resource: ObjectResource, inputs: PropertyMap, draft: ApiObject): void {
  for (const [name, value] of Object.entries(givenFields(resource, inputs))) {
    draft[name] = SHARED_FIELDS.includes(name) ? sharedMembers(draft[name], undefined, value) : value
  }
}

/**
 * The inputs as the object has them now. What is the same keeps its form; what is not given and is as the server
 * chooses it stays out.
 *
 * @param inputs inputs before; undefined for an import, which takes in all there is
 */
export function foundInputs(
  resource: ObjectResource,
  object: ApiObject,
  inputs: PropertyMap | undefined,
): PropertyMap {
  const found = new Map<string, Value>(inputs ?? [])
  for (const part of partsOf(resource)) {
    const before = inputs?.get(part.name)
    const value = foundInput(resource.kind, part, object, before, inputs === undefined)
    if (value === undefined) found.delete(part.name)
    else found.set(part.name, value)
  }
  const sealed = inputs?.get('secretParams')
  if (sealed !== undefined) found.set('secretParams', presentSecrets(sealed, object))
  return found
}

function foundInput(
  kind: ObjectKind,
  { name, property, member }: Part,
  object: ApiObject,
  before: Value | undefined,
  whole: boolean,
): Value | undefined {
  const { field, fieldName, mode } = member
  const given = before === undefined ? undefined : toApi(property.type, before, name)
  const json = looked(kind, member, memberOf(object, fieldName), given, whole)
  const now = filled(field, json)
  if (before !== undefined && given !== undefined && sameJson(filled(field, given), now, property))
    return before
  if (before === undefined && mode === 'filled' && !whole) return undefined
  const isKept = mode === 'key' || mode === 'required'
  if (!isKept && isDefault(field, json) && (before === undefined || !isScalar(property))) return undefined
  return withSecretsOf(fromApi(property.type, field, now), before)
}

function isScalar({ type }: Property): boolean {
  return ['string', 'boolean', 'integer', 'number', 'enum'].includes(type.kind)
}

/** The part of a value that counts: of shared fields the members that are ours, of options not the server's own. */
function looked(
  { addedOptions }: ObjectKind,
  { fieldName }: Member,
  json: Json | undefined,
  given: Json | undefined,
  whole: boolean,
): Json | undefined {
  if (SHARED_FIELDS.includes(fieldName)) {
    const ours = new Map(entries(given))
    const counted = entries(json).flatMap(([name, value]): [string, Json][] => {
      const own = ours.get(name)
      // A sealed value tells nothing, so what was given counts.
      if (isSealed(value)) return own === undefined ? [] : [[name, own]]
      return own !== undefined || (whole && name !== ADDED_META) ? [[name, value]] : []
    })
    return Object.fromEntries(counted)
  }
  if (addedOptions === undefined || fieldName !== 'Options' || !Array.isArray(json)) return json
  const order = (Array.isArray(given) ? given : []).map((option) => memberOf(option, 'Code'))
  const place = (option: Json) => {
    const at = order.indexOf(memberOf(option, 'Code'))
    return at < 0 ? order.length : at
  }
  return json
    .filter((option) => {
      const code = memberOf(option, 'Code')
      return order.includes(code) || typeof code !== 'number' || !addedOptions.includes(code)
    })
    .toSorted((a, b) => place(a) - place(b))
}

/** Of the secret params those that are still set; their values cannot be compared. */
function presentSecrets(before: Value, object: ApiObject): Value {
  const params = memberOf(object, 'Params')
  const given = toJson(before)
  const kept = entries(given).filter(([name]) => memberOf(params, name) !== undefined)
  return new Secret(fromJson(Object.fromEntries(kept)))
}

/** Everything that the state holds of an object: the inputs as given, and what the server has made of them. */
export function objectOutputs(resource: ObjectResource, object: ApiObject, inputs: PropertyMap): PropertyMap {
  const outputs = new Map<string, Value>(inputs)
  const members = new Map(membersOf(resource.kind).map((member) => [member.fieldName, member.field]))
  for (const [name, property] of Object.entries(outputsOf(resource.schema))) {
    if (property.field === undefined || !Object.hasOwn(resource.schema.outputs, name)) continue
    const field = members.get(property.field)
    const json = memberOf(object, property.field)
    const value = fromApi(property.type, field, field === undefined ? json : filled(field, json))
    if (value === null) outputs.delete(name)
    else outputs.set(name, hasSecret(inputs.get(name)) ? withSecretsOf(value, inputs.get(name)) : value)
  }
  return outputs
}

function entries(json: Json | undefined): readonly (readonly [string, Json])[] {
  return isObject(json) ? Object.entries(json) : []
}
