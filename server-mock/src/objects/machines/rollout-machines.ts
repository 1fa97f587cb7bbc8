import {
  decode,
  type JsonObject,
  type Machine,
  type Rollout,
  RolloutMachine,
  ZERO_TIME,
} from '@metalwright/sdk/models'
import { notNow } from '../../engine/rollout-machine.ts'
import { fromStored } from '../codec.ts'
import { parseFilterTexts } from '../lists/filter.ts'
import { matches } from '../lists/lists.ts'
import { EffectiveParams } from '../params/effective-params.ts'
import type { Edit, Session } from '../session.ts'

const PREFIX = 'rollout/'

/** Internal prefix of the store under which the machines of a rollout are kept, by UUID. */
export function machinesPrefix(rollout: string): string {
  return `${PREFIX}${rollout}`
}

/** Name of the rollout that a prefix of the store belongs to; undefined for other prefixes. */
export function rolloutOf(prefix: string): string | undefined {
  return prefix.startsWith(PREFIX) ? prefix.slice(PREFIX.length) : undefined
}

/** A machine of a rollout as it is stored. */
export function storedMember(body: JsonObject): RolloutMachine {
  return decode(RolloutMachine, body)
}

/** Writes how a machine stands in a rollout. */
export function putMember(edit: Edit, rollout: string, member: RolloutMachine): void {
  edit.putInternal(machinesPrefix(rollout), member.Machine, { ...member })
}

/** The machines of a rollout in the order in which they begin. */
export async function rolloutMachines(session: Session, rollout: Rollout): Promise<RolloutMachine[]> {
  const members = (await session.internals(machinesPrefix(rollout.Name))).map(({ body }) =>
    storedMember(body),
  )
  // Those that were left out together with the end of the pass are not rewritten one by one.
  const ended = rollout.Waiting === 0
  for (const member of members) {
    if (!ended || member.State !== 'waiting') continue
    member.State = 'skipped'
    member.Reason = 'the rollout ended before its turn'
  }
  return members.sort((a, b) => a.Order - b.Order)
}

/** Whether the owner of a machine allows rollouts over it. */
export async function isAllowed(session: Session, machine: Machine): Promise<boolean> {
  if (!machine.PoolAllocated) return true
  return (await new EffectiveParams(session, machine).get('rollout/allowed')) === true
}

/**
 * The machines a pass goes over, in order: those first that an earlier pass has not reached, or reached longest ago.
 * Those that cannot take part are left out, with the reason.
 */
export async function machinesOfPass(session: Session, rollout: Rollout): Promise<RolloutMachine[]> {
  const before = new Map(
    (await session.internals(machinesPrefix(rollout.Name))).map(({ key, body }) => [key, body]),
  )
  const lastTime = (uuid: string) => String(before.get(uuid)?.['LastDone'] ?? ZERO_TIME)
  const query = parseFilterTexts(rollout.Filter, 'machines')
  const bodies = await matches(session, 'machines', query, await visibleMachines(session, rollout))
  const machines = bodies.map((body) => fromStored('machines', body))
  machines.sort((a, b) => compare(lastTime(a.Uuid), lastTime(b.Uuid)) || compare(a.Name, b.Name))
  const members: RolloutMachine[] = []
  for (const [Order, machine] of machines.entries()) {
    const refusal = notNow(rollout, machine, await isAllowed(session, machine))
    const left = refusal !== undefined && !refusal.later
    members.push(
      decode(RolloutMachine, {
        Machine: machine.Uuid,
        Name: machine.Name,
        State: left ? 'skipped' : 'waiting',
        Reason: left ? refusal.reason : '',
        Order,
        LastDone: lastTime(machine.Uuid),
      }),
    )
  }
  return members
}

/** Machines of the rollout's pool, and of its tenant when it is a member of one. */
async function visibleMachines(session: Session, { Name, Pool }: Rollout): Promise<JsonObject[]> {
  const tenants = (await session.count('tenants')) === 0 ? [] : await session.bodies('tenants')
  const confined = tenants
    .map((body) => fromStored('tenants', body).Members)
    .filter((members) => members['rollouts']?.includes(Name))
    .map((members) => new Set(members['machines'] ?? []))
  const bodies: JsonObject[] = []
  const add = (uuid: string, body: JsonObject | undefined) => {
    if (body !== undefined && confined.every((members) => members.has(uuid))) bodies.push(body)
  }
  if (Pool !== '') {
    for (const uuid of await session.find('machines', 'Pool', Pool))
      add(uuid, await session.body('machines', uuid))
    return bodies
  }
  for await (const piece of session.pieces('machines')) for (const { key, body } of piece) add(key, body)
  return bodies
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
