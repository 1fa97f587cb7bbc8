import { SdkError } from '../transport/index.ts'

/**
 * Builds an API path of segments; each is encoded whole, but for the slashes of the names that the API takes with
 * them: those of params.
 *
 * @throws SdkError `invalid_key` for an empty segment, `.` and `..`, which would name another path
 */
export function apiPath(prefix: string, ...keys: readonly string[]): string {
  const parts = prefix === 'params' ? keys.flatMap((key) => key.split('/')) : keys
  return [prefix, ...parts].map((part) => `/${encoded(part)}`).join('')
}

function encoded(part: string): string {
  if (part === '' || part === '.' || part === '..') {
    throw new SdkError('invalid_key', `"${part}" cannot be part of a path; give a kind, a key or a name.`)
  }
  return encodeURIComponent(part).replaceAll('%3A', ':')
}
