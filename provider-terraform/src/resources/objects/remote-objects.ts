import type { JsonObject, JsonValue, Prefix } from '@metalwright/sdk/models'
import type { Created, ParamsView, Selection } from '@metalwright/sdk/objects'
import type { RemoteMachines } from '../machine-parts/remote-machines.ts'
import type { AnyObjects } from './any-objects.ts'
import type { RemoteFiles } from './remote-files.ts'

export type { Created, ParamsView, Selection } from '@metalwright/sdk/objects'
export type { FileStoreName } from './remote-files.ts'

/** Limits of one call. */
export interface CallLimits {
  readonly signal: AbortSignal
}

/** Limits of a look at an object. */
export interface LookLimits extends CallLimits {
  /**
   * Set while reading many: the look may be shared with others, so that the answer may be some seconds old, but holds
   * everything that this process has changed.
   */
  readonly shared?: boolean
}

/**
 * What resources and data sources need of the objects of a DRP server. All methods reject with an error whose message
 * tells cause and next step.
 */
export interface RemoteObjects {
  /** An object by key or `Index:value`; null when there is none. */
  get(prefix: Prefix, key: string, limits: LookLimits): Promise<JsonObject | null>
  list(prefix: Prefix, selection: Selection, limits: CallLimits): Promise<readonly JsonObject[]>
  /** Creates an object; one that was made by an earlier attempt whose answer was lost counts as made. */
  create(prefix: Prefix, object: JsonObject, limits: CallLimits): Promise<Created>
  /** Changes the object by a guarded patch; `change` alters the draft and runs again when somebody was faster. */
  edit(
    prefix: Prefix,
    key: string,
    change: (draft: JsonObject) => void,
    limits: CallLimits,
  ): Promise<JsonObject>
  /** Resolves when the object is gone; one that was gone before is a success. */
  remove(prefix: Prefix, key: string, limits: CallLimits): Promise<void>
  /** Those of the params whose values are secret. */
  secretsAmong(names: readonly string[], limits: CallLimits): Promise<readonly string[]>
  /** The params of an object. @throws SdkError for a kind that has none. */
  params(prefix: Prefix, key: string, view: ParamsView, limits: CallLimits): Promise<JsonObject | null>
  /** Sets one param of an object; a secret one is sealed before it is sent. */
  setParam(prefix: Prefix, key: string, name: string, value: JsonValue, limits: CallLimits): Promise<void>
  removeParam(prefix: Prefix, key: string, name: string, limits: CallLimits): Promise<void>
  setPassword(user: string, password: string, limits: CallLimits): Promise<void>
  /** Whether a user can log in with a password; false where that cannot be tried. */
  hasPassword(user: string, password: string, limits: CallLimits): Promise<boolean>
  /** What the server is and can do. */
  info(limits: CallLimits): Promise<JsonObject>
  preferences(limits: CallLimits): Promise<Readonly<Record<string, string>>>
  setPreference(name: string, value: string, limits: CallLimits): Promise<void>
  /** Content packs and other layers, as summaries. */
  contents(limits: CallLimits): Promise<readonly JsonObject[]>
  /** One pack with its objects; null when there is none. */
  content(name: string, limits: CallLimits): Promise<JsonObject | null>
  /** Loads a pack, in place of the one of that name if there is one. */
  uploadContent(content: JsonValue, limits: CallLimits): Promise<void>
  removeContent(name: string, limits: CallLimits): Promise<void>
  /** The pack that a text holds as YAML or JSON. */
  parsePack(text: string, source: string): Promise<JsonObject>
  readonly files: RemoteFiles
  readonly machines: RemoteMachines
  readonly any: AnyObjects
}
