import type { JsonValue } from '../models/json.ts'
import type { Machine } from '../models/machine.ts'
import { equalJson, formatPointer, type PatchOperation } from '../patch/index.ts'
import { ConflictError, NotFoundError } from '../transport/index.ts'
import type { ClaimOptions } from './claim-options.ts'
import type { ClaimsClient } from './claims-client.ts'
import { CLAIM_KEY, ownParam, stateOf } from './mark.ts'

/** Puts one claim in the place of another, as long as a param is what it was. */
export interface Takeover {
  readonly uuid: string
  /** Id of the claim that is expected. */
  readonly from: string
  /** Id of the claim that comes in its place. */
  readonly to: string
  readonly parameter: string
  readonly before: JsonValue
  readonly after: JsonValue
}

/** One guarded write. Null when the claim or the param is no longer as expected; then nothing has changed. */
export async function takeOverMachine(
  client: Pick<ClaimsClient, 'machines'>,
  { uuid, from, to, parameter, before, after }: Takeover,
  options: ClaimOptions,
): Promise<Machine | null> {
  const key = formatPointer(['Params', CLAIM_KEY])
  const pending = formatPointer(['Params', parameter])
  const operations: PatchOperation[] = [
    { op: 'test', path: key, value: from },
    { op: 'test', path: pending, value: before },
    { op: 'replace', path: key, value: to },
    { op: 'replace', path: pending, value: after },
  ]
  try {
    return await client.machines.patch(uuid, operations, options)
  } catch (error) {
    if (error instanceof NotFoundError) return null
    // The write may have been done although its answer was lost.
    const now = await client.machines.get(uuid, options).catch((failure: unknown) => {
      if (failure instanceof NotFoundError) return null
      throw failure
    })
    const held = now !== null && stateOf(now, to).state === 'held'
    if (held && equalJson(ownParam(now, parameter), after)) return now
    if (error instanceof ConflictError) return null
    throw error
  }
}
