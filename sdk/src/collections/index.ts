export { ActingCollection, ActingParamCollection } from './acting-collection.ts'
export type { ActionOptions } from './actions.ts'
export { Api, type CallOptions } from './api.ts'
export {
  Collection,
  EditableCollection,
  type EditOptions,
  type EnsureOptions,
  type WriteOptions,
} from './collection.ts'
export { Contents } from './contents.ts'
export {
  defineParams,
  type ParamSchemas,
  ParamSet,
  ParamValueError,
  type ParamValues,
} from './define-params.ts'
export type { Downloaded, FileFacts, TransferOptions } from './file-download.ts'
export type { FileSource, OnProgress } from './file-source.ts'
export { type DownloadOptions, FileStore, type Uploaded, type UploadOptions } from './file-store.ts'
export {
  between,
  eq,
  except,
  type Filter,
  type FilterValue,
  gt,
  gte,
  in_,
  lt,
  lte,
  ne,
  raw,
} from './filter.ts'
export type { FollowOptions, Sighting } from './follow.ts'
export { Images, type ImageUploadOptions, type ImageWaitOptions, type PruneOptions } from './images.ts'
export { type IndexInfo, ServerIndexes } from './indexes.ts'
export { Interfaces } from './interfaces.ts'
export { type JobMove, Jobs, type NextJob } from './jobs.ts'
export type { IterateQuery } from './key-pages.ts'
export type { Condition, Filters, ListQuery } from './list-query.ts'
export { Machines, type MachineToken } from './machines.ts'
export type { Changes } from './merge.ts'
export { Meta } from './meta.ts'
export { ObjectParams, type ParamsOptions } from './object-params.ts'
export { ParamCollection } from './param-collection.ts'
export { paramsModule } from './params-module.ts'
export { PluginProviders, type ProviderUploadOptions } from './plugin-providers.ts'
export { type PoolCallOptions, Pools } from './pools.ts'
export { Preferences } from './preferences.ts'
export {
  type GetOptions,
  type Page,
  ReadCollection,
  type Watched,
  type WatchOptions,
} from './read-collection.ts'
export { Rollouts } from './rollouts.ts'
export type { ParamSchema, SchemaValue } from './schema-value.ts'
export { ServerLog } from './server-log.ts'
export { SystemActions } from './system-actions.ts'
export type { TypedParams } from './typed-params.ts'
export { type TokenOptions, Users } from './users.ts'
export { type Expected, type UntilOptions, type WaitCondition, WaitTimeoutError } from './wait.ts'
