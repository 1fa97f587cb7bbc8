import type { Settings } from '@metalwright/sdk'
import { endpointList } from '@metalwright/sdk/endpoint-list'
import { DiagnosticError } from './framework/diagnostic.ts'
import { parseDuration } from './framework/duration.ts'
import type { ObjectView } from './framework/object-view.ts'
import { jsonObject } from './resources/machine/machine-values.ts'
import { path } from './values/path.ts'

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>

/** What the connection to a server is made of. */
export interface RemoteSettings extends Settings {
  /** Servers to choose from, the first that is there; `endpoint` is the first of them. */
  readonly endpoints: readonly string[]
  /** Text that every claim is marked with; null for the usual one. */
  readonly claimOwner: string | null
  /** Whether pools are used without asking the server first whether it has them. */
  readonly skipVersionCheck: boolean
}

const defaultEndpoint = 'https://127.0.0.1:8092'

/** Names of the provider's arguments whose values are not known yet. */
export function unknownArguments(config: ObjectView): readonly string[] {
  return [...config.type.attributes.keys()].filter((name) => !config.isKnown(name))
}

/**
 * The servers to choose from: that of the configuration, of RS_ENDPOINT, those of RS_ENDPOINTS, or this host. Behind
 * a manager, each with the path of the proxied endpoint.
 */
export function endpointsOf(config: ObjectView, env: Environment): readonly [string, ...string[]] {
  const behind = text(config, 'proxy_endpoint') ?? (env['RS_ENDPOINT_PROXY'] || undefined)
  const one = text(config, 'endpoint') ?? (env['RS_ENDPOINT'] || undefined)
  const [first = defaultEndpoint, ...others] =
    one === undefined ? endpointList(env['RS_ENDPOINTS'] ?? '') : [one]
  const proxied = (endpoint: string): string =>
    behind === undefined ? endpoint : `${endpoint.replace(/\/+$/, '')}/${encodeURIComponent(behind)}`
  return [proxied(first), ...others.map(proxied)]
}

/** Whether the server's certificate goes unchecked. */
export function isInsecure(config: ObjectView, env: Environment): boolean {
  const configured = config.isKnown('insecure_skip_verify') ? config.bool('insecure_skip_verify') : null
  return configured ?? ['1', 'true', 'yes', 'on'].includes((env['RS_INSECURE'] ?? '').trim().toLowerCase())
}

/** The pool for machines that name none. */
export function poolOf(config: ObjectView, env: Environment): string {
  return text(config, 'default_pool') ?? (env['RS_POOL'] || 'default')
}

/** The text that marks claims; null when none is set. */
export function claimOwnerOf(config: ObjectView, env: Environment): string | null {
  return text(config, 'claim_owner') ?? (env['TF_DRP_OWNER'] || null)
}

/** Milliseconds between two looks at something that is being waited for. */
export function pollIntervalOf(config: ObjectView): number {
  return milliseconds(text(config, 'poll_interval')) ?? 5_000
}

/** A flag of the configuration; the default while it is not known yet. */
export function flagOf(config: ObjectView, name: string, preset: boolean): boolean {
  return (config.isKnown(name) ? config.bool(name) : null) ?? preset
}

