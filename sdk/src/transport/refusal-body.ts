import { ErrorBody } from '../models/error-body.ts'

/**
 * Reads the body of a refused call. What is not an error body of the API, such as the page of a proxy, becomes
 * one, with the beginning of the text as its message.
 *
 * @param clean blanks out secrets
 */
export function readErrorBody(
  text: string,
  method: string,
  status: number,
  clean: (text: string) => string,
): ErrorBody {
  const read = ErrorBody.safeParse(parseOrUndefined(text))
  if (read.success) {
    return { ...read.data, Messages: read.data.Messages.map((message) => clean(message)) }
  }
  const excerpt = clean(printable(text)).slice(0, 200)
  return { Model: '', Key: '', Type: method, Messages: excerpt === '' ? [] : [excerpt], Code: status }
}

/**
 * Whether a 403 is about who we are, not about what we may do. DRP answers a wrong password or an expired token
 * without a body and a revoked token with type `AUTH`; a missing right also has that type, but says
 * `Cannot access …`.
 */
export function refusesCredentials(text: string, body: ErrorBody): boolean {
  if (text.trim() === '') return true
  return body.Type === 'AUTH' && !body.Messages.some((message) => message.startsWith('Cannot access'))
}

/** JSON of a text, undefined when it is none. */
export function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Text on one line, without control characters that could act on a terminal. */
function printable(text: string): string {
  return text.replace(/[\p{C}\s]+/gu, ' ').trim()
}
