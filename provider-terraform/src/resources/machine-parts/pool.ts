import type { Machine } from '@metalwright/sdk/models'
import type { Connection } from '../../connection.ts'
import { string } from '../../framework/attribute.ts'
import { DiagnosticError } from '../../framework/diagnostic.ts'
import type { Resource } from '../../framework/resource.ts'
import { keyIdentity } from '../identity.ts'
import { limited, workTimeouts } from '../limited-resource.ts'
import type { CallLimits } from '../objects/remote-objects.ts'
import { machineKey } from './machine-key.ts'
import { presentMachine } from './present-machine.ts'

/** Pool of machines that are in no other. */
const DEFAULT_POOL = 'default'

/** `drp_machine_pool`: the pool of one machine; it goes back to the default pool on destroy. */
export const machinePoolResource: Resource<Connection> = limited({
  typeName: 'drp_machine_pool',
  subject: 'machine in a pool',
  limits: { ...workTimeouts, delete: workTimeouts.update },
  identity: keyIdentity,
  schema: {
    description:
      'The pool that a machine is in. On destroy the machine goes back to the pool `default`. A machine that is claimed cannot be moved. To look after all machines of a pool use `drp_pool_membership`.',
    attributes: {
      machine: machineKey,
      pool: string({ required: true, description: 'Id of the pool.' }),
      id: string({ computed: true, keepPrior: true, description: 'UUID of the machine.' }),
      status: string({ computed: true, description: 'State of the machine in the pool, such as `Free`.' }),
    },
  },
  async create({ connection, planned, save }, limits) {
    const machine = await presentMachine(connection, planned.string('machine') ?? '', limits)
    const moved = await moveTo(connection, machine, planned.string('pool') ?? '', limits, () =>
      save({ id: machine.Uuid, status: 'Joining' }),
    )
    return { id: machine.Uuid, status: moved.PoolStatus }
  },
  async read({ connection, state }, limits) {
    const machine = await (await connection.objects()).machines.get(state.string('id') ?? '', limits)
    return machine && { machine: machine.Uuid, pool: machine.Pool, status: machine.PoolStatus }
  },
  async update({ connection, planned }, limits) {
    const machine = await presentMachine(connection, planned.string('id') ?? '', limits)
    const moved = await moveTo(connection, machine, planned.string('pool') ?? '', limits)
    return { status: moved.PoolStatus }
  },
  async delete({ connection, state }, limits) {
    const machine = await (await connection.objects()).machines.get(state.string('id') ?? '', limits)
    // Where somebody else has put it, it stays.
    if (machine === null || machine.Pool !== state.string('pool')) return
    await moveTo(connection, machine, DEFAULT_POOL, limits)
  },
  async import({ connection, id, signal }) {
    return { id: (await presentMachine(connection, id, { signal })).Uuid }
  },
})

/**
 * Moves a machine and waits until it has arrived.
 * @throws DiagnosticError when it is claimed, or when the workflow of the move failed
 */
export async function moveTo(
  connection: Connection,
  machine: Machine,
  pool: string,
  limits: CallLimits,
  started: () => void = () => {},
): Promise<Machine> {
  const { machines } = await connection.objects()
  const { Uuid, Name, Pool } = machine
  if (Pool !== pool) {
    if (machine.PoolAllocated) {
      throw new DiagnosticError(
        'The machine is claimed',
        `${Name} (${Uuid}) at ${connection.endpoint} is handed out from pool ${Pool}. Release it before it goes to pool ${pool}.`,
      )
    }
    await machines.move([Uuid], Pool, pool, limits)
  }
  started()
  const under = ['Joining', 'Leaving']
  const arrived = await machines.until(Uuid, ({ PoolStatus }) => !under.includes(PoolStatus), limits)
  if (!['HoldJoin', 'HoldLeave'].includes(arrived.PoolStatus)) return arrived
  throw new DiagnosticError(
    'The machine did not get to the pool',
    `The workflow by which ${Name} (${Uuid}) goes to pool ${pool} failed; it is held as ${arrived.PoolStatus}. Look at its jobs, put it right, then apply again.`,
  )
}
