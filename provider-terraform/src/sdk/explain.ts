import { ApiError, SdkError, SettingsError, TlsError } from '@metalwright/sdk'
import type { Diagnostic } from '../framework/diagnostic.ts'
import { path } from '../values/path.ts'

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
  feature_missing: 'The DRP server is too old for this resource',
  connection_lost: 'The connection to the DRP server was lost',
  connection_timeout: 'The DRP server did not answer in time',
  tls_untrusted: 'The certificate of the DRP server is not trusted',
  unexpected_answer: 'The answer is none of a DRP server',
  bad_request: 'The DRP server does not understand the call',
  not_supported: 'The DRP server does not know this call',
  server_error: 'The DRP server failed',
  unreadable_file: 'The file cannot be read',
  download_failed: 'The download failed',
  invalid_pack: 'That is no content pack',
  too_large: 'That is too large',
  digest_mismatch: 'The file is another one than expected',
  invalid_key: 'A key or name is not valid',
  no_endpoint: 'None of the DRP servers can be used',
  claim_key_reused: 'The claim key is used for another claim',
  claim_lost: 'The machine is not held any more',
  claim_locked: 'The machine is locked',
  claim_failed: 'A workflow of the machine failed',
  claim_timeout: 'The machine was not ready in time',
}

const hints: Readonly<Record<string, string>> = {
  not_supported: ' The data source drp_info shows the version.',
  claim_key_reused:
    ' Every resource needs a claim_key of its own. If the state of a run was lost, import its machine instead.',
}

/** The argument of the resource that is to blame, by the code of the error. */
const blamed: Readonly<Record<string, string>> = { pool_not_found: 'pool', claim_key_reused: 'claim_key' }

/** Arguments of the provider block by the names that the SDK has for them. */
const argumentNames: Readonly<Record<string, string>> = {
  caCert: 'ca_cert',
  clientCert: 'client_cert',
  clientKey: 'client_key',
  fingerprint: 'tls_fingerprint',
}

/** An error of the SDK as a message; its text already tells what was tried, the cause and the next step. */
export function explainSdkError(error: unknown): Diagnostic | undefined {
  if (!(error instanceof SdkError)) return undefined
  const hint = hints[error.code] ?? ''
  const attribute = blamed[error.code]
  return {
    severity: 'error',
    summary: summaryOf(error),
    detail: `${inArguments(error)}${hint}${callBehind(error)} [${error.code}]`,
    ...(attribute === undefined ? {} : { path: path(attribute) }),
  }
}

function summaryOf(error: SdkError): string {
  const known = Object.hasOwn(summaries, error.code) ? summaries[error.code] : undefined
  if (error instanceof ApiError && (error.status === 429 || error.status === 503))
    return 'The DRP server is busy'
  if (known !== undefined) return known
  return error instanceof ApiError ? 'The DRP server refused a call' : 'The DRP server cannot be used'
}

/** The text of an error, with settings under the names that they have in the provider block. */
function inArguments(error: SdkError): string {
  if (!(error instanceof SettingsError || error instanceof TlsError)) return error.message
  return error.message
    .replace(/`(caCert|fingerprint)`/g, (_, name: string) => `\`${argumentNames[name]}\``)
    .replace(/ of (clientCert|clientKey|caCert) /, (_, name: string) => ` of ${argumentNames[name]} `)
}

/** The call that the server has refused, for an error whose text does not tell it. */
function callBehind(error: SdkError): string {
  let cause: unknown = error
  while (cause instanceof Error && !(cause instanceof ApiError)) cause = cause.cause
  if (!(cause instanceof ApiError) || error.message.includes(cause.requestId)) return ''
  return ` (${cause.method} ${cause.url} answered ${cause.status}, request ${cause.requestId})`
}
