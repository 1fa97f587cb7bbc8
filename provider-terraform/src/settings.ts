import type { Settings } from '@metalwright/sdk'
import { DiagnosticError } from './framework/diagnostic.ts'
import { parseDuration } from './framework/duration.ts'
import type { ObjectView } from './framework/object-view.ts'

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>

const defaultEndpoint = 'https://127.0.0.1:8092'

/** Names of the provider's arguments whose values are not known yet. */
export function unknownArguments(config: ObjectView): readonly string[] {
  return [...config.type.attributes.keys()].filter((name) => !config.isKnown(name))
}

/** The server's address: from the configuration, else RS_ENDPOINT, else this host. */
export function endpointOf(config: ObjectView, env: Environment): string {
  const configured = config.isKnown('endpoint') ? config.string('endpoint') : null
  return configured ?? (env['RS_ENDPOINT'] || defaultEndpoint)
}

/** Whether the server's certificate goes unchecked. */
export function isInsecure(config: ObjectView, env: Environment): boolean {
  const configured = config.isKnown('insecure_skip_verify') ? config.bool('insecure_skip_verify') : null
  return configured ?? ['1', 'true', 'yes', 'on'].includes((env['RS_INSECURE'] ?? '').trim().toLowerCase())
}

/**
 * Reads the settings of the SDK from a wholly known configuration; what it leaves open comes from the
 * environment. Credentials of the environment count only when the configuration has none.
 * @throws DiagnosticError when there are no credentials.
 */
export function readSettings(config: ObjectView, env: Environment): Settings {
  const timeout = config.string('request_timeout')
  return {
    endpoint: endpointOf(config, env),
    ...readCredentials(config, env),
    caCert: (config.string('ca_cert') ?? env['RS_CACERT']) || undefined,
    fingerprint: (config.string('tls_fingerprint') ?? env['RS_FINGERPRINT']) || undefined,
    insecure: isInsecure(config, env),
    requestTimeoutMs: timeout === null ? undefined : parseDuration(timeout),
    maxRetries: config.number('max_retries') ?? undefined,
  }
}

function readCredentials(config: ObjectView, env: Environment): Pick<Settings, 'token' | 'key'> {
  const token = config.string('token')
  if (token !== null) return { token }
  const key = config.string('key')
  if (key !== null) return { key }
  const username = config.string('username')
  if (username !== null) return { key: `${username}:${config.string('password') ?? ''}` }
  if (env['RS_TOKEN']) return { token: env['RS_TOKEN'] }
  if (env['RS_KEY']) return { key: env['RS_KEY'] }
  throw new DiagnosticError(
    'No credentials for the DRP server',
    `Nothing says how to log in at ${endpointOf(config, env)}. Set token, key, or username and password in the provider block, or RS_TOKEN or RS_KEY in the environment.`,
  )
}
