import type { JsonValue } from '../models/json.ts'
import type { Machine } from '../models/machine.ts'
import type { ClaimState } from './claim.ts'

/** Param with the key of the claim that holds a machine. */
export const CLAIM_KEY = 'claim/key'
/** Param with who holds it. */
export const CLAIM_OWNER = 'claim/owner'
/** Param with the group whose machines are kept apart. */
export const CLAIM_GROUP = 'claim/group'
/** Param with the time after which a reaper may take the machine back, RFC 3339. */
export const CLAIM_EXPIRES = 'claim/expires-at'
/** Param with name, description and annotations that the machine gets back when it is released. */
export const CLAIM_RESTORE = 'claim/restore'
/**
 * Param that keeps a machine from being handed out: an object with `reason`, `owner` and `time`. An operator takes
 * it off when the machine is repaired.
 */
export const CLAIM_QUARANTINE = 'claim/quarantine'
/** Param with the SSH keys that are let in, by name. */
export const ACCESS_KEYS = 'access-keys'

/** States in which a machine is on its way back to the pool, or is there. */
const NOT_HELD: ReadonlySet<string> = new Set([
  'Free',
  'Destroying',
  'HoldDestroy',
  'Joining',
  'HoldJoin',
  'Leaving',
  'HoldLeave',
])

/** Params of the claim itself; nobody sets them by a change. */
export const MARKS: ReadonlySet<string> = new Set([CLAIM_KEY, CLAIM_OWNER, CLAIM_RESTORE])

/** The params that releasing a claim takes away, besides the caller's own. */
export function marksOn(machine: Machine): string[] {
  const marks = [CLAIM_KEY, CLAIM_OWNER]
  if (ownsAccessKeys(machine, textParam(machine, CLAIM_OWNER))) marks.push(ACCESS_KEYS)
  const more = [CLAIM_GROUP, CLAIM_EXPIRES, CLAIM_RESTORE]
  return [...marks, ...more.filter((name) => ownParam(machine, name) !== null)]
}

/** What a machine says about a claim. */
export function stateOf(machine: Machine, claimId: string): ClaimState {
  if (!isHeld(machine)) return { state: 'released', machine }
  if (textParam(machine, CLAIM_KEY) === claimId) return { state: 'held', machine }
  return { state: 'foreign', machine, owner: textParam(machine, CLAIM_OWNER) }
}

/** The id of the claim on a machine; null when nobody holds one that has an id. */
export function claimIdOf(machine: Machine): string | null {
  const id = textParam(machine, CLAIM_KEY)
  return machine.PoolAllocated && id !== '' ? id : null
}

/** Whether anybody holds the machine. */
export function isHeld(machine: Machine): boolean {
  return machine.PoolAllocated && !NOT_HELD.has(machine.PoolStatus)
}

/** A param of the machine itself as text; empty when it is none. */
export function textParam(machine: Machine, name: string): string {
  const value = ownParam(machine, name)
  return typeof value === 'string' ? value : ''
}

/** Keys somebody else has put there stay: only names of the claim's own pattern are ours. */
function ownsAccessKeys(machine: Machine, owner: string): boolean {
  const keys = ownParam(machine, ACCESS_KEYS)
  if (keys === null || typeof keys !== 'object' || Array.isArray(keys)) return false
  const prefix = keyPrefix(owner)
  return Object.keys(keys).every((name) => isOwnKey(name, prefix))
}

/** Whether a name in `access-keys` was made by the owner with this prefix. */
export function isOwnKey(name: string, prefix: string): boolean {
  return name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length))
}

/** A param of the machine itself; null when it is not set. */
export function ownParam(machine: Machine, name: string): JsonValue {
  // Absent in answers of servers that leave empty maps out.
  const params: Readonly<Record<string, JsonValue>> | undefined = machine.Params
  return params !== undefined && Object.hasOwn(params, name) ? (params[name] ?? null) : null
}

/** What the names of an owner's keys in `access-keys` begin with. */
export function keyPrefix(owner: string): string {
  const word = owner
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
  return `${word === '' ? 'claim' : word}-`
}
