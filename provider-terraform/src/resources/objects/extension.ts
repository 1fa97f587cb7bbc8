import type { JsonObject } from '@metalwright/sdk/models'
import type { Connection } from '../../connection.ts'
import type { Attributes } from '../../framework/attribute.ts'
import type { Changes, ObjectView } from '../../framework/object-view.ts'
import type { CreateContext, PlanContext, ValidateContext } from '../../framework/resource.ts'
import type { TimeoutDefaults } from '../../framework/timeouts.ts'
import type { CallLimits, RemoteObjects } from './remote-objects.ts'

/** An object that was written. */
export interface Written {
  readonly remote: RemoteObjects
  /** Key of the object as it stands in a path. */
  readonly key: string
  /** The object as the server has stored it. */
  readonly object: JsonObject
  readonly context: CreateContext<Connection>
  /** State before; null when the object was created, or taken over. */
  readonly prior: ObjectView | null
  readonly limits: CallLimits
}

/** What the resource of one kind can do besides what all can. */
export interface Extension {
  readonly attributes: Attributes
  readonly timeouts?: TimeoutDefaults
  validate?(context: ValidateContext): void
  /** As `plan` of a resource. */
  plan?(context: PlanContext<Connection>): Changes | Promise<Changes>
  /**
   * Fields that its attributes stand for. Members of `Params` and `Meta` are set beside others; null removes one.
   *
   * @param prior state before; null when the object is to be created
   */
  fields?(planned: ObjectView, prior: ObjectView | null, limits: CallLimits): JsonObject | Promise<JsonObject>
  /** Does what is left after the object was written. Gives values that only it knows. */
  written?(written: Written): Promise<Changes>
  /**
   * Values of its attributes, and of those of the kind that it takes the place of.
   *
   * @param found what the general rules make of the object
   * @param whole after an import: take in all there is
   */
  read?(object: JsonObject, state: ObjectView, found: Changes, whole: boolean): Changes
  /** Key of the object that an import names in another way than by key or `Index:value`; null when it does not. */
  find?(remote: RemoteObjects, id: string, limits: CallLimits): Promise<string | null>
  /** Whether destroy leaves the object where it is. */
  detaches?(state: ObjectView): boolean
}

/** One that adds nothing. */
export const noExtension: Extension = { attributes: {} }
