import type { Connection } from '../connection.ts'
import type {
  CallContext,
  CheckRequest,
  Created,
  CreateRequest,
  DeleteRequest,
  Difference,
  DiffRequest,
  Failure,
  Found,
  PropertyChange,
  ReadRequest,
  UpdateRequest,
} from '../plugin/provider.ts'
import type { ResourceSchema } from '../schema/schema.ts'
import type { PropertyMap, Value } from '../values/value.ts'

/** What a call about a resource gets. */
export interface ResourceContext extends CallContext {
  readonly connection: Connection
}

/** A kind of resource. What the schema says is checked and compared for all kinds alike. */
export interface Resource {
  readonly schema: ResourceSchema
  /** Checks and completes inputs that fit the schema; may add to them. Tells what else is wrong. */
  check?(
    request: CheckRequest,
    inputs: Map<string, Value>,
    context: ResourceContext,
  ): Promise<readonly Failure[]>
  /** Decides what the changes mean, when it is not only what the schema says. */
  diff?(request: DiffRequest, changes: ReadonlyMap<string, PropertyChange>): Difference
  /** What will come out of a create or an update, as far as it is known before; the rest is unknown. */
  foresee?(inputs: PropertyMap, olds: PropertyMap | undefined): PropertyMap
  create(request: CreateRequest, context: ResourceContext): Promise<Created>
  read(request: ReadRequest, context: ResourceContext): Promise<Found | undefined>
  update(request: UpdateRequest, context: ResourceContext): Promise<PropertyMap>
  delete(request: DeleteRequest, context: ResourceContext): Promise<void>
}
