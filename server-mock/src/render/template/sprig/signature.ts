import type { GoFunc } from '../values/func.ts'

/** A family of functions by name. */
export type Family = ReadonlyMap<string, GoFunc>

/** Builds a family from `[name, function]` pairs; a pair may list several names. */
export function family(...members: readonly (readonly [string, ...(string | GoFunc)[]])[]): Family {
  const table = new Map<string, GoFunc>()
  for (const member of members) {
    const func = member.at(-1)
    if (func === undefined || typeof func === 'string') continue
    for (const name of member) if (typeof name === 'string') table.set(name, func)
  }
  return table
}
