import type { Machine } from '../models/machine.ts'
import type { AntiAffinity } from './anti-affinity.ts'
import { membersOf, separatingValue } from './anti-affinity.ts'
import type { ClaimRequest } from './claim.ts'
import type { ClaimsClient } from './claims-client.ts'
import { type Constraints, constraintFilters, constraintParams, unmetBy } from './constraints.ts'
import { CLAIM_GROUP, CLAIM_QUARANTINE } from './mark.ts'

/** Machines that a claim may take, and why it may not take others. */
export interface Candidates {
  /** UUIDs, in an order of chance. */
  readonly uuids: readonly string[]
  /** What free machines lack, with how many lack it; empty when none was turned away. */
  readonly lacking: readonly string[]
}

/** Most candidates that are named in one call. */
const MOST = 64

/** Whether the machines for a request have to be looked at, because the server's filters cannot tell. */
export function mustChoose({ constraints, antiAffinity }: ClaimRequest): boolean {
  return constraints !== undefined || antiAffinity !== undefined
}

/** Looks for the free machines of the pool that meet the constraints and keep their distance from their group. */
export async function candidatesFor(
  client: ClaimsClient,
  request: ClaimRequest,
  filters: readonly string[],
  random: () => number,
  signal: AbortSignal | undefined,
): Promise<Candidates> {
  const { constraints = {}, antiAffinity, pool, machine } = request
  const params = [...constraintParams(constraints), CLAIM_QUARANTINE]
  if (antiAffinity !== undefined) params.push(antiAffinity.param)
  const where = [
    ...filters,
    ...constraintFilters(constraints),
    `Pool=Eq(${pool})`,
    'PoolStatus=Eq(Free)',
    ...pinned(machine),
  ]
  const query = { filters: where, params, aggregate: true, slim: ['meta'] } as const
  const [free, taken] = await Promise.all([
    client.machines.list(query, { signal }),
    takenValues(client, antiAffinity, undefined, signal),
  ])
  const lacking = new Map<string, number>()
  const fitting = free.items.filter((candidate) => {
    const missing = lacks(candidate, constraints, antiAffinity, taken)
    for (const text of missing) lacking.set(text, (lacking.get(text) ?? 0) + 1)
    return missing.length === 0
  })
  const start = Math.floor(random() * fitting.length)
  const turned = [...fitting.slice(start), ...fitting.slice(0, start)]
  return {
    uuids: turned.slice(0, MOST).map(({ Uuid }) => Uuid),
    lacking: [...lacking].map(([text, count]) => `${count} ${text}`),
  }
}

/** The values that machines of the group have already, as JSON texts. */
export async function takenValues(
  client: ClaimsClient,
  antiAffinity: AntiAffinity | undefined,
  except: string | undefined,
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<string>> {
  if (antiAffinity === undefined) return new Set()
  const { group, param } = antiAffinity
  const query = { filters: { PoolAllocated: true }, params: [param, CLAIM_GROUP], aggregate: true } as const
  const held = await client.machines.list({ ...query, slim: ['meta'] }, { signal })
  return new Set(membersOf(held.items, group, except).map((member) => separatingValue(member, param)))
}

function lacks(
  machine: Machine,
  constraints: Constraints,
  antiAffinity: AntiAffinity | undefined,
  taken: ReadonlySet<string>,
): string[] {
  const missing = unmetBy(machine, constraints).map((text) => `without ${text}`)
  if (antiAffinity !== undefined && taken.has(separatingValue(machine, antiAffinity.param))) {
    missing.push(`with the ${antiAffinity.param} of another machine of group ${antiAffinity.group}`)
  }
  return missing
}

function pinned(machine: string | undefined): string[] {
  if (machine === undefined) return []
  return [machine.startsWith('Name:') ? `Name=Eq(${machine.slice('Name:'.length)})` : `Uuid=Eq(${machine})`]
}
