import { InitFailedError } from './plugin/init-failed-error.ts'

/** What helps beyond the message, by code. */
const HINTS: Readonly<Record<string, string>> = {
  claim_key_reused:
    ' Every resource needs a claimKey of its own. If the state of a run was lost, import its machine instead.',
}

/** An error whose text tells cause and next step, and ends with its code, which documentation can be searched for. */
export function explain(error: unknown): Error {
  if (error instanceof InitFailedError) return error
  if (!(error instanceof Error)) return new Error(String(error))
  const code = codeOf(error)
  if (code === undefined) return error
  const end = ` [${code}]`
  if (error.message.endsWith(end)) return error
  return new Error(`${error.message}${HINTS[code] ?? ''}${end}`, { cause: error })
}

/** The stable code of an error; undefined when it has none. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
