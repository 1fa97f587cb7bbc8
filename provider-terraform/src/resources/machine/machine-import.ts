import type { Machine } from '@metalwright/sdk/models'
import type { Connection } from '../../connection.ts'
import { DiagnosticError } from '../../framework/diagnostic.ts'
import type { Changes } from '../../framework/object-view.ts'
import type { ImportContext } from '../../framework/resource.ts'
import type { CallLimits } from './machine-claims.ts'
import { quickValues } from './machine-facts.ts'
import { nameOf } from './machine-messages.ts'
import { noteImported } from './machine-notes.ts'
import { ownerOf } from './machine-request.ts'

const uuidPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * Imports a machine that is held. One that is held without a mark, such as by hand or by another provider, gets ours.
 * What others have put on it is not looked after, so the first plan is empty.
 */
export async function importMachine(context: ImportContext<Connection>): Promise<Changes> {
  const { connection, id, signal } = context
  noteImported(context.privateState, true)
  const machine = await findMachine(connection, id, { signal })
  const claims = await connection.claims()
  const claimId = claims.claimIdOf(machine)
  if (claimId !== null) {
    const owner = claims.claimOwnerOf(machine)
    if (!connection.importAdopt && owner !== ownerOf(connection))
      throw anothersClaim(connection, machine, owner)
    return { pool: machine.Pool, claim_id: claimId, ...quickValues(claims, machine) }
  }
  if (!machine.PoolAllocated) {
    throw new DiagnosticError(
      'The machine is not claimed',
      `${nameOf(machine)} at ${connection.endpoint} is ${machine.PoolStatus}, and nobody holds it. Let a drp_machine resource claim it instead.`,
    )
  }
  const mark = { owner: ownerOf(connection), claimKey: connection.pace.newKey(), signal }
  const adopted = await claims.adopt(machine.Uuid, mark)
  return {
    pool: adopted.machine.Pool,
    claim_id: adopted.claimId,
    ...quickValues(claims, adopted.machine),
  }
}

/**
 * The machine that an import names: by UUID, `Name:x`, or `pool/Name`.
 * @throws DiagnosticError when the text has another form, there is none, or it is in another pool.
 */
async function findMachine(connection: Connection, id: string, limits: CallLimits): Promise<Machine> {
  const claims = await connection.claims()
  if (uuidPattern.test(id)) return (await claims.machine(id.toLowerCase(), limits)) ?? absent(connection, id)
  const slash = id.indexOf('/')
  const pool = slash > 0 ? id.slice(0, slash) : undefined
  const name = pool === undefined ? id.replace(/^Name:/, '') : id.slice(slash + 1)
  if (name === '' || (pool === undefined && !id.startsWith('Name:'))) {
    throw new DiagnosticError(
      'The import id cannot be read',
      `"${id}" is neither a UUID, "Name:NAME" nor "POOL/NAME". Example: terraform import drp_machine.web Name:rack1-07`,
    )
  }
  const machine = (await claims.machine(`Name:${name}`, limits)) ?? absent(connection, id)
  if (pool === undefined || machine.Pool === pool) return machine
  throw new DiagnosticError(
    'The machine is in another pool',
    `Machine ${name} at ${connection.endpoint} is in pool "${machine.Pool}", not "${pool}". Import it as ${machine.Pool}/${name}.`,
  )
}

function anothersClaim({ endpoint }: Connection, machine: Machine, owner: string): DiagnosticError {
  return new DiagnosticError(
    'The machine is claimed by somebody else',
    `${nameOf(machine)} at ${endpoint} is held by ${owner === '' ? 'an unnamed claim' : `"${owner}"`}. Its holder can release it; import_adopt = true in the provider block takes the claim over as it is.`,
  )
}

function absent(connection: Connection, id: string): never {
  throw new DiagnosticError(
    'There is no such machine',
    `No machine "${id}" is visible at ${connection.endpoint}. Check the name and the rights of the user.`,
  )
}
