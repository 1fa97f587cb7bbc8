import type { Machine } from '@metalwright/sdk/models'
import type { Connection } from '../../connection.ts'
import { bool, set, string } from '../../framework/attribute.ts'
import { DiagnosticError } from '../../framework/diagnostic.ts'
import type { ObjectView } from '../../framework/object-view.ts'
import type { Resource } from '../../framework/resource.ts'
import { each, matches } from '../../framework/validator.ts'
import { keyIdentity } from '../identity.ts'
import { limited, workTimeouts } from '../limited-resource.ts'
import type { CallLimits } from '../objects/remote-objects.ts'
import { uuidForm } from './machine-key.ts'
import { moveTo } from './pool.ts'
import { presentMachine } from './present-machine.ts'

const DEFAULT_POOL = 'default'
/** Note in the private state: the next read takes all machines of the pool in. */
const imported = 'imported'

/** `drp_pool_membership`: which machines are in a pool. */
export const poolMembershipResource: Resource<Connection> = limited({
  typeName: 'drp_pool_membership',
  subject: 'set of machines in a pool',
  limits: { ...workTimeouts, delete: workTimeouts.update },
  identity: keyIdentity,
  schema: {
    description:
      'Machines of a pool. Those that are taken off, and all of them on destroy, go back to the pool `default`. A machine that is claimed cannot be moved.',
    attributes: {
      pool: string({ required: true, requiresReplace: true, description: 'Id of the pool.' }),
      machines: set('string', {
        required: true,
        description: 'UUIDs of the machines.',
        validators: [each(matches(uuidForm, 'the UUID of a machine'))],
      }),
      exclusive: bool({
        optional: true,
        description:
          'No other machines are in the pool: those that others put there are moved out. Default false.',
      }),
      id: string({ computed: true, keepPrior: true, description: 'Id of the pool.' }),
    },
  },
  async create({ connection, planned, save }, limits) {
    const id = planned.string('pool') ?? ''
    save({ id })
    await arrange(connection, [], planned, limits)
    return { id }
  },
  async read({ connection, state, privateState }, limits) {
    const pool = state.string('id') ?? ''
    const remote = await connection.objects()
    if ((await remote.get('pools', pool, limits)) === null) return null
    const whole = state.bool('exclusive') === true || privateState.get(imported) !== undefined
    privateState.delete(imported)
    const ours = state.strings('machines') ?? []
    const found = (await inPool(connection, pool, limits)).map(({ Uuid }) => Uuid)
    const known = ours.filter((uuid) => found.includes(uuid.toLowerCase()))
    const others = found.filter((uuid) => !ours.some((one) => one.toLowerCase() === uuid))
    return { pool, machines: whole ? [...known, ...others] : known }
  },
  async update({ connection, prior, planned }, limits) {
    await arrange(connection, prior.strings('machines') ?? [], planned, limits)
    return {}
  },
  async delete({ connection, state }, limits) {
    await moveOut(connection, machinesOf(state), state.string('id') ?? '', limits)
  },
  async import({ connection, id, signal, privateState }) {
    if ((await (await connection.objects()).get('pools', id, { signal })) === null) {
      throw new DiagnosticError(
        'There is no such pool',
        `No pool "${id}" is visible at ${connection.endpoint}.`,
      )
    }
    privateState.set(imported, '1')
    return { id }
  },
})

function machinesOf(view: ObjectView): readonly string[] {
  return (view.strings('machines') ?? []).map((uuid) => uuid.toLowerCase())
}

async function inPool(connection: Connection, pool: string, limits: CallLimits): Promise<readonly Machine[]> {
  return (await connection.objects()).machines.list([`Pool=Eq(${pool})`], limits)
}

/** Moves in what is wanted and out what is not any more. */
async function arrange(
  connection: Connection,
  before: readonly string[],
  planned: ObjectView,
  limits: CallLimits,
): Promise<void> {
  const pool = planned.string('pool') ?? ''
  const wanted = machinesOf(planned)
  for (const uuid of wanted) {
    await moveTo(connection, await presentMachine(connection, uuid, limits), pool, limits)
  }
  const present =
    planned.bool('exclusive') === true
      ? (await inPool(connection, pool, limits)).map(({ Uuid }) => Uuid)
      : before.map((uuid) => uuid.toLowerCase())
  await moveOut(
    connection,
    present.filter((uuid) => !wanted.includes(uuid)),
    pool,
    limits,
  )
}

/** Moves machines back to the default pool; those that are gone, or elsewhere, are left alone. */
async function moveOut(
  connection: Connection,
  uuids: readonly string[],
  pool: string,
  limits: CallLimits,
): Promise<void> {
  const { machines } = await connection.objects()
  for (const uuid of uuids) {
    const machine = await machines.get(uuid, limits)
    if (machine?.Pool === pool) await moveTo(connection, machine, DEFAULT_POOL, limits)
  }
}
