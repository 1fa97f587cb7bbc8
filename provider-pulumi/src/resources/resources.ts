import { objectResources } from '../schema/objects.ts'
import { machineResource } from './machine/machine.ts'
import type { Pace } from './machine/orphans.ts'
import { anyObjectResource } from './objects/any-object-resource.ts'
import { objectResource } from './objects/object-resource.ts'
import type { Resource } from './resource.ts'

/** Every resource of the provider. */
export function allResources(pace: Pace): readonly Resource[] {
  return [machineResource(pace), anyObjectResource, ...objectResources.map(objectResource)]
}
