import { objectKinds } from '@metalwright/sdk/kinds'
import type { Connection } from '../connection.ts'
import type { Resource } from '../framework/resource.ts'
import { machineResource } from './machine/machine.ts'
import { machineActionResource } from './machine-parts/action.ts'
import { machineParamsResource } from './machine-parts/params.ts'
import { machinePoolResource } from './machine-parts/pool.ts'
import { poolMembershipResource } from './machine-parts/pool-membership.ts'
import { machinePowerResource } from './machine-parts/power.ts'
import { machineProfilesResource } from './machine-parts/profiles.ts'
import { workOrderResource } from './machine-parts/work-order.ts'
import { workflowRunResource } from './machine-parts/workflow-run.ts'
import { anyObjectResource } from './objects/any-object.ts'
import { bootenvIso } from './objects/bootenv-iso.ts'
import { contentResource } from './objects/content.ts'
import { enrolledMachine } from './objects/enrolled-machine.ts'
import type { Extension } from './objects/extension.ts'
import { fileResource } from './objects/file-resource.ts'
import { objectResource } from './objects/object-resource.ts'
import { paramResource } from './objects/param-resource.ts'
import { pluginProviderResource } from './objects/plugin-provider.ts'
import { preferenceResource } from './objects/preference.ts'
import { templateFile } from './objects/template-file.ts'

/** What kinds of objects can do besides what all can. */
const extensions: Readonly<Record<string, Extension>> = {
  bootenv: bootenvIso,
  machine_enrolled: enrolledMachine,
  template: templateFile,
}

/** Every managed resource. */
export const resources: readonly Resource<Connection>[] = [
  machineResource,
  ...objectKinds.map((kind) => objectResource(kind, extensions[kind.name])),
  paramResource({
    typeName: 'drp_machine_param',
    prefix: 'machines',
    owner: 'machine',
    keyIs: 'UUID of the machine.',
  }),
  paramResource({
    typeName: 'drp_profile_param',
    prefix: 'profiles',
    owner: 'profile',
    keyIs: 'Name of the profile.',
  }),
  machineParamsResource,
  machineProfilesResource,
  machinePoolResource,
  machinePowerResource,
  machineActionResource,
  workflowRunResource,
  workOrderResource,
  poolMembershipResource,
  pluginProviderResource,
  anyObjectResource,
  preferenceResource,
  contentResource,
  fileResource('drp_file', 'files', 'A file'),
  fileResource('drp_iso', 'isos', 'An ISO image'),
]
