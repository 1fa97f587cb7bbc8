import { DiagnosticError } from './framework/diagnostic.ts'
import { parseDuration } from './framework/duration.ts'
import type { ObjectView } from './framework/object-view.ts'
import { path } from './values/path.ts'

/** Who logs in. */
export type Credentials =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'password'; readonly username: string; readonly password: string }

/** Everything needed to reach a DRP server. */
export interface Settings {
  readonly endpoint: string
  readonly credentials: Credentials
  /** PEM text. */
  readonly caCert: string | null
  /** SHA-256 of the server's certificate. */
  readonly fingerprint: string | null
  readonly insecure: boolean
  readonly requestTimeoutMs: number
  readonly maxRetries: number
}

/** What the settings are read from besides the configuration. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Reads a text file. @throws when it cannot. */
  readFile(name: string): string
}

const defaultEndpoint = 'https://127.0.0.1:8092'
const defaultRequestTimeoutMs = 30_000
const defaultRetries = 4

/** Names of the provider's arguments whose values may not be known yet. */
export function unknownArguments(config: ObjectView): readonly string[] {
  return [...config.type.attributes.keys()].filter((name) => !config.isKnown(name))
}

/** The server's address: from the configuration, else RS_ENDPOINT, else this host. */
export function endpointOf(config: ObjectView, { env }: Surroundings): string {
  const configured = config.isKnown('endpoint') ? config.string('endpoint') : null
  return (configured ?? (env['RS_ENDPOINT'] || defaultEndpoint)).replace(/\/+$/, '')
}

/** Whether the server's certificate goes unchecked. */
export function isInsecure(config: ObjectView, { env }: Surroundings): boolean {
  const configured = config.isKnown('insecure_skip_verify') ? config.bool('insecure_skip_verify') : null
  return configured ?? ['1', 'true', 'yes'].includes((env['RS_INSECURE'] ?? '').toLowerCase())
}

/**
 * Reads the settings from a wholly known configuration; what it leaves open comes from the environment.
 * @throws DiagnosticError for missing or unreadable ones, naming the argument.
 */
export function readSettings(config: ObjectView, surroundings: Surroundings): Settings {
  const { env } = surroundings
  const endpoint = endpointOf(config, surroundings)
  if (!URL.canParse(endpoint) || !/^https?:/.test(endpoint)) {
    throw new DiagnosticError(
      'The endpoint is not a URL',
      `"${endpoint}" must look like https://drp.example.net:8092. Set endpoint or RS_ENDPOINT.`,
      { path: path('endpoint') },
    )
  }
  const timeout = config.string('request_timeout')
  return {
    endpoint,
    credentials: readCredentials(config, surroundings, endpoint),
    caCert: readCaCert(config.string('ca_cert') ?? env['RS_CACERT'] ?? '', surroundings),
    fingerprint: (config.string('tls_fingerprint') ?? env['RS_FINGERPRINT']) || null,
    insecure: isInsecure(config, surroundings),
    requestTimeoutMs: (timeout === null ? undefined : parseDuration(timeout)) ?? defaultRequestTimeoutMs,
    maxRetries: config.number('max_retries') ?? defaultRetries,
  }
}

function readCredentials(config: ObjectView, { env }: Surroundings, endpoint: string): Credentials {
  const token = config.string('token')
  if (token !== null) return { kind: 'token', token }
  const key = config.string('key')
  if (key !== null) return splitKey(key, 'key')
  const username = config.string('username')
  const password = config.string('password')
  if (username !== null && password !== null) return { kind: 'password', username, password }
  if (env['RS_TOKEN']) return { kind: 'token', token: env['RS_TOKEN'] }
  if (env['RS_KEY']) return splitKey(env['RS_KEY'], 'RS_KEY')
  throw new DiagnosticError(
    'No credentials for the DRP server',
    `Nothing says how to log in at ${endpoint}. Set token, key, or username and password in the provider block, or RS_TOKEN or RS_KEY in the environment.`,
  )
}

function splitKey(key: string, origin: string): Credentials {
  const colon = key.indexOf(':')
  if (colon > 0) return { kind: 'password', username: key.slice(0, colon), password: key.slice(colon + 1) }
  throw new DiagnosticError('The key cannot be read', `${origin} must have the form USER:PASSWORD.`, {
    path: path('key'),
  })
}

function readCaCert(given: string, { readFile }: Surroundings): string | null {
  if (given === '') return null
  if (given.includes('-----BEGIN')) return given
  try {
    return readFile(given)
  } catch (cause) {
    throw new DiagnosticError(
      'The CA certificate cannot be read',
      `${given}: ${cause instanceof Error ? cause.message : String(cause)}. Set ca_cert to PEM text or to the path of a PEM file.`,
      { path: path('ca_cert'), cause },
    )
  }
}
