/** A property value as the engine means it. Maps, not objects: names such as `__proto__` are names like any other. */
export type Value =
  | null
  | boolean
  | number
  | string
  | readonly Value[]
  | PropertyMap
  | Unknown
  | Secret
  | Asset
  | ByteString

/** Values by name. */
export type PropertyMap = ReadonlyMap<string, Value>

/** What an unknown value will be once it is known. */
export type UnknownKind = 'string' | 'bool' | 'number' | 'array' | 'asset' | 'archive' | 'object'

/** A value that is not known before other resources are made: in previews only. */
export class Unknown {
  readonly kind: UnknownKind

  constructor(kind: UnknownKind = 'string') {
    this.kind = kind
  }
}

/** A value that is encrypted in the state and masked on the screen. A secret of a secret is one secret. */
export class Secret {
  readonly value: Value

  constructor(value: Value) {
    this.value = value instanceof Secret ? value.value : value
  }
}

/** A file or a folder of files that the engine hands through; kept as it came. */
export class Asset {
  readonly kind: 'asset' | 'archive'
  /** `text`, `path`, `uri`, `assets`, `hash`, as far as they were given. */
  readonly members: PropertyMap

  constructor(kind: 'asset' | 'archive', members: PropertyMap) {
    this.kind = kind
    this.members = members
  }
}

/** Bytes that are no text, as base64. */
export class ByteString {
  readonly base64: string

  constructor(base64: string) {
    this.base64 = base64
  }
}

/** Whether a value is a list. */
export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value)
}

/** Whether a value is values by name. */
export function isMap(value: Value | undefined): value is PropertyMap {
  return value instanceof Map
}
