import type { JsonValue } from '../models/json.ts'
import type { Machine } from '../models/machine.ts'
import type { ClaimRequest, ClaimState } from './claim.ts'

/** Param with the key of the claim that holds a machine. */
export const CLAIM_KEY = 'claim/key'
/** Param with who holds it. */
export const CLAIM_OWNER = 'claim/owner'
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

/** The params a claim puts on its machine: the caller's own, the keys, and the mark. */
export function paramsOf(request: ClaimRequest): Record<string, JsonValue> {
  const keys = request.authorizedKeys ?? []
  const prefix = keyPrefix(request.owner)
  const named = Object.fromEntries(keys.map((key, index) => [`${prefix}${index + 1}`, key]))
  return {
    ...request.addParameters,
    ...(keys.length > 0 ? { [ACCESS_KEYS]: named } : {}),
    [CLAIM_KEY]: request.claimKey,
    [CLAIM_OWNER]: request.owner,
  }
}

/** The params that releasing a claim takes away, besides the caller's own. */
export function marksOn(machine: Machine): string[] {
  const owner = textParam(machine, CLAIM_OWNER)
  return ownsAccessKeys(machine, owner) ? [CLAIM_KEY, CLAIM_OWNER, ACCESS_KEYS] : [CLAIM_KEY, CLAIM_OWNER]
}

/** What a machine says about a claim. */
export function stateOf(machine: Machine, claimId: string): ClaimState {
  if (!isHeld(machine)) return { state: 'released', machine }
  if (textParam(machine, CLAIM_KEY) === claimId) return { state: 'held', machine }
  return { state: 'foreign', machine, owner: textParam(machine, CLAIM_OWNER) }
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
  return Object.keys(keys).every((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
}

function ownParam(machine: Machine, name: string): JsonValue {
  // Absent in answers of servers that leave empty maps out.
  const params: Readonly<Record<string, JsonValue>> | undefined = machine.Params
  return params !== undefined && Object.hasOwn(params, name) ? (params[name] ?? null) : null
}

function keyPrefix(owner: string): string {
  const word = owner
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
  return `${word === '' ? 'claim' : word}-`
}
