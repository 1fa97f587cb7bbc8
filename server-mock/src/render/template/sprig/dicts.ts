import type { Budget } from '../budget.ts'
import { CallError } from '../call-error.ts'
import { toText } from '../values/convert.ts'
import { type Call, fn1, fn1Rest, fn2, fn3, fnRest } from '../values/func.ts'
import { any, map, string } from '../values/param.ts'
import { compareText } from '../values/text.ts'
import { sortedKeys, typeName } from '../values/types.ts'
import { GoMap, GoSlice, strings, type Value } from '../values/value.ts'
import { isEmpty } from './emptiness.ts'
import { type Family, family } from './signature.ts'

function writable(target: GoMap): Map<string, Value> {
  if (target.isNil) throw new CallError('assignment to entry in nil map')
  return target.entries
}

function dict(values: readonly Value[], budget: Budget): GoMap {
  const result = new GoMap()
  for (let i = 0; i < values.length; i += 2) {
    result.entries.set(toText(values[i], budget), i + 1 < values.length ? values[i + 1] : '')
  }
  return result
}

/**
 * Merges `source` into `target` in place. Without `overwrite` only empty or missing entries are filled; nested
 * maps are merged, lists replaced as a whole.
 */
function mergeInto(target: GoMap, source: GoMap, overwrite: boolean, budget: Budget, depth = 0): void {
  budget.nesting(depth)
  budget.step(source.entries.size)
  for (const [key, value] of source.entries) {
    const present = target.entries.get(key)
    if (value === null || value === undefined) {
      if (overwrite) target.entries.set(key, null)
      continue
    }
    const bothMaps = value instanceof GoMap && present instanceof GoMap && !present.isNil && value !== present
    if (bothMaps) mergeInto(present, value, overwrite, budget, depth + 1)
    const keeps = !isEmpty(present) && (bothMaps || value === present || !overwrite)
    if (!keeps) target.entries.set(key, value)
  }
}

function merged(overwrite: boolean): (target: GoMap, sources: readonly GoMap[], call: Call) => GoMap {
  return (target, sources, { budget }) => {
    const result = target.isNil ? new GoMap() : target
    for (const source of sources) mergeInto(result, source, overwrite, budget)
    return result
  }
}

function asMap(value: Value): GoMap {
  if (value instanceof GoMap && value.elem === 'interface {}') return value
  const found = value === null || value === undefined ? 'nil' : typeName(value)
  throw new CallError(`interface conversion: interface {} is ${found}, not map[string]interface {}`)
}

function asText(value: Value): string {
  if (typeof value === 'string') return value
  const found = value === null || value === undefined ? 'nil' : typeName(value)
  throw new CallError(`interface conversion: interface {} is ${found}, not string`)
}

function dig(values: readonly Value[]): Value {
  if (values.length < 3) throw new CallError('dig needs at least three arguments')
  const otherwise = values.at(-2)
  let current: Value = asMap(values.at(-1))
  for (const key of values.slice(0, -2).map(asText)) {
    const { entries }: GoMap = asMap(current)
    if (!entries.has(key)) return otherwise
    current = entries.get(key)
  }
  return current
}

const merge = fn1Rest(map, map, merged(false))
const mergeOverwrite = fn1Rest(map, map, merged(true))

/** sprig's dictionary functions. `set`, `unset` and the merges change their first argument. */
export const dictFunctions: Family = family(
  ['dict', fnRest(any, (values, { budget }) => dict(values, budget))],
  ['get', fn2(map, string, ({ entries }, key) => (entries.has(key) ? entries.get(key) : ''))],
  [
    'set',
    fn3(map, string, any, (target, key, value) => {
      writable(target).set(key, value)
      return target
    }),
  ],
  [
    'unset',
    fn2(map, string, (target, key) => {
      target.entries.delete(key)
      return target
    }),
  ],
  ['hasKey', fn2(map, string, ({ entries }, key) => entries.has(key))],
  [
    'pluck',
    fn1Rest(string, map, (key, maps) => {
      const found = maps.filter(({ entries }) => entries.has(key))
      return new GoSlice(found.map(({ entries }) => entries.get(key)))
    }),
  ],
  // Go gives keys and values in random order; sorted order is one of those.
  [
    'keys',
    fnRest(map, (maps, { budget }) => {
      const keys = maps.flatMap((source) => sortedKeys(source, compareText))
      budget.step(keys.length)
      return strings(keys)
    }),
  ],
  [
    'values',
    fn1(map, (source, { budget }) => {
      budget.step(source.entries.size)
      return new GoSlice(sortedKeys(source, compareText).map((key) => source.entries.get(key)))
    }),
  ],
  [
    'pick',
    fn1Rest(map, string, ({ entries }, keys) => {
      const kept = keys.filter((key) => entries.has(key))
      return new GoMap(new Map(kept.map((key): [string, Value] => [key, entries.get(key)])))
    }),
  ],
  [
    'omit',
    fn1Rest(map, string, ({ entries }, keys, { budget }) => {
      budget.step(entries.size)
      return new GoMap(new Map([...entries].filter(([key]) => !keys.includes(key))))
    }),
  ],
  ['merge', 'mustMerge', merge],
  ['mergeOverwrite', 'mustMergeOverwrite', mergeOverwrite],
  ['dig', fnRest(any, dig)],
)
