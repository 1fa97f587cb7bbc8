import { ApiError, SdkError } from '@metalwright/sdk'
import type { Diagnostic } from '../framework/diagnostic.ts'

const summaries: Readonly<Record<string, string>> = {
  not_authenticated: 'The DRP server refuses the credentials',
  forbidden: 'The user lacks a right',
  not_found: 'The object does not exist',
  conflict: 'Somebody else changed the object at the same time',
  invalid_object: 'The DRP server refuses the values',
  in_use: 'Other objects use it',
  invalid_settings: 'The provider configuration is not valid',
  invalid_filter: 'A filter is not valid',
  invalid_claim: 'The claim is not valid',
  no_capacity: 'The pool has no machine for this claim',
  pool_not_found: 'The pool does not exist',
  pools_unsupported: 'The DRP server has no pools',
  claim_key_reused: 'The claim key is used for another claim',
  claim_lost: 'The machine is not held any more',
  claim_failed: 'A workflow of the machine failed',
  claim_timeout: 'The machine was not ready in time',
}

const hints: Readonly<Record<string, string>> = {
  claim_key_reused:
    ' Every resource needs a claim_key of its own. If the state of a run was lost, import its machine instead.',
}

/** An error of the SDK as a message; its text already tells what was tried, the cause and the next step. */
export function explainSdkError(error: unknown): Diagnostic | undefined {
  if (!(error instanceof SdkError)) return undefined
  const hint = hints[error.code] ?? ''
  return { severity: 'error', summary: summaryOf(error), detail: `${error.message}${hint} [${error.code}]` }
}

function summaryOf(error: SdkError): string {
  const known = Object.hasOwn(summaries, error.code) ? summaries[error.code] : undefined
  if (known !== undefined) return known
  return error instanceof ApiError ? 'The DRP server refused a call' : 'The DRP server cannot be used'
}
