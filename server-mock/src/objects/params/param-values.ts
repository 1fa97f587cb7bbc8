import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import { equalJson } from '@metalwright/sdk/patch'
import { isSealed, SecureError } from '@metalwright/sdk/secure'
import { Problem } from '../problem.ts'
import type { Verdict } from '../rules/rule.ts'
import type { Edit } from '../session.ts'
import type { ParamHolder } from './effective-params.ts'
import type { ParamSchemas } from './param-schemas.ts'
import { HIDDEN, sealTo, unsealed } from './secure-params.ts'

/** What the check of an object's params takes from its surroundings. */
export interface ParamCheck {
  readonly schemas: ParamSchemas
  /** Told the key of an object whose secure values are set; throws when the caller may not. Absent: nobody may. */
  readonly writeSecrets?: ((key: string) => void) | undefined
}

/**
 * Checks the params of an object that is about to be saved, in place. Values without a definition are taken as
 * they are. A new value must fit its schema, and be sealed to this object when its param is secure. One that was
 * there before makes the object unavailable when it does not fit any more, since somebody else has changed the
 * rules; where its param has become secure, it is sealed now.
 *
 * @param before params the object had; absent for a new object
 * @throws Problem 403 when a secure value is set without the right to
 */
export async function checkParams(
  edit: Edit,
  holder: ParamHolder,
  params: JsonObject,
  before: JsonObject | undefined,
  check: ParamCheck,
): Promise<Verdict> {
  const invalid: string[] = []
  const unavailable: string[] = []
  const secrets: string[] = []
  for (const [name, value] of Object.entries(params)) {
    const definition = await edit.body('params', name)
    if (definition === undefined) continue
    const old = before !== undefined && Object.hasOwn(before, name) ? before[name] : undefined
    const isNew = old === undefined || !equalJson(old, value)
    const schema = definition['Schema'] ?? null
    if (definition['Secure'] !== true) {
      const problem = check.schemas.valueProblem(schema, value)
      if (problem !== undefined)
        (isNew ? invalid : unavailable).push(
          `Key '${name}': invalid val '${JSON.stringify(value)}': ${problem}`,
        )
    } else if (isNew) {
      secrets.push(name)
      const problem = await sealedProblem(edit, holder, schema, value, check.schemas)
      if (problem !== undefined) invalid.push(`Key '${name}': invalid val '${HIDDEN}': ${problem}`)
    } else if (!isSealed(value)) {
      params[name] = await sealTo(edit, holder, value)
    }
  }
  if (invalid.length === 0 && secrets.length > 0) (check.writeSecrets ?? refuse(holder, secrets))(holder.key)
  return { invalid, unavailable }
}

function refuse({ prefix, key }: ParamHolder, names: readonly string[]): () => never {
  return () => {
    const reason = `Secure params (${names.join(', ')}) are set on the object itself, not by this call`
    throw new Problem(403, [reason], { model: prefix, key, type: 'AUTH' })
  }
}

/** Why a value of a secure param cannot be taken, in words that tell nothing of it. */
async function sealedProblem(
  edit: Edit,
  holder: ParamHolder,
  schema: JsonValue,
  value: JsonValue,
  schemas: ParamSchemas,
): Promise<string | undefined> {
  const place = `${holder.prefix}/${holder.key}`
  if (!isSealed(value)) return `the param is secure; seal the value with GET /${place}/pubkey`
  try {
    return schemas.quietProblem(schema, await unsealed(edit, holder, value))
  } catch (error) {
    if (!(error instanceof SecureError)) throw error
    return error.code === 'not_for_key'
      ? `it was not sealed to ${place}; seal the value with GET /${place}/pubkey`
      : error.message
  }
}
