import { catalogue, type JsonObject, type Prefix } from '@metalwright/sdk/models'
import { isSealed } from '@metalwright/sdk/secure'
import { missingReferences } from '../availability/references.ts'
import { paramsOf } from '../params/effective-params.ts'
import { HIDDEN } from '../params/secure-params.ts'
import type { RuleContext, Verdict } from '../rules/rule.ts'
import { applyRules } from '../rules/rules.ts'

/**
 * Everything that is wrong with an object as it stands in its surroundings: what its rules say, params that do not
 * fit their definitions, and what it names that is not there or cannot be used. For every kind but machines.
 *
 * @param body a copy: what a client may leave out is filled in
 */
export async function judge(prefix: Prefix, body: JsonObject, context: RuleContext): Promise<Verdict> {
  const { invalid, unavailable } = await applyRules(prefix, body, context)
  const params = catalogue[prefix].params ? await paramFaults(body, context) : []
  const inLoop = invalid.some((text) => text.includes(' loop: '))
  const references = await missingReferences(context.session, prefix, body, !inLoop)
  return { invalid: [...invalid, ...params], unavailable: [...unavailable, ...references] }
}

/** Params of an object that do not fit their definitions; nothing of a secure value is told. */
export async function paramFaults(
  body: JsonObject,
  { session, schemas }: Pick<RuleContext, 'session' | 'schemas'>,
): Promise<string[]> {
  const faults: string[] = []
  for (const [name, value] of Object.entries(paramsOf(body))) {
    const definition = await session.body('params', name)
    if (definition === undefined) continue
    if (definition['Secure'] === true) {
      // In the writable store it is sealed as soon as it is found.
      if (body['ReadOnly'] === true && !isSealed(value))
        faults.push(`Key '${name}': invalid val '${HIDDEN}': the param is secure`)
      continue
    }
    const problem = schemas.valueProblem(definition['Schema'] ?? null, value)
    if (problem !== undefined)
      faults.push(`Key '${name}': invalid val '${JSON.stringify(value)}': ${problem}`)
  }
  return faults
}
