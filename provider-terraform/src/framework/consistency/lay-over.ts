import { conform } from '../../values/conform.ts'
import type { ObjectType } from '../../values/type.ts'
import type { Value, ValueMap } from '../../values/value.ts'
import type { Breach } from './breach.ts'

/** An object with changes laid over it, and what was wrong with the changes. */
export interface Laid {
  readonly values: ValueMap
  readonly breaches: readonly Breach[]
}

/**
 * Lays what an author returned over an object. Never throws, whatever that is: parts that do not fit the
 * type become unknown, attributes that the type lacks are left out, and both are told.
 */
export function layOver(type: ObjectType, base: ValueMap, changes: unknown): Laid {
  const values = new Map<string, Value>(base)
  if (typeof changes !== 'object' || changes === null) {
    return { values, breaches: [{ path: [], rule: 'came back without any attributes' }] }
  }
  const breaches: Breach[] = []
  for (const [name, value] of Object.entries(changes)) {
    const member = type.attributes.get(name)
    const at = [{ attribute: name }]
    if (member === undefined) {
      breaches.push({ path: at, rule: 'was returned although the schema has no such attribute' })
      continue
    }
    const { value: fitting, misfits } = conform(member, value, at)
    values.set(name, fitting)
    for (const { path, expected } of misfits)
      breaches.push({ path, rule: `came back as something else than ${expected}` })
  }
  return { values, breaches }
}
