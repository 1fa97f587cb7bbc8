import { createHash } from 'node:crypto'
import type { ClaimUpdate } from '@metalwright/sdk/claims'
import type { JsonObject, Machine } from '@metalwright/sdk/models'
import type { Json } from '../../values/plain.ts'
import type { ClaimRequest } from './machine-claims.ts'

/**
 * Machine parameter that a claim carries until the machine is safe in Terraform's state. It is written in the
 * same step as the claim.
 */
export const markParameter = 'terraform/pending'

/** What that parameter says. */
export interface ClaimMark {
  /** Hash of what was claimed. Equal requests have equal ones. */
  readonly fingerprint: string
  /** Random name of the process that made the claim or took it over. */
  readonly holder: string
  /** Grows while the process lives that waits for the machine. */
  readonly beat: number
}

/**
 * Hash of everything that decides which machine is claimed and what is put on it, except secrets.
 * @param claimKey the key that the user gave; null for a random one
 */
export function fingerprintOf(request: Omit<ClaimRequest, 'claimKey'>, claimKey: string | null): string {
  const { secretParameters: _secret, owner: _owner, ...rest } = request
  const parts: Json = JSON.parse(JSON.stringify([claimKey, rest]))
  return createHash('sha256').update(canonical(parts)).digest('hex').slice(0, 32)
}

/** The mark as a parameter value. */
export function markToJson({ fingerprint, holder, beat }: ClaimMark): JsonObject {
  return { fingerprint, holder, beat }
}

/** The mark on a machine; undefined when there is none, or something else under its name. */
export function markOf(machine: Machine): ClaimMark | undefined {
  const value: unknown = Object.hasOwn(machine.Params, markParameter)
    ? machine.Params[markParameter]
    : undefined
  if (typeof value !== 'object' || value === null) return undefined
  const { fingerprint, holder, beat }: Partial<Record<keyof ClaimMark, unknown>> = value
  if (typeof fingerprint !== 'string' || typeof holder !== 'string' || typeof beat !== 'number')
    return undefined
  return { fingerprint, holder, beat }
}

/** The change that renews the mark, or takes it off a machine that is safe in the state. */
export function markChange(mark: ClaimMark | null): ClaimUpdate {
  return mark === null
    ? { removeParameters: [markParameter] }
    : { addParameters: { [markParameter]: markToJson(mark) } }
}

/** JSON text with members in order. */
function canonical(json: Json): string {
  if (Array.isArray(json)) return `[${json.map(canonical).join(',')}]`
  if (typeof json !== 'object' || json === null) return JSON.stringify(json)
  const members = Object.entries(json).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`
}
