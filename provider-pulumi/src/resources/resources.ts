import type { Rhythm } from '@metalwright/sdk/claims'
import { objectResources } from '../schema/objects.ts'
import { machineResource } from './machine/machine.ts'
import { anyObjectResource } from './objects/any-object-resource.ts'
import { objectResource } from './objects/object-resource.ts'
import type { Resource } from './resource.ts'

/** Every resource of the provider. */
export function allResources(rhythm: Rhythm): readonly Resource[] {
  return [machineResource(rhythm), anyObjectResource, ...objectResources.map(objectResource)]
}
