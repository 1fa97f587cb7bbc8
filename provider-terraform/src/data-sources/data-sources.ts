import type { Connection } from '../connection.ts'
import type { DataSource } from '../framework/resource.ts'
import { contentsSource } from './contents.ts'
import { infoSource } from './info.ts'
import { listSource } from './list-source.ts'
import { objectSource } from './object-source.ts'
import { objectsSource } from './objects.ts'
import { paramsSource } from './params.ts'
import { poolStatusSource } from './pool-status.ts'
import { preferencesSource } from './preferences.ts'
import { sourceKinds } from './source-kinds.ts'

/** Every data source. */
export const dataSources: readonly DataSource<Connection>[] = [
  ...sourceKinds.map((kind) => objectSource(kind)),
  ...sourceKinds.flatMap((kind) =>
    kind.pluralName === undefined ? [] : [listSource(kind.pluralName, kind)],
  ),
  contentsSource,
  infoSource,
  objectsSource,
  paramsSource,
  poolStatusSource,
  preferencesSource,
]
