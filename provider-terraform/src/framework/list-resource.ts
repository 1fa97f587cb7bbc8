import type { Changes, ObjectView } from './object-view.ts'
import type { CallContext, ValidateContext } from './resource.ts'
import type { Schema } from './schema.ts'

/** Listing what exists. */
export interface ListContext<Connection> extends CallContext<Connection> {
  /** Values of the `config` block of the query; wholly known. */
  readonly config: ObjectView
  /** Most results that are taken; further ones are dropped and the iteration is ended. */
  readonly limit: number
  /** Whether whole objects are wanted; without it, `object` is ignored. */
  readonly includeObject: boolean
}

/** One object that exists. */
export interface ListedResource {
  /** All identity attributes of the managed resource. */
  readonly identity: Changes
  /** What a person calls it. */
  readonly displayName: string
  /** Its state as `read` would give it; attributes left out are null. */
  readonly object?: Changes
}

/** Finds objects of a managed resource that exist already, for `terraform query`. Needs Terraform 1.14. */
export interface ListResource<Connection> {
  /** The type name of the managed resource, which must have an identity. */
  readonly typeName: string
  /** Attributes by which the query selects; none is computed. */
  readonly schema: Schema
  validate?(context: ValidateContext): void
  /** Yields objects as they are found. An error ends the list; what was yielded stays. */
  list(context: ListContext<Connection>): AsyncIterable<ListedResource>
}