/** Annotations for everything that is created; none while they are not known yet. */
export function metaOf(config: ObjectView): Readonly<Record<string, string>> {
  if (!config.isKnown('default_meta')) return {}
  const meta = Object.entries(jsonObject(config.json('default_meta')))
  return Object.fromEntries(meta.filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}

/** Texts that let somebody in, those of the environment too. */
export function secretsOf(config: ObjectView, env: Environment): readonly (string | undefined)[] {
  const keys = [env['RS_KEY'], text(config, 'key')].filter((key) => key !== undefined)
  const passwords = [...keys.map((key) => key.slice(key.indexOf(':') + 1)), env['RS_PASSWORD']]
  return [env['RS_TOKEN'], env['RS_CLIENT_KEY'], ...passwords]
}

/**
 * Reads the settings of the SDK from a wholly known configuration; what it leaves open comes from the
 * environment. Credentials of the environment count only when the configuration has none.
 * @throws DiagnosticError when there are no credentials, or half of them.
 */
export function readSettings(config: ObjectView, env: Environment): RemoteSettings {
  const endpoints = endpointsOf(config, env)
  return {
    endpoint: endpoints[0],
    endpoints,
    ...readCredentials(config, env),
    caCert: (config.string('ca_cert') ?? env['RS_CACERT']) || undefined,
    fingerprint: (config.string('tls_fingerprint') ?? env['RS_FINGERPRINT']) || undefined,
    insecure: isInsecure(config, env),
    requestTimeoutMs: milliseconds(config.string('request_timeout')),
    maxRetries: config.number('max_retries') ?? undefined,
    maxRetryWaitMs: milliseconds(config.string('retry_max_wait')),
    pollIntervalMs: pollIntervalOf(config),
    maxConnections: config.number('max_concurrent_requests') ?? undefined,
    claimOwner: claimOwnerOf(config, env),
    skipVersionCheck: config.bool('skip_version_check') ?? false,
  }
}

function readCredentials(
  config: ObjectView,
  env: Environment,
): Pick<Settings, 'token' | 'key' | 'clientCert' | 'clientKey'> {
  const certificate = clientCertificate(config, env)
  const login = readLogin(config, env)
  if (login === undefined && certificate.clientCert === undefined) {
    throw new DiagnosticError(
      'No credentials for the DRP server',
      `Nothing says how to log in at ${endpointsOf(config, env)[0]}. Set token, key, or username and password in the provider block, or RS_TOKEN, RS_KEY, or RS_USERNAME and RS_PASSWORD in the environment.`,
    )
  }
  return { ...login, ...certificate }
}

function readLogin(config: ObjectView, env: Environment): Pick<Settings, 'token' | 'key'> | undefined {
  const token = config.string('token')
  if (token !== null) return { token }
  const key = config.string('key')
  if (key !== null) return { key }
  if (config.string('username') === null && config.string('password') === null) {
    if (env['RS_TOKEN']) return { token: env['RS_TOKEN'] }
    if (env['RS_KEY']) return { key: env['RS_KEY'] }
  }
  const username = config.string('username') ?? (env['RS_USERNAME'] || null)
  const password = config.string('password') ?? (env['RS_PASSWORD'] || null)
  if (username !== null && password !== null) return { key: `${username}:${password}` }
  if (username === null && password === null) return undefined
  const [given, missing] = username === null ? ['password', 'username'] : ['username', 'password']
  throw new DiagnosticError(
    `${missing} is missing`,
    `There is a ${given} but no ${missing}. Set ${missing} in the provider block or RS_${missing.toUpperCase()} in the environment, or use key or token.`,
    { path: path(missing) },
  )
}

function clientCertificate(config: ObjectView, env: Environment): Pick<Settings, 'clientCert' | 'clientKey'> {
  const clientCert = (config.string('client_cert') ?? env['RS_CLIENT_CERT']) || undefined
  const clientKey = (config.string('client_key') ?? env['RS_CLIENT_KEY']) || undefined
  if (clientCert === undefined && clientKey === undefined) return {}
  if (clientCert !== undefined && clientKey !== undefined) return { clientCert, clientKey }
  const missing = clientCert === undefined ? 'client_cert' : 'client_key'
  throw new DiagnosticError(
    `${missing} is missing`,
    `A client certificate needs its key, and a key its certificate. Set ${missing} in the provider block or RS_${missing.toUpperCase()} in the environment.`,
    { path: path(missing) },
  )
}

/** A text of the configuration; undefined when it is not set or not known yet. */
function text(config: ObjectView, name: string): string | undefined {
  return (config.isKnown(name) ? config.string(name) : null) ?? undefined
}

function milliseconds(duration: string | null | undefined): number | undefined {
  return duration === null || duration === undefined ? undefined : parseDuration(duration)
}
