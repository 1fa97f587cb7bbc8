import type { JsonObject, Prefix } from '@metalwright/sdk/models'
import { RANKED } from '../availability/ranks.ts'
import { REFERENCES } from '../availability/references.ts'
import type { RuleContext } from '../rules/rule.ts'
import { judge } from './judgement.ts'
import type { Layers } from './layers.ts'

/** Kinds whose rules fill in what an object needs to be used; other objects stay as their pack brought them. */
const FILLED: readonly Prefix[] = ['subnets', 'reservations']

/** What an object of a layer is, seen in its surroundings. */
export interface Review {
  readonly object: JsonObject
  /** Why it is impossible; empty when it is only unavailable, or fine. */
  readonly invalid: readonly string[]
}

/** Looks at one object of a layer again. */
export async function reviewObject(
  prefix: Prefix,
  brought: JsonObject,
  context: RuleContext,
): Promise<Review> {
  const body = structuredClone(brought)
  const { invalid, unavailable } = await judge(prefix, body, context)
  const Errors = [...invalid, ...unavailable]
  const state = { Validated: invalid.length === 0, Available: Errors.length === 0, Errors }
  return { object: { ...(FILLED.includes(prefix) ? body : brought), ...state }, invalid }
}

/**
 * Finds out the availability of every object of the layers, and puts it into them.
 *
 * @param context its session reads these layers
 * @returns why objects are impossible, by `prefix/key`
 */
export async function reviewLayers(
  layers: Layers,
  context: RuleContext,
): Promise<Map<string, readonly string[]>> {
  const problems = new Map<string, readonly string[]>()
  for (const prefix of RANKED) {
    const keys = [...layers.list(prefix).keys()].sort()
    const namesItsKind = REFERENCES.some(({ from, to }) => from === prefix && to === prefix)
    // What an object says of another of its kind is final when nothing changes any more.
    for (let round = 0, changed = true; changed && round <= keys.length; round++) {
      changed = false
      for (const key of keys) {
        const { object, invalid } = await reviewObject(prefix, layers.brought(prefix, key) ?? {}, context)
        if (invalid.length > 0) problems.set(`${prefix}/${key}`, invalid)
        else problems.delete(`${prefix}/${key}`)
        if (!isReviewed(layers.get(prefix, key), object)) {
          layers.review(prefix, key, object)
          changed = namesItsKind
        }
      }
    }
  }
  return problems
}

/** Whether an object is known as it is. */
export function isReviewed(known: JsonObject | undefined, object: JsonObject): boolean {
  return JSON.stringify(known) === JSON.stringify(object)
}
