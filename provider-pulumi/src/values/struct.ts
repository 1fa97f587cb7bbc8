import pb from 'google-protobuf/google/protobuf/struct_pb.js'
import {
  Asset,
  ByteString,
  isList,
  isMap,
  type PropertyMap,
  Secret,
  Unknown,
  type UnknownKind,
  type Value,
} from './value.ts'

/** Key of a map that stands for something special; its value says for what. */
const SIGNATURE = '4dabf18193072939515e22adb298388d'
const SECRET = '1b47061264138c4ac30d75fd1eb44270'
const OUTPUT = 'd0e6a833031e9bbcd3f4e8bde6ca49a4'
const RESOURCE = '5cf8f73096256a8f31e491e813e4eb8e'
const ASSET = 'c44067f5952c0a294b673a41bacd8c17'
const ARCHIVE = '0def7320c3a5731c473e5ecbe6d01bc7'
const BYTES = '803fd3297a5875dc03ca845dda5d2a98'

/** Texts that stand for values that are not known yet. */
const MARKERS: Readonly<Record<UnknownKind, string>> = {
  string: '04da6b54-80e4-46f7-96ec-b56ff0331ba9',
  bool: '1c4a061d-8072-4f0a-a4cb-0ff528b18fe7',
  number: '3eeb2bf0-c639-47a8-9e75-3b44932eb421',
  array: '6a19a0b0-7e62-4c92-b797-7f8e31da9cc2',
  asset: '030794c1-ac77-496b-92df-f27374a8bd58',
  archive: 'e48ece36-62e2-4504-bad9-02848725956a',
  object: 'dd056dcd-154b-4c76-9bd3-c8f88648b5ff',
}

const unknownKinds: readonly UnknownKind[] = [
  'string',
  'bool',
  'number',
  'array',
  'asset',
  'archive',
  'object',
]
const kindOfMarker: ReadonlyMap<string, UnknownKind> = new Map(
  unknownKinds.map((kind) => [MARKERS[kind], kind]),
)

/** What stands in place of a text that the engine would take for an unknown value. */
const RESERVED = '(reserved text)'

/**
 * Reads the properties of a call; none for a struct that is absent. A resource reference becomes the id of the
 * resource, an output value its value. A secret without a value is a secret null.
 */
export function decodeStruct(struct: pb.Struct | undefined): PropertyMap {
  const found = new Map<string, Value>()
  struct?.getFieldsMap().forEach((value, name) => {
    found.set(name, decodeValue(value))
  })
  return found
}

function decodeValue(value: pb.Value): Value {
  const { KindCase } = pb.Value
  switch (value.getKindCase()) {
    case KindCase.BOOL_VALUE:
      return value.getBoolValue()
    case KindCase.NUMBER_VALUE:
      return value.getNumberValue()
    case KindCase.STRING_VALUE: {
      const text = value.getStringValue()
      const kind = kindOfMarker.get(text)
      return kind === undefined ? text : new Unknown(kind)
    }
    case KindCase.LIST_VALUE:
      return (value.getListValue()?.getValuesList() ?? []).map(decodeValue)
    case KindCase.STRUCT_VALUE:
      return special(decodeStruct(value.getStructValue()))
    default:
      return null
  }
}

function special(members: PropertyMap): Value {
  const signature = members.get(SIGNATURE)
  if (signature === undefined) return members
  const value = members.get('value')
  switch (signature) {
    case SECRET:
      return new Secret(value ?? null)
    case OUTPUT: {
      const output = value === undefined ? new Unknown() : value
      return members.get('secret') === true ? new Secret(output) : output
    }
    case RESOURCE: {
      const id = members.get('id')
      if (id === '') return new Unknown()
      return id ?? members.get('urn') ?? null
    }
    case ASSET:
    case ARCHIVE:
      return new Asset(signature === ASSET ? 'asset' : 'archive', without(members, SIGNATURE))
    case BYTES:
      return new ByteString(typeof value === 'string' ? value : '')
    default:
      return without(members, SIGNATURE)
  }
}

function without(members: PropertyMap, name: string): PropertyMap {
  return new Map([...members].filter(([other]) => other !== name))
}

/**
 * Writes properties for the engine. What only looks special, because a server sent it so, is written harmlessly: a
 * plain map loses the signature key, a plain text that equals the marker of an unknown value is replaced. Lone
 * surrogates, which protobuf does not allow, become U+FFFD.
 */
export function encodeStruct(properties: PropertyMap): pb.Struct {
  const struct = new pb.Struct()
  const fields = struct.getFieldsMap()
  for (const [name, value] of properties) {
    if (name !== SIGNATURE) fields.set(name.toWellFormed(), encodeValue(value))
  }
  return struct
}

function encodeValue(value: Value): pb.Value {
  const encoded = new pb.Value()
  if (value === null) return encoded.setNullValue(pb.NullValue.NULL_VALUE)
  if (typeof value === 'boolean') return encoded.setBoolValue(value)
  if (typeof value === 'number') return encoded.setNumberValue(value)
  if (typeof value === 'string') {
    return encoded.setStringValue(kindOfMarker.has(value) ? RESERVED : value.toWellFormed())
  }
  if (value instanceof Unknown) return encoded.setStringValue(MARKERS[value.kind])
  if (value instanceof Secret) return signed(SECRET, [['value', value.value]])
  if (value instanceof ByteString) return signed(BYTES, [['value', value.base64]])
  if (value instanceof Asset) return signed(value.kind === 'asset' ? ASSET : ARCHIVE, value.members)
  if (isList(value)) return encoded.setListValue(new pb.ListValue().setValuesList(value.map(encodeValue)))
  return encoded.setStructValue(encodeStruct(isMap(value) ? value : new Map()))
}

function signed(signature: string, members: Iterable<readonly [string, Value]>): pb.Value {
  const struct = encodeStruct(new Map(members))
  struct.getFieldsMap().set(SIGNATURE, new pb.Value().setStringValue(signature))
  return new pb.Value().setStructValue(struct)
}
