import type { GoFunc } from './func.ts'
import type { Value } from './value.ts'

/** How the host describes an object that templates may use. */
export interface HostShape {
  /** Go type name for error messages and `%T`, for example `*models.Machine`. */
  readonly typeName: string
  /** The value of a field, or `undefined` when there is no such field; any value `ValueSpace` accepts. */
  field?(name: string): unknown
  /** The method called `name`, or `undefined`. Methods win over fields, as in Go. */
  method?(name: string): GoFunc | undefined
  /** What `index` finds under a key; without it the object cannot be indexed. */
  index?(key: Value): Value
  /** Text for printing (Go's Stringer); without it the object prints as `<typeName>`. */
  print?(): string
  /** Value for JSON encoding; without it the object encodes as its printed text. */
  json?(): Value
  /** Equality for `eq` and `deepEqual`; without it identity. */
  equals?(other: HostObject): boolean
}

/**
 * An object lent to templates. Only what its shape answers can be reached: no JavaScript property of the
 * host is ever looked up by a name that comes from a template.
 */
export class HostObject {
  readonly shape: HostShape

  constructor(shape: HostShape) {
    this.shape = shape
  }

  /** The printed form. */
  text(): string {
    return this.shape.print?.() ?? `<${this.shape.typeName}>`
  }
}

/** Builds a host object from tables; a field given as a function is computed when read. */
export function hostObject(
  typeName: string,
  members: {
    readonly fields?: ReadonlyMap<string, unknown>
    readonly methods?: ReadonlyMap<string, GoFunc>
    readonly print?: () => string
  },
): HostObject {
  const { fields, methods, print } = members
  return new HostObject({
    typeName,
    field: (name) => {
      const value = fields?.get(name)
      return typeof value === 'function' ? value() : value
    },
    method: (name) => methods?.get(name),
    ...(print === undefined ? {} : { print }),
  })
}
