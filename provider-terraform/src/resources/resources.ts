import { objectKinds } from '@metalwright/sdk/kinds'
import type { Connection } from '../connection.ts'
import type { Resource } from '../framework/resource.ts'
import { machineResource } from './machine.ts'
import { contentResource } from './objects/content.ts'
import { fileResource } from './objects/file-resource.ts'
import { objectResource } from './objects/object-resource.ts'
import { paramResource } from './objects/param-resource.ts'
import { preferenceResource } from './objects/preference.ts'

/** Every managed resource. */
export const resources: readonly Resource<Connection>[] = [
  machineResource,
  ...objectKinds.map((kind) => objectResource(kind)),
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
  preferenceResource,
  contentResource,
  fileResource('drp_file', 'files', 'A file'),
  fileResource('drp_iso', 'isos', 'An ISO image'),
]
