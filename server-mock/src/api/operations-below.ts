import type { JsonValue } from '@metalwright/sdk/models'
import { Problem } from '../objects/problem.ts'
import { needBody } from './objects.ts'
import type { Call } from './route.ts'

/**
 * The patch in the body of a call about a part of an object, as one of the whole object.
 *
 * @param base pointer of the part, such as `/Meta`
 * @throws Problem 400 when the body is no list
 */
export function operationsBelow(base: string, call: Call, model: string): JsonValue[] {
  const body = needBody(call)
  if (!Array.isArray(body))
    throw new Problem(400, ['The body is no JSON patch; send a list of operations'], { model })
  return body.map((operation) => {
    if (operation === null || typeof operation !== 'object' || Array.isArray(operation)) return operation
    const moved = { ...operation }
    if (typeof moved['path'] === 'string') moved['path'] = base + moved['path']
    if (typeof moved['from'] === 'string') moved['from'] = base + moved['from']
    return moved
  })
}
