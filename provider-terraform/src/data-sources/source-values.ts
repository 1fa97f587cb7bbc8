import { describe, filled, type Member, memberOf, membersOf, type ObjectKind } from '@metalwright/sdk/kinds'
import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import type { Attribute } from '../framework/attribute.ts'
import { build, type Notation, offeredName } from '../resources/objects/field-values.ts'
import { statusAttributes, typed } from '../resources/objects/object-schema.ts'
import { isSealed, keyOf, statusValues } from '../resources/objects/object-values.ts'
import type { Value } from '../values/value.ts'

/** Attributes of an object that is read, all computed. */
export function readAttributes(kind: ObjectKind, jsonAsText: boolean): Readonly<Record<string, Attribute>> {
  const own = membersOf(kind).map((member) => {
    const description = describe(member.fieldName, member.field, kind.model.singular)
    const options = { computed: true, description: jsonText(member, jsonAsText, description) }
    return [nameOf(member, jsonAsText), typed(member.field.type, options, { computed: true, jsonAsText })]
  })
  const id: Attribute = {
    computed: true,
    description: `Key of the ${kind.model.singular}.`,
    shape: { kind: 'plain', type: 'string' },
  }
  return { ...Object.fromEntries(own), id, ...statusAttributes }
}

/** The values of those attributes. Secret parameters are left out. */
export function readValues(
  kind: ObjectKind,
  object: JsonObject,
  jsonAsText: boolean,
): Readonly<Record<string, Value>> {
  const notation: Notation = { jsonAsText, whole: true }
  const own = membersOf(kind).map((member) => {
    const { fieldName, field } = member
    const json = withoutSecrets(fieldName, filled(field, memberOf(object, fieldName)))
    return [nameOf(member, jsonAsText), build(field.type, json, null, notation)]
  })
  return { ...Object.fromEntries(own), id: keyOf(kind, object), ...statusValues(kind, object) }
}

function nameOf({ attribute, field }: Member, jsonAsText: boolean): string {
  return offeredName(attribute, field.type, { jsonAsText })
}

function jsonText({ field }: Member, jsonAsText: boolean, description: string): string {
  const isJson = field.type.kind === 'json' || field.type.kind === 'json-map'
  return jsonAsText && isJson ? `${description} JSON text; read it with \`jsondecode\`.` : description
}

function withoutSecrets(fieldName: string, json: JsonValue): JsonValue {
  if (fieldName !== 'Params' || json === null || typeof json !== 'object' || Array.isArray(json)) return json
  return Object.fromEntries(Object.entries(json).filter(([, value]) => !isSealed(value)))
}
