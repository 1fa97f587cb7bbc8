import { isMap, type Value, type ValueMap } from '../../values/value.ts'
import { attributesType } from '../attribute.ts'
import type { Diagnostics } from '../diagnostic.ts'
import { planObject, withDefaults } from '../plan.ts'
import type { Schema } from '../schema.ts'
import { keepAlike } from './alike.ts'
import { reportBreaches } from './breach.ts'
import { finishState } from './finish-state.ts'
import { layOver } from './lay-over.ts'
import { resultBreaches } from './result-breaches.ts'

/**
 * The result of reading a data source or opening an ephemeral resource: configured values with what the
 * author returned laid over them. Configured values must come back; computed ones left out are null.
 */
export function configuredResult(
  schema: Schema,
  config: Value,
  changes: unknown,
  diagnostics: Diagnostics,
): ValueMap {
  const { attributes } = schema
  const type = attributesType(attributes)
  const given: ValueMap = isMap(config) ? config : new Map()
  const { values, breaches } = layOver(type, withDefaults(attributes, given), changes)
  const promised = planObject(attributes, null, given, given)
  const result = keepAlike(attributes, promised, values)
  reportBreaches(
    'The result is not what was configured',
    [...breaches, ...resultBreaches(type, promised, result)],
    diagnostics,
  )
  return finishState(attributes, result, diagnostics)
}
