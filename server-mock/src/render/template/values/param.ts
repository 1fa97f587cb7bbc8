import { CallError } from '../call-error.ts'
import type { ParamType } from './func.ts'
import { GoInt, GoMap, type Value } from './value.ts'

function mismatch(goType: string): never {
  throw new CallError(`argument is not of type ${goType}`)
}

/** `interface{}`: anything; nil arrives as null. */
export const any: ParamType<Value> = {
  goType: 'interface {}',
  literal: 'any',
  nil: { value: null },
  accepts: () => true,
  read: (value) => value ?? null,
}

/** `reflect.Value`: anything, telling an absent value (undefined) from a nil one (null). */
export const reflected: ParamType<Value> = {
  goType: 'reflect.Value',
  literal: 'any',
  nil: { value: undefined },
  accepts: () => true,
  read: (value) => value,
}

/** `string`. */
export const string: ParamType<string> = {
  goType: 'string',
  literal: 'string',
  nil: false,
  accepts: (value) => typeof value === 'string',
  read: (value) => (typeof value === 'string' ? value : mismatch('string')),
}

/** `bool`. */
export const bool: ParamType<boolean> = {
  goType: 'bool',
  literal: 'bool',
  nil: false,
  accepts: (value) => typeof value === 'boolean',
  read: (value) => (typeof value === 'boolean' ? value : mismatch('bool')),
}

/** `int`, seen as a JavaScript number; beyond 2^53 it is only near. */
export const integer: ParamType<number> = {
  goType: 'int',
  literal: 'int',
  nil: false,
  accepts: (value) => value instanceof GoInt && value.kind === 'int',
  read: (value) => (value instanceof GoInt ? Number(value.value) : mismatch('int')),
}

/** `uint32`, seen as a JavaScript number. */
export const uint32: ParamType<number> = {
  goType: 'uint32',
  literal: 'uint32',
  nil: false,
  accepts: (value) => value instanceof GoInt && value.kind === 'uint32',
  read: (value) => (value instanceof GoInt ? Number(value.value) : mismatch('uint32')),
}

/** `float64`. */
export const float: ParamType<number> = {
  goType: 'float64',
  literal: 'float64',
  nil: false,
  accepts: (value) => typeof value === 'number',
  read: (value) => (typeof value === 'number' ? value : mismatch('float64')),
}

/** `map[string]interface{}`; nil arrives as a nil map. */
export const map: ParamType<GoMap> = {
  goType: 'map[string]interface {}',
  literal: 'none',
  nil: { value: new GoMap(new Map(), 'interface {}', true) },
  accepts: (value) => value instanceof GoMap && value.elem === 'interface {}',
  read: (value) => (value instanceof GoMap ? value : mismatch('map[string]interface {}')),
}
