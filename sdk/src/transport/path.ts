import { SdkError } from './sdk-error.ts'

/**
 * Builds an API path of segments; each is encoded whole, so a `/` in it stays inside the segment.
 *
 * @throws SdkError `invalid_key` for an empty segment, `.` and `..`, which would name another path
 */
export function apiPath(...segments: readonly string[]): string {
  return segments.map((segment) => `/${encodeSegment(segment)}`).join('')
}

/** As `apiPath` for one name that the API takes with its slashes, such as that of a param or file. */
export function apiPathOfName(name: string): string {
  return apiPath(...name.split('/'))
}

function encodeSegment(segment: string): string {
  if (segment === '' || segment === '.' || segment === '..') {
    throw new SdkError('invalid_key', `\`${segment}\` cannot be part of a path; give a key or name.`)
  }
  return encodeURIComponent(segment).replaceAll('%3A', ':')
}
