import type { JsonTree } from '../values/json-reader.ts'
import { type ObjectType, objectType, type Type } from '../values/type.ts'
import type { Changes, ObjectView } from './object-view.ts'

/** One attribute of an identity: a text, a number, a bool or a list of one of them. */
export interface IdentityAttribute {
  readonly type: Type
  readonly description: string
  /** Whether an `import` block may leave it out, in which case it is null there. Default false. */
  readonly optionalForImport?: boolean
}

/** What names an object of a resource for good, in the words of its API. Needs Terraform 1.12. */
export interface Identity {
  /** Version of the shape, as that of a schema. Default 0. */
  readonly version?: number
  readonly attributes: Readonly<Record<string, IdentityAttribute>>
  /** The identity of an object from its state; must be the same for as long as the object exists. */
  of(state: ObjectView): Changes
  /** The text by which `import` finds the object that an identity of an `import` block names. */
  importId(identity: ObjectView): string
  /** Steps that lift a stored identity by one version each; index 0 lifts version 0 to version 1. */
  readonly upgrades?: readonly ((identity: Map<string, JsonTree>) => Map<string, JsonTree>)[]
}

/** The object type of an identity. */
export function identityType(identity: Identity): ObjectType {
  return objectType(Object.entries(identity.attributes).map(([name, { type }]) => [name, type]))
}
