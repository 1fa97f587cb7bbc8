export { Api, type CallOptions } from './api.ts'
export { Collection, EditableCollection, type EditOptions, type WriteOptions } from './collection.ts'
export { Contents } from './contents.ts'
export { FileStore, type Uploaded } from './file-store.ts'
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
export { Jobs, type NextJob } from './jobs.ts'
export type { Condition, Filters, ListQuery } from './list-query.ts'
export { Machines } from './machines.ts'
export { ObjectParams, type ParamsOptions } from './object-params.ts'
export { type PoolCallOptions, Pools } from './pools.ts'
export { Preferences } from './preferences.ts'
export { Profiles } from './profiles.ts'
export {
  type GetOptions,
  type Page,
  ReadCollection,
  type Watched,
  type WatchOptions,
} from './read-collection.ts'
export { type TokenOptions, Users } from './users.ts'
