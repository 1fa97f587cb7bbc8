import { createHash } from 'node:crypto'
import type { Machine } from '@metalwright/sdk/models'
import type { Json } from '../values/plain.ts'
import type { ClaimRequest, MachineChange } from './machine-claims.ts'

/**
 * Machine parameter that a claim without a `claim_key` carries until the machine is safe in Terraform's
 * state. It is written in the same step as the claim.
 */
export const markParameter = 'terraform/pending'

/** What that parameter says. */
export interface ClaimMark {
  /** Hash of what was claimed. Equal requests have equal ones. */
  readonly fingerprint: string
  /** Grows while the process lives that waits for the machine. */
  readonly beat: number
}

/** Hash of everything that decides which machine is claimed and what is put on it. */
export function fingerprintOf(request: Omit<ClaimRequest, 'claimKey'>): string {
  const { pool, filters, workflow, addProfiles, addParameters, authorizedKeys } = request
  const parts: Json = [pool, filters, workflow, addProfiles, addParameters, authorizedKeys]
  return createHash('sha256').update(canonical(parts)).digest('hex').slice(0, 32)
}

/** The mark as a parameter value. */
export function markToJson({ fingerprint, beat }: ClaimMark): Json {
  return { fingerprint, beat }
}

/** The mark on a machine; undefined when there is none, or something else under its name. */
export function markOf(machine: Machine): ClaimMark | undefined {
  const value: unknown = Object.hasOwn(machine.Params, markParameter)
    ? machine.Params[markParameter]
    : undefined
  if (typeof value !== 'object' || value === null) return undefined
  const { fingerprint, beat }: Partial<Record<keyof ClaimMark, unknown>> = value
  return typeof fingerprint === 'string' && typeof beat === 'number' ? { fingerprint, beat } : undefined
}

/** The change that renews the mark, or takes it off a machine that is safe in the state. */
export function markChange(mark: ClaimMark | null): MachineChange {
  return {
    addProfiles: [],
    removeProfiles: [],
    addParameters: mark ? { [markParameter]: markToJson(mark) } : {},
    removeParameters: mark ? [] : [markParameter],
  }
}

/** JSON text with members in order. */
function canonical(json: Json): string {
  if (Array.isArray(json)) return `[${json.map(canonical).join(',')}]`
  if (typeof json !== 'object' || json === null) return JSON.stringify(json)
  const members = Object.entries(json).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`
}
