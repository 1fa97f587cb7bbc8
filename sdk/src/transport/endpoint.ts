import { DEFAULT_ENDPOINT } from './settings.ts'
import { SettingsError } from './settings-error.ts'

/** A server's address, taken apart. */
export interface Endpoint {
  /** `https://host:port`, for messages and connections. */
  readonly origin: string
  /** Path in front of every API path: `/api/v3`, or `/<path of the endpoint>/api/v3`. */
  readonly base: string
  readonly secure: boolean
  readonly hostname: string
  readonly port: string
}

/**
 * Reads the endpoint setting; text without a scheme is taken as `https`.
 *
 * @throws SettingsError when it is no http or https URL, or holds a user or password
 */
export function parseEndpoint(text: string = DEFAULT_ENDPOINT): Endpoint {
  const withScheme = text.includes('://') ? text : `https://${text}`
  const url = URL.parse(withScheme.trim())
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    const shown = text.includes('@') ? 'The endpoint' : `The endpoint \`${text}\``
    throw new SettingsError('endpoint', `${shown} is not a URL such as ${DEFAULT_ENDPOINT}.`)
  }
  if (url.username !== '' || url.password !== '') {
    const advice = 'set `key` or RS_KEY to user:password instead'
    throw new SettingsError(
      'endpoint',
      `The endpoint ${url.host} must not hold a user or password: ${advice}.`,
    )
  }
  const secure = url.protocol === 'https:'
  const path = url.pathname.replace(/\/+$/, '').replace(/\/api\/v3$/, '')
  return {
    origin: url.origin,
    base: `${path}/api/v3`,
    secure,
    hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port || (secure ? '443' : '80'),
  }
}
