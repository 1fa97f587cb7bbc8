import type { Connection } from '../connection.ts'
import type { DataSource } from '../framework/resource.ts'
import { ansibleInventorySource } from './ansible-inventory.ts'
import { catalogSource } from './catalog.ts'
import { contentsSource } from './contents.ts'
import { filesSource, isosSource } from './files.ts'
import { infoSource } from './info.ts'
import { interfacesSource } from './interfaces.ts'
import { inventorySource } from './inventory.ts'
import { jobLogSource } from './job-log.ts'
import { listSource } from './list-source.ts'
import { objectSource } from './object-source.ts'
import { objectsSource } from './objects.ts'
import { paramsSource } from './params.ts'
import { poolStatusSource } from './pool-status.ts'
import { preferencesSource } from './preferences.ts'
import { renderedTemplateSource } from './rendered-template.ts'
import { sourceKinds } from './source-kinds.ts'
import { sshAccessSource } from './ssh-access.ts'

/** Every data source. */
export const dataSources: readonly DataSource<Connection>[] = [
  ...sourceKinds.map((kind) => objectSource(kind)),
  ...sourceKinds.flatMap((kind) =>
    kind.pluralName === undefined ? [] : [listSource(kind.pluralName, kind)],
  ),
  ansibleInventorySource,
  catalogSource,
  contentsSource,
  filesSource,
  infoSource,
  interfacesSource,
  inventorySource,
  isosSource,
  jobLogSource,
  objectsSource,
  paramsSource,
  poolStatusSource,
  preferencesSource,
  renderedTemplateSource,
  sshAccessSource,
]
