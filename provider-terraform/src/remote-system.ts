import type { InventorySettings } from '@metalwright/sdk/inventory'
import type { JsonObject, JsonValue, Prefix } from '@metalwright/sdk/models'
import type { CallLimits, FileStoreName } from './resources/objects/remote-objects.ts'

/** The end of a log. */
export interface LogText {
  readonly text: string
  /** Whether there is more in front of it. */
  readonly truncated: boolean
}

/** A rendered template of a job's task: a file to write when `path` is not empty, else a script to run. */
export interface RenderedAction {
  readonly name: string
  readonly path: string
  readonly contents: string
}

/** A token and what it is for. */
export interface TokenRequest {
  readonly user: string
  readonly ttlSeconds: number
  /** Roles; null for all of the user. */
  readonly roles: readonly string[] | null
  /** What servers may narrow the token to; empty for nothing. */
  readonly narrow: Readonly<Partial<Record<'scope' | 'action' | 'specific', string>>>
}

/** Which machines an inventory has, and how it shows them. */
export interface InventoryRequest {
  /** DRP filters. */
  readonly filters: readonly string[]
  readonly settings: InventorySettings
}

/** What data sources, ephemeral resources and actions need of a DRP server besides its objects. */
export interface RemoteSystem {
  /** The user that the provider logs in as; null when it has a token, which does not tell. */
  readonly user: string | null
  /** The end of a job's log, at most so many bytes of it; null when there is no such job. */
  jobLog(uuid: string, maxBytes: number, limits: CallLimits): Promise<LogText | null>
  /** What a job's task was rendered to. */
  jobActions(uuid: string, limits: CallLimits): Promise<readonly RenderedAction[]>
  /** A file that the server renders or stores, from its file port; null when there is none. */
  servedFile(path: string, limits: CallLimits): Promise<string | null>
  /** Names in a folder, those of folders with `/` at their end; null when there is no such folder. */
  fileNames(store: FileStoreName, folder: string, limits: CallLimits): Promise<readonly string[] | null>
  interfaces(limits: CallLimits): Promise<readonly JsonObject[]>
  /** The inventory as `--list` prints it, and what is odd about it. */
  inventory(
    request: InventoryRequest,
    limits: CallLimits,
  ): Promise<{ readonly text: string; readonly warnings: readonly string[] }>
  userToken(request: TokenRequest, limits: CallLimits): Promise<string>
  /** A token for a machine; null when the server makes none, as those before DRP v4. */
  machineToken(uuid: string, ttlSeconds: number, limits: CallLimits): Promise<string | null>
  /**
   * One param of an object, in plain: null when it is not set, undefined when there is no such object. Needs the right to
   * secrets.
   */
  plainParam(
    prefix: Prefix,
    key: string,
    name: string,
    aggregate: boolean,
    limits: CallLimits,
  ): Promise<JsonValue | undefined>
  /** A signed form of a URL; null when the server signs none. */
  signUrl(url: string, limits: CallLimits): Promise<string | null>
}
