import { FunctionArgumentError, type ProviderFunction } from '../framework/function.ts'
import type { Type } from '../values/type.ts'
import { DynamicValue, isMap, type Value } from '../values/value.ts'

const maxDepth = 100

/** `merge_params`: params with others laid over them, member by member. */
export const mergeParams: ProviderFunction = {
  name: 'merge_params',
  summary: 'Lay params over others, deeply',
  description:
    'Lays objects over each other, from the first to the last: objects inside them are put together member by member, and anything else, lists included, is replaced. A null argument counts for nothing; a null member replaces what was there. Numbers stay exact.',
  parameters: [
    { name: 'base', type: 'dynamic', description: 'Object or map to begin with.', allowNull: true },
  ],
  variadic: { name: 'over', type: 'dynamic', description: 'What to lay over it.', allowNull: true },
  returns: 'dynamic',
  call(args) {
    let merged: Typed = { type: { kind: 'object', attributes: new Map() }, value: new Map() }
    for (const [at, given] of args.entries()) {
      if (given === null) continue
      const part = given instanceof DynamicValue ? given : null
      if (part === null || !isMap(part.value)) {
        throw new FunctionArgumentError(at, 'The value must be an object or a map.')
      }
      merged = merge(merged, part, at, 0)
    }
    return new DynamicValue(merged.type, merged.value)
  },
}

/** A value with its type. */
interface Typed {
  readonly type: Type
  readonly value: Value
}

function merge(under: Typed, over: Typed, argument: number, depth: number): Typed {
  if (!isMap(under.value) || !isMap(over.value)) return over
  if (depth > maxDepth) {
    throw new FunctionArgumentError(argument, `The value is nested over ${maxDepth} levels.`)
  }
  const types = new Map<string, Type>()
  const values = new Map<string, Value>()
  for (const name of new Set([...under.value.keys(), ...over.value.keys()])) {
    const [below, above] = [member(under, name), member(over, name)]
    const found = below && above ? merge(below, above, argument, depth + 1) : (above ?? below)
    if (found === undefined) continue
    types.set(name, found.type)
    values.set(name, found.value)
  }
  return { type: { kind: 'object', attributes: types }, value: values }
}

function member({ type, value }: Typed, name: string): Typed | undefined {
  if (!isMap(value) || !value.has(name)) return undefined
  const found = value.get(name) ?? null
  if (found instanceof DynamicValue) return found
  return { type: memberType(type, name), value: found }
}

function memberType(type: Type, name: string): Type {
  if (typeof type === 'string') return 'dynamic'
  if (type.kind === 'object') return type.attributes.get(name) ?? 'dynamic'
  return type.kind === 'map' ? type.element : 'dynamic'
}
