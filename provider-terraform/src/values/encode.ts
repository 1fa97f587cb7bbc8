import { Decimal } from './decimal.ts'
import { MsgpackWriter } from './msgpack-writer.ts'
import { refinedExtension, writeRefinement } from './refinement.ts'
import { type CollectionType, type ObjectType, type TupleType, type Type, typeToJson } from './type.ts'
import { DynamicValue, isArray, isMap, isNumber, type NumberValue, Unknown, type Value } from './value.ts'

/**
 * A value in the MessagePack form of Terraform's plugin protocol. Objects get every attribute of the type,
 * missing ones as null.
 * @throws TypeError when the value does not fit the type, naming the place.
 */
export function encodeValue(type: Type, value: Value): Buffer {
  const writer = new MsgpackWriter()
  write(writer, type, value, '')
  return writer.finish()
}

function write(writer: MsgpackWriter, type: Type, value: Value, at: string): void {
  if (value === null) writer.nil()
  else if (value instanceof Unknown) writeUnknown(writer, value)
  else if (typeof type === 'string') writePrimitive(writer, type, value, at)
  else if (type.kind === 'map' || type.kind === 'object') writeMembers(writer, type, value, at)
  else writeElements(writer, type, value, at)
}

function writePrimitive(
  writer: MsgpackWriter,
  type: 'string' | 'number' | 'bool' | 'dynamic',
  value: Value,
  at: string,
): void {
  if (type === 'string' && typeof value === 'string') writer.string(value)
  else if (type === 'bool' && typeof value === 'boolean') writer.bool(value)
  else if (type === 'number' && isNumber(value)) writeNumber(writer, value, at)
  else if (type === 'dynamic' && value instanceof DynamicValue) {
    writer.arrayHeader(2)
    writer.binary(Buffer.from(typeToJson(value.type)))
    write(writer, value.type, value.value, at)
  } else throw mismatch(type === 'dynamic' ? 'a value with its type' : `a ${type}`, at)
}

function writeElements(
  writer: MsgpackWriter,
  type: CollectionType | TupleType,
  value: Value,
  at: string,
): void {
  if (!isArray(value)) throw mismatch(`a ${type.kind}`, at)
  const elements = type.kind === 'tuple' ? type.elements : undefined
  if (elements && elements.length !== value.length) throw mismatch(`a tuple of ${elements.length}`, at)
  writer.arrayHeader(value.length)
  value.forEach((element, index) => {
    const member = type.kind === 'tuple' ? type.elements[index] : type.element
    if (member !== undefined) write(writer, member, element, `${at}[${index}]`)
  })
}

function writeMembers(
  writer: MsgpackWriter,
  type: CollectionType | ObjectType,
  value: Value,
  at: string,
): void {
  if (!isMap(value)) throw mismatch(`a ${type.kind}`, at)
  if (type.kind !== 'object') {
    writer.mapHeader(value.size)
    for (const [key, element] of value) {
      writer.string(key)
      write(writer, type.element, element, `${at}[${JSON.stringify(key)}]`)
    }
    return
  }
  const strange = [...value.keys()].find((name) => !type.attributes.has(name))
  if (strange !== undefined) throw mismatch('an attribute of the type', `${at}.${strange}`)
  writer.mapHeader(type.attributes.size)
  for (const [name, member] of type.attributes) {
    writer.string(name)
    write(writer, member, value.get(name) ?? null, `${at}.${name}`)
  }
}

/** Whole numbers within 64 bits as such, exact doubles as such, everything else as decimal text. */
function writeNumber(writer: MsgpackWriter, value: NumberValue, at: string): void {
  if (value instanceof Decimal) writer.string(value.text)
  else if (typeof value === 'bigint') {
    if (value >= -(2n ** 63n) && value < 2n ** 63n) writer.integer(value)
    else writer.string(String(value))
  } else if (Number.isSafeInteger(value)) writer.integer(value)
  else if (Number.isInteger(value)) writer.string(String(value))
  else if (Number.isFinite(value)) writer.double(value)
  else throw mismatch('a finite number', at)
}

function writeUnknown(writer: MsgpackWriter, value: Unknown): void {
  const payload = writeRefinement(value.refinement)
  if (payload === undefined) writer.extension(0, Uint8Array.of(0))
  else writer.extension(refinedExtension, payload)
}

function mismatch(expected: string, at: string): TypeError {
  return new TypeError(`value at ${at === '' ? 'the top' : at}: ${expected} is needed`)
}
