import type { Connection } from '../connection.ts'
import { string } from '../framework/attribute.ts'
import type { ListResource } from '../framework/list-resource.ts'
import type { Resource } from '../framework/resource.ts'
import { matches } from '../framework/validator.ts'
import { machineValues } from '../resources/machine/machine-values.ts'
import { resourceList } from './resource-list.ts'

/** The list of machines that somebody holds: those that `drp_machine` can be imported from. */
export function claimedMachineList(resource: Resource<Connection>): ListResource<Connection> {
  return resourceList({
    resource,
    prefix: 'machines',
    description: 'Finds claimed machines, which can be imported as `drp_machine`. Changes nothing on them.',
    attributes: {
      pool: string({
        optional: true,
        description: 'Only machines of this pool.',
        validators: [matches(/\S/, 'the id of a pool')],
      }),
    },
    filters({ config }) {
      const pool = config.string('pool')
      return ['PoolAllocated=Eq(true)', ...(pool === null ? [] : [`Pool=Eq(${pool})`])]
    },
    stub: (object) => ({ id: String(object['Uuid']), uuid: String(object['Uuid']) }),
    // An import would write its mark, and a read takes marks off, so neither is used.
    async state({ connection, signal }, object) {
      const claims = await connection.claims()
      const machine = await claims.machine(String(object['Uuid']), { signal })
      if (machine === null) return {}
      const values = machineValues({
        machine,
        hardware: claims.hardwareOf(machine),
        job: null,
        exported: null,
      })
      return { ...values, pool: machine.Pool, claim_id: claims.claimIdOf(machine) }
    },
    displayName: (object) => `${String(object['Name'])} (${String(object['Pool'])})`,
  })
}
