import type { JsonTree } from '../values/json-reader.ts'
import type { Changes } from './object-view.ts'

/** An object of another resource type, perhaps of another provider, as its state holds it. */
export interface MoveSource {
  /** Such as `registry.terraform.io/hashicorp/null`. */
  readonly providerAddress: string
  readonly typeName: string
  /** Version of the source's schema that wrote the state. */
  readonly schemaVersion: number
  /** The state as JSON with exact numbers. */
  readonly state: ReadonlyMap<string, JsonTree>
  /** Private notes of the source's provider, in a form of its own. */
  readonly privateBytes: Uint8Array
  /** Its identity, where Terraform keeps one; null otherwise. */
  readonly identity: ReadonlyMap<string, JsonTree> | null
}

/** What becomes of a moved object. */
export interface Moved {
  /** Attributes of the target; those left out are null, and the next read fills them. */
  readonly state: Changes
  /** Private notes of the target. */
  readonly privateNotes?: Readonly<Record<string, string>>
}

/**
 * A way by which a `moved` block turns an object of another type into one of this resource. Pure: it runs on
 * a provider that is not configured.
 */
export interface Move {
  /** Namespace and name of the source's provider, such as `hashicorp/null`, on whatever registry. */
  readonly provider: string
  readonly typeName: string
  /** @throws DiagnosticError when this object cannot be moved. */
  move(source: MoveSource): Moved
}
