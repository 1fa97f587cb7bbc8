import type { PrivateState } from '../framework/private-state.ts'

/** What it takes to give a claimed machine back. Holds no secrets. */
export interface ClaimNote {
  readonly uuid: string
  readonly claimId: string
  readonly workflow: string | undefined
  readonly removeProfiles: readonly string[]
  readonly removeParameters: readonly string[]
  /** Wait until the machine is free. */
  readonly wait: true | undefined
  /** Milliseconds without a sign of life after which the claim counts as expired. */
  readonly expiresAfterMs: number | undefined
}

const name = 'claim'

/** Writes the note. Terraform 1.11 hands what `open` left to `close`, whatever came in between. */
export function writeNote(state: PrivateState, note: ClaimNote): void {
  state.set(name, JSON.stringify(note))
}

/** Reads the note; undefined when there is none that is whole. */
export function readNote(state: PrivateState): ClaimNote | undefined {
  const text = state.get(name)
  if (text === undefined) return undefined
  const { uuid, claimId, workflow, removeProfiles, removeParameters, wait, expiresAfterMs } = Object(
    JSON.parse(text),
  )
  if (typeof uuid !== 'string' || typeof claimId !== 'string') return undefined
  return {
    uuid,
    claimId,
    workflow: typeof workflow === 'string' ? workflow : undefined,
    removeProfiles: Array.isArray(removeProfiles) ? removeProfiles.map(String) : [],
    removeParameters: Array.isArray(removeParameters) ? removeParameters.map(String) : [],
    wait: wait === true ? true : undefined,
    expiresAfterMs: typeof expiresAfterMs === 'number' ? expiresAfterMs : undefined,
  }
}
