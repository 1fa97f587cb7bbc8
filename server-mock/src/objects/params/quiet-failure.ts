import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import { PatchError, parsePointer } from '@metalwright/sdk/patch'
import { isSealed } from '@metalwright/sdk/secure'
import { Problem } from '../problem.ts'
import type { Session } from '../session.ts'
import { HIDDEN, isSecure } from './secure-params.ts'

/** An operation holds params at most this deep: in the object, in `Params`, the value. */
const DEPTH = 3

/** The failure of a patch, which repeats the failing operation, without plain values of secure params in it. */
export async function quietFailure(session: Session, error: unknown): Promise<unknown> {
  if (!(error instanceof Problem) || !(error.cause instanceof PatchError)) return error
  const { operation } = error.cause
  if (operation === null || typeof operation !== 'object' || Array.isArray(operation)) return error
  const quiet = await quietOperation(session, operation)
  if (quiet === operation) return error
  const messages = [...error.messages.slice(0, 1), `Patch line: ${JSON.stringify(quiet)}`]
  return new Problem(error.status, messages, error.place)
}

async function quietOperation(session: Session, operation: JsonObject): Promise<JsonObject> {
  const { path, value } = operation
  if (value === undefined) return operation
  for (const token of typeof path === 'string' ? tokens(path) : []) {
    if (await isSecure(session, token)) return { ...operation, value: quiet(value) }
  }
  const hidden = await quietMembers(session, value, DEPTH)
  return hidden === value ? operation : { ...operation, value: hidden }
}

async function quietMembers(session: Session, value: JsonValue, depth: number): Promise<JsonValue> {
  if (depth === 0 || value === null || typeof value !== 'object' || Array.isArray(value)) return value
  const members: [string, JsonValue][] = []
  for (const [name, member] of Object.entries(value)) {
    const secure = await isSecure(session, name)
    members.push([name, secure ? quiet(member) : await quietMembers(session, member, depth - 1)])
  }
  return members.every(([name, member]) => value[name] === member) ? value : Object.fromEntries(members)
}

function quiet(value: JsonValue): JsonValue {
  return isSealed(value) ? value : HIDDEN
}

function tokens(path: string): readonly string[] {
  try {
    return parsePointer(path)
  } catch {
    return []
  }
}
