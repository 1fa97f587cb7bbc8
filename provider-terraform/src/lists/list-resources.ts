import { objectKinds } from '@metalwright/sdk/kinds'
import type { JsonObject } from '@metalwright/sdk/models'
import type { Connection } from '../connection.ts'
import { bool, string } from '../framework/attribute.ts'
import type { ListResource } from '../framework/list-resource.ts'
import type { Resource } from '../framework/resource.ts'
import { matches } from '../framework/validator.ts'
import { keyOf } from '../resources/objects/object-values.ts'
import { resources } from '../resources/resources.ts'
import { asImported } from './as-imported.ts'
import { claimedMachineList } from './claimed-machines.ts'
import { resourceList } from './resource-list.ts'

/** The list of what a kind of object is managed as. */
function objectList(typeName: string, name: (object: JsonObject) => string): ListResource<Connection> {
  const resource = resourceOf(typeName)
  const kind = objectKinds.find((one) => `drp_${one.name}` === typeName)
  if (kind === undefined) throw new TypeError(`${typeName} is no kind of object`)
  const { prefix } = kind.model
  const isMachine = prefix === 'machines'
  return resourceList({
    resource,
    prefix,
    description: `Finds ${prefix} that can be imported as \`${typeName}\`.`,
    attributes: isMachine
      ? {
          pool: string({
            optional: true,
            description: 'Only machines of this pool.',
            validators: [matches(/\S/, 'the id of a pool')],
          }),
        }
      : {
          include_read_only: bool({
            optional: true,
            description: 'With those of content packs, which cannot be changed. Default false.',
          }),
        },
    filters: ({ config }) => {
      if (!isMachine) return config.bool('include_read_only') === true ? [] : ['ReadOnly=Eq(false)']
      const pool = config.string('pool')
      return pool === null ? [] : [`Pool=Eq(${pool})`]
    },
    stub: (object) => ({ id: keyOf(kind, object) }),
    state: (context, object) => asImported(resource, context, keyOf(kind, object)),
    displayName: name,
  })
}

function resourceOf(typeName: string): Resource<Connection> {
  const found = resources.find((resource) => resource.typeName === typeName)
  if (found === undefined) throw new TypeError(`there is no resource ${typeName}`)
  return found
}

const word = (object: JsonObject, name: string): string => String(object[name] ?? '')

/** Every list resource. */
export const listResources: readonly ListResource<Connection>[] = [
  claimedMachineList(resourceOf('drp_machine')),
  objectList('drp_machine_enrolled', (object) => `${word(object, 'Name')} (${word(object, 'Pool')})`),
  objectList('drp_profile', (object) => word(object, 'Name')),
  objectList('drp_subnet', (object) => `${word(object, 'Name')} (${word(object, 'Subnet')})`),
]
