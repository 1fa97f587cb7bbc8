import { createHash } from 'node:crypto'
import type { Machine } from '@metalwright/sdk/models'
import type { Json } from '../values/plain.ts'
import type { CallLimits, ClaimRequest, MachineClaims } from './machine-claims.ts'

/** The machine parameter that says which Terraform object holds a claim made without a `claim_key`. */
export const markParameter = 'terraform/holder'

/**
 * Ties a claimed machine to one Terraform object. It is written in the same step as the claim, renewed
 * while the provider waits for the build, and confirmed when the object is about to enter the state.
 */
export interface ClaimMark {
  /** Hash of what was claimed. Equal requests have equal ones. */
  readonly fingerprint: string
  /** Key under which the claim was made. */
  readonly claimKey: string
  /** Random name of the object that holds the claim; who has another one has lost it. */
  readonly holder: string
  /** Grows while the holder lives. */
  readonly beat: number
  /** Whether the holder got as far as handing the object to Terraform. */
  readonly confirmed: boolean
}

/** The mark with which a claim begins. It depends on nothing but the two texts, so the same request can be made again. */
export function firstMark(fingerprint: string, claimKey: string): ClaimMark {
  return { fingerprint, claimKey, holder: claimKey, beat: 0, confirmed: false }
}

/** Hash of everything that decides which machine is claimed and what is put on it. */
export function fingerprintOf(request: Omit<ClaimRequest, 'claimKey'>): string {
  const { pool, filters, workflow, addProfiles, addParameters, authorizedKeys } = request
  const parts: Json = [pool, filters, workflow, addProfiles, addParameters, authorizedKeys]
  return createHash('sha256').update(canonical(parts)).digest('hex').slice(0, 32)
}

/** The mark as a parameter value. */
export function markToJson(mark: ClaimMark): Json {
  const { fingerprint, claimKey, holder, beat, confirmed } = mark
  return { fingerprint, claimKey, holder, beat, confirmed }
}

/** The mark on a machine; undefined when there is none, or something else under its name. */
export function markOf(machine: Machine): ClaimMark | undefined {
  const value: unknown = Object.hasOwn(machine.Params, markParameter)
    ? machine.Params[markParameter]
    : undefined
  if (typeof value !== 'object' || value === null) return undefined
  const { fingerprint, claimKey, holder, beat, confirmed }: Partial<Record<keyof ClaimMark, unknown>> = value
  if (typeof fingerprint !== 'string' || typeof claimKey !== 'string' || typeof holder !== 'string')
    return undefined
  if (typeof beat !== 'number' || typeof confirmed !== 'boolean') return undefined
  return { fingerprint, claimKey, holder, beat, confirmed }
}

/**
 * Replaces the mark on a machine in one step. False when it was no longer the expected one. A write whose
 * answer was lost and that was therefore sent twice counts as done.
 */
export async function swapMark(
  claims: MachineClaims,
  uuid: string,
  before: ClaimMark,
  after: ClaimMark,
  limits: CallLimits,
): Promise<boolean> {
  const wanted = markToJson(after)
  if (await claims.swapParameter(uuid, markParameter, markToJson(before), wanted, limits)) return true
  const machine = await claims.machine(uuid, limits)
  const found = machine ? markOf(machine) : undefined
  return found !== undefined && canonical(markToJson(found)) === canonical(wanted)
}

/** JSON text with members in order. */
function canonical(json: Json): string {
  if (Array.isArray(json)) return `[${json.map(canonical).join(',')}]`
  if (typeof json !== 'object' || json === null) return JSON.stringify(json)
  const members = Object.entries(json).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`
}
