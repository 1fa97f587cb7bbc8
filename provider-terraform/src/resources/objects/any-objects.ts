import type { JsonObject } from '@metalwright/sdk/models'
import type { CallLimits, Created, Selection } from './remote-objects.ts'

/**
 * Objects of kinds that are known only by their prefix, such as those of newer servers. Methods reject as those of
 * RemoteObjects; with code `not_supported` when the server does not know the prefix.
 */
export interface AnyObjects {
  /** An object by its key; null when there is none. */
  get(prefix: string, key: string, limits: CallLimits): Promise<JsonObject | null>
  list(prefix: string, selection: Selection, limits: CallLimits): Promise<readonly JsonObject[]>
  create(prefix: string, object: JsonObject, limits: CallLimits): Promise<Created>
  /** Changes an object by a guarded patch; `change` runs again when somebody was faster. */
  edit(
    prefix: string,
    key: string,
    change: (draft: JsonObject) => void,
    limits: CallLimits,
  ): Promise<JsonObject>
  /** Resolves when the object is gone; one that was gone before is a success. */
  remove(prefix: string, key: string, limits: CallLimits): Promise<void>
  /** Whether the server has objects of a kind. */
  knows(prefix: string, limits: CallLimits): Promise<boolean>
  /** The key of an object of a kind as it stands in the object; empty when it has none. */
  keyOf(prefix: string, object: JsonObject): string
}
