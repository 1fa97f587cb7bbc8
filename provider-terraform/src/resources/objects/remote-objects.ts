import type { JsonObject, JsonValue, Prefix } from '@metalwright/sdk/models'

/** Limits of one call. */
export interface CallLimits {
  readonly signal: AbortSignal
}

/** What came of a create. */
export type Created =
  | { readonly created: true; readonly object: JsonObject }
  /** The key is taken, by this object. */
  | { readonly created: false; readonly object: JsonObject }

/** Which objects to list. */
export interface Selection {
  /** DRP filters such as `Arch=Eq(amd64)`. */
  readonly filters: readonly string[]
  /** Index to sort by; the key by default. */
  readonly sort?: string | undefined
  readonly limit?: number | undefined
}

/** What is read of the params of an object. */
export interface ParamsView {
  /** With those of profiles, stages and the global profile. */
  readonly aggregate: boolean
  /** Secret values in plain; needs the right to it. */
  readonly decode: boolean
}

/**
 * What resources and data sources need of the objects of a DRP server. All methods reject with an error whose message
 * tells cause and next step.
 */
export interface RemoteObjects {
  /** An object by key or `Index:value`; null when there is none. */
  get(prefix: Prefix, key: string, limits: CallLimits): Promise<JsonObject | null>
  list(prefix: Prefix, selection: Selection, limits: CallLimits): Promise<readonly JsonObject[]>
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
  /** A file on the server; null when there is none. */
  file(store: FileStoreName, path: string, limits: CallLimits): Promise<RemoteFile | null>
  /** Stores a file, over one that is there. Rejects when it has another digest than is wanted. */
  uploadFile(store: FileStoreName, path: string, upload: FileUpload, limits: CallLimits): Promise<RemoteFile>
  removeFile(store: FileStoreName, path: string, limits: CallLimits): Promise<void>
}

/** Where files lie on a server. */
export type FileStoreName = 'files' | 'isos'

/** What a server says of a file. */
export interface RemoteFile {
  /** Bytes. */
  readonly size: number
  /** SHA-256 in hex; null where the server knows none. */
  readonly sha256: string | null
}

/** What is to be stored. */
export interface FileUpload {
  /** Text, or a file of this computer. */
  readonly from: string | { readonly file: string }
  /** SHA-256 it must have, in hex. */
  readonly sha256: string | null
}
