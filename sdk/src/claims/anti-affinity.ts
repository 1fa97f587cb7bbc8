import type { JsonValue } from '../models/json.ts'
import type { Machine } from '../models/machine.ts'
import { CLAIM_GROUP, isHeld, ownParam, textParam } from './mark.ts'

/** Keeps the machines of a group apart: no two of them have the same value of a param. */
export interface AntiAffinity {
  /** Param that must differ, such as `rack`. A machine without it counts as one with the value null. */
  readonly param: string
  /** Name of the group, shared by the claims that are kept apart; stored in param `claim/group`. */
  readonly group: string
}

/** Machines of a group that are held, without those of the claim itself. */
export function membersOf(machines: readonly Machine[], group: string, except?: string): Machine[] {
  return machines.filter(
    (machine) => machine.Uuid !== except && isHeld(machine) && textParam(machine, CLAIM_GROUP) === group,
  )
}

/** The value by which a machine is told apart, as JSON text. */
export function separatingValue(machine: Machine, param: string): string {
  const value: JsonValue = ownParam(machine, param)
  return JSON.stringify(value)
}
