import { Decimal } from './decimal.ts'
import { type MsgpackItem, MsgpackReader } from './msgpack-reader.ts'
import { readRefinement, refinedExtension } from './refinement.ts'
import { type CollectionType, type ObjectType, type Type, typeFromJson } from './type.ts'
import { DynamicValue, Unknown, type Value } from './value.ts'

const maxDepth = 128

/** The value in MessagePack bytes. @throws TypeError or RangeError when the bytes do not fit the type. */
export function decodeValue(type: Type, bytes: Uint8Array): Value {
  const reader = new MsgpackReader(bytes)
  const value = read(reader, type, 0)
  if (!reader.done) throw new RangeError('bytes after the value')
  return value
}

function read(reader: MsgpackReader, type: Type, depth: number): Value {
  if (depth > maxDepth) throw new RangeError(`a value is nested over ${maxDepth} levels`)
  const item = reader.next()
  if (item.kind === 'nil') return null
  if (item.kind === 'extension') {
    return new Unknown(item.code === refinedExtension ? readRefinement(item.payload) : {})
  }
  if (type === 'dynamic') return readDynamic(reader, item, depth)
  if (type === 'string' && item.kind === 'string') return item.value
  if (type === 'bool' && item.kind === 'bool') return item.value
  if (type === 'number') return readNumber(item)
  if (typeof type === 'string') throw wrong(type, item)
  if (type.kind === 'map' || type.kind === 'object') return readMembers(reader, type, item, depth)
  if (item.kind !== 'array') throw wrong(type.kind, item)
  if (type.kind !== 'tuple') {
    return Array.from({ length: item.length }, () => read(reader, type.element, depth + 1))
  }
  if (item.length !== type.elements.length) throw wrong(`a tuple of ${type.elements.length}`, item)
  return type.elements.map((element) => read(reader, element, depth + 1))
}

function readMembers(
  reader: MsgpackReader,
  type: CollectionType | ObjectType,
  item: MsgpackItem,
  depth: number,
): ReadonlyMap<string, Value> {
  if (item.kind !== 'map') throw wrong(type.kind, item)
  const members = new Map<string, Value>()
  for (let rest = item.size; rest > 0; rest--) {
    const key = reader.next()
    if (key.kind !== 'string') throw wrong('a text key', key)
    const member = type.kind === 'object' ? type.attributes.get(key.value) : type.element
    if (member === undefined) throw new TypeError(`the object has no attribute "${key.value.slice(0, 80)}"`)
    members.set(key.value, read(reader, member, depth + 1))
  }
  if (type.kind === 'object') {
    for (const name of type.attributes.keys()) if (!members.has(name)) members.set(name, null)
  }
  return members
}

function readDynamic(reader: MsgpackReader, item: MsgpackItem, depth: number): DynamicValue {
  if (item.kind !== 'array' || item.length !== 2) throw wrong('a dynamic value', item)
  const head = reader.next()
  if (head.kind !== 'binary' && head.kind !== 'string') throw wrong('a type', head)
  const type = typeFromJson(head.kind === 'string' ? head.value : Buffer.from(head.value).toString('utf8'))
  return new DynamicValue(type, read(reader, type, depth + 1))
}

function readNumber(item: MsgpackItem): Value {
  if (item.kind === 'string') return new Decimal(item.value)
  if (item.kind === 'float' && Number.isFinite(item.value)) return item.value
  if (item.kind !== 'integer') throw wrong('a finite number', item)
  const small = Number(item.value)
  return Number.isSafeInteger(small) ? small : item.value
}

function wrong(expected: string, item: MsgpackItem): TypeError {
  return new TypeError(`${expected} expected, MessagePack has ${item.kind}`)
}
