import { attributesType } from '../../framework/attribute.ts'
import type { Schema } from '../../framework/schema.ts'
import { decodeValue } from '../../values/decode.ts'
import { encodeValue } from '../../values/encode.ts'
import { valueFromStateJson } from '../../values/state-json.ts'
import type { Value } from '../../values/value.ts'
import type { DynamicValue } from '../generated/tfplugin6.ts'

/** The object that a message carries; null when it carries none. @throws when it does not fit the schema. */
export function fromWire(schema: Schema, wire: DynamicValue | undefined): Value {
  const type = attributesType(schema.attributes)
  if (wire === undefined) return null
  if (wire.msgpack.length > 0) return decodeValue(type, wire.msgpack)
  return wire.json.length > 0 ? valueFromStateJson(type, wire.json.toString('utf8')) : null
}

/** An object for a message. @throws TypeError when it does not fit the schema. */
export function toWire(schema: Schema, value: Value): DynamicValue {
  return { msgpack: encodeValue(attributesType(schema.attributes), value), json: Buffer.alloc(0) }
}
