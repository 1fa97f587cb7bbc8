import { attributesType } from '../../framework/attribute.ts'
import { type Identity, identityType } from '../../framework/identity.ts'
import type { Schema } from '../../framework/schema.ts'
import { decodeValue } from '../../values/decode.ts'
import { encodeValue } from '../../values/encode.ts'
import { valueFromStateJson } from '../../values/state-json.ts'
import type { Type } from '../../values/type.ts'
import type { Value } from '../../values/value.ts'
import type { DynamicValue, ResourceIdentityData } from '../generated/tfplugin6.ts'

/** The value that a message carries; null when it carries none. @throws when it does not fit the type. */
export function typedFromWire(type: Type, wire: DynamicValue | undefined): Value {
  if (wire === undefined) return null
  if (wire.msgpack.length > 0) return decodeValue(type, wire.msgpack)
  return wire.json.length > 0 ? valueFromStateJson(type, wire.json.toString('utf8')) : null
}

/** A value for a message. @throws TypeError when it does not fit the type. */
export function typedToWire(type: Type, value: Value): DynamicValue {
  return { msgpack: encodeValue(type, value), json: Buffer.alloc(0) }
}

/** The object of a schema that a message carries. @throws when it does not fit the schema. */
export function fromWire(schema: Schema, wire: DynamicValue | undefined): Value {
  return typedFromWire(attributesType(schema.attributes), wire)
}

/** An object for a message; none for undefined. @throws TypeError when it does not fit the schema. */
export function toWire(schema: Schema, value: Value): DynamicValue
export function toWire(schema: Schema, value: Value | undefined): DynamicValue | undefined
export function toWire(schema: Schema, value: Value | undefined): DynamicValue | undefined {
  return value === undefined ? undefined : typedToWire(attributesType(schema.attributes), value)
}

/** The identity that a message carries; null when it carries none, or the resource has none. */
export function identityFromWire(
  identity: Identity | undefined,
  wire: ResourceIdentityData | undefined,
): Value {
  return identity ? typedFromWire(identityType(identity), wire?.identityData) : null
}

/** An identity for a message. */
export function identityToWire(
  identity: Identity | undefined,
  value: Value | undefined,
): ResourceIdentityData | undefined {
  if (!identity || value === undefined || value === null) return undefined
  return { identityData: typedToWire(identityType(identity), value) }
}
