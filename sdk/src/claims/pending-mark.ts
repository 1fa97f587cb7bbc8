import type { JsonObject } from '../models/json.ts'
import type { Machine } from '../models/machine.ts'
import type { ClaimUpdate } from './claim-options.ts'
import { ownParam } from './mark.ts'

/**
 * What a claimed machine carries until whoever claimed it has stored it for good, as the value of a param of its own
 * (such as `terraform/pending`). It is written in the same step as the claim.
 */
export interface PendingMark {
  /** Hash of what was claimed. Equal requests have equal ones. */
  readonly fingerprint: string
  /** Random name of the process that made the claim or took it over. */
  readonly holder: string
  /** Grows while the process lives that waits for the machine. */
  readonly beat: number
}

/** The mark as the value of a param. */
export function pendingMarkToJson({ fingerprint, holder, beat }: PendingMark): JsonObject {
  return { fingerprint, holder, beat }
}

/** The mark on a machine; undefined when there is none, or something else under its name. */
export function pendingMarkOf(machine: Machine, parameter: string): PendingMark | undefined {
  const value: unknown = ownParam(machine, parameter)
  if (typeof value !== 'object' || value === null) return undefined
  const { fingerprint, holder, beat }: Partial<Record<keyof PendingMark, unknown>> = value
  if (typeof fingerprint !== 'string' || typeof holder !== 'string' || typeof beat !== 'number') {
    return undefined
  }
  return { fingerprint, holder, beat }
}

/** The change that renews the mark, or takes it off a machine that is stored. */
export function pendingMarkChange(mark: PendingMark | null, parameter: string): ClaimUpdate {
  return mark === null
    ? { removeParameters: [parameter] }
    : { addParameters: { [parameter]: pendingMarkToJson(mark) } }
}
