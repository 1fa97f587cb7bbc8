import { anyObject } from './any-object.ts'
import { getInfo, getParams, getPoolStatus, objectFunctions } from './functions.ts'
import { machine } from './machine.ts'
import { objectResources } from './objects.ts'
import type { FunctionSchema, ResourceSchema } from './schema.ts'

/** Every resource of the package. */
export const resources: readonly ResourceSchema[] = [
  machine,
  anyObject,
  ...objectResources.map(({ schema }) => schema),
]

/** Every function of the package. */
export const functions: readonly FunctionSchema[] = [
  ...objectFunctions.map(({ schema }) => schema),
  getInfo,
  getParams,
  getPoolStatus,
]
