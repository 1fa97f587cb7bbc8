import { createHash } from 'node:crypto'
import type { Machine } from '@metalwright/sdk/models'
import type { Json } from '../../values/json.ts'

/** Param that a claimed machine carries until it is safe in the state. It is written in the same step as the claim. */
export const PENDING_PARAM = 'pulumi/pending'

/** What that param says. */
export interface PendingMark {
  /** Hash of what was claimed. Equal requests have equal ones. */
  readonly fingerprint: string
  /** Random name of the call that made the claim or took it over. */
  readonly holder: string
  /** Grows while the call lives that waits for the machine. */
  readonly beat: number
}

/** The mark as the value of a param. */
export function markToJson({ fingerprint, holder, beat }: PendingMark): Json {
  return { fingerprint, holder, beat }
}

/** The mark on a machine; undefined when there is none, or something else under its name. */
export function markOf(machine: Machine): PendingMark | undefined {
  const value: unknown = Object.hasOwn(machine.Params, PENDING_PARAM)
    ? machine.Params[PENDING_PARAM]
    : undefined
  if (typeof value !== 'object' || value === null) return undefined
  const { fingerprint, holder, beat }: Partial<Record<keyof PendingMark, unknown>> = value
  if (typeof fingerprint !== 'string' || typeof holder !== 'string' || typeof beat !== 'number') {
    return undefined
  }
  return { fingerprint, holder, beat }
}

/** Hash of a request, whatever the order of its members; the claim key, which is new each time, does not count. */
export function fingerprintOf(request: object): string {
  const { claimKey: _, ...rest }: Record<string, unknown> = { ...request }
  return createHash('sha256').update(canonical(rest)).digest('hex').slice(0, 32)
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`
}
