import type { Settings } from '@metalwright/sdk'
import { durationMs } from './duration.ts'
import type { Checked, Failure } from './plugin/provider.ts'
import { checkInputs } from './resources/check-inputs.ts'
import { configuration } from './schema/configuration.ts'
import { type PropertyMap, Secret, Unknown, type Value } from './values/value.ts'
import { unwrap } from './values/walk.ts'

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>

const DEFAULT_ENDPOINT = 'https://127.0.0.1:8092'
const WAYS = ['token', 'key', 'username'] as const

/**
 * Checks the configuration of the provider. SDKs and stacks send what is no text as JSON text, which is taken as well.
 * What the environment gives is not copied into it: no secret lands in a state that the user did not ask for.
 */
export function checkConfiguration(news: PropertyMap, env: Environment): Checked {
  const known = new Map([...news].filter(([name]) => Object.hasOwn(configuration, name)))
  const native = new Map([...known].map(([name, value]) => [name, nativeValue(name, value)]))
  const { inputs, failures } = checkInputs(configuration, native)
  return { inputs, failures: [...failures, ...contradictions(inputs, env)] }
}

/** A setting in its own type. */
function nativeValue(name: string, value: Value): Value {
  if (value instanceof Secret) return new Secret(nativeValue(name, value.value))
  const kind = configuration[name]?.type.kind
  if (typeof value !== 'string' || kind === 'string') return value
  if (kind === 'boolean' && /^(true|false)$/i.test(value.trim())) return value.trim().toLowerCase() === 'true'
  if (kind === 'integer' && /^-?\d{1,15}$/.test(value.trim())) return Number(value.trim())
  return value
}

function contradictions(inputs: PropertyMap, env: Environment): Failure[] {
  const failures: Failure[] = []
  const fail = (property: string, reason: string) => failures.push({ property, reason })
  const text = (name: string) => {
    const value = unwrap(inputs.get(name))
    return typeof value === 'string' ? value : undefined
  }
  const endpoint = text('endpoint')
  if (endpoint !== undefined && !isEndpoint(endpoint)) {
    fail('endpoint', 'It must be a URL such as https://drp.example.net:8092, without user and password.')
  }
  for (const name of ['defaultTimeout', 'requestTimeout']) {
    const value = text(name)
    if (value !== undefined && !((durationMs(value) ?? 0) > 0)) {
      fail(name, 'It must be a duration such as `90s`, `30m` or `1h30m`.')
    }
  }
  const retries = inputs.get('requestRetries')
  if (typeof retries === 'number' && (retries < 0 || retries > 100))
    fail('requestRetries', 'It must be 0 to 100.')
  const key = text('key')
  if (key !== undefined && key.indexOf(':') < 1) fail('key', 'It must be of the form USER:PASSWORD.')
  const fingerprint = text('fingerprint')
  if (fingerprint !== undefined && !/^(?:sha256:)?(?:[0-9a-fA-F]{2}:?){32}$/.test(fingerprint)) {
    fail('fingerprint', 'It must be a SHA-256 in 64 hexadecimal digits.')
  }
  const [first, second] = WAYS.filter((name) => inputs.has(name))
  if (first !== undefined && second !== undefined) fail(second, `Set either ${first} or ${second}, not both.`)
  if (inputs.has('username') && !inputs.has('password')) fail('password', 'username needs a password.')
  if (inputs.has('password') && !inputs.has('username')) fail('username', 'password needs a username.')
  if (first === undefined && !inputs.has('password') && !env['RS_TOKEN'] && !env['RS_KEY']) {
    const message =
      'Nothing says how to log in. Set drp:token, drp:key, or drp:username and drp:password (pulumi config set --secret), or RS_TOKEN or RS_KEY in the environment.'
    fail('', message)
  }
  return failures
}

function isEndpoint(text: string): boolean {
  const url = URL.parse(text)
  const web = url?.protocol === 'https:' || url?.protocol === 'http:'
  return web && url.username === '' && url.password === ''
}

/** Names of the settings that are not known yet. */
export function unknownSettings(config: PropertyMap): readonly string[] {
  return [...config].filter(([, value]) => unwrap(value) instanceof Unknown).map(([name]) => name)
}

/** The server's address: from the configuration, else RS_ENDPOINT, else this host. */
export function endpointOf(config: PropertyMap, env: Environment): string {
  return textOf(config, 'endpoint') ?? (env['RS_ENDPOINT'] || DEFAULT_ENDPOINT)
}

/** Whether the server's certificate goes unchecked. */
export function isInsecure(config: PropertyMap, env: Environment): boolean {
  const configured = nativeValue('insecureSkipTlsVerify', unwrap(config.get('insecureSkipTlsVerify')) ?? null)
  if (typeof configured === 'boolean') return configured
  return ['1', 'true', 'yes', 'on'].includes((env['RS_INSECURE'] ?? '').trim().toLowerCase())
}

/** A text of the configuration; undefined when it is not given. */
export function textOf(config: PropertyMap, name: string): string | undefined {
  const value = unwrap(config.get(name))
  return typeof value === 'string' && value !== '' ? value : undefined
}

/**
 * The settings of the SDK. Credentials of the environment count only when the configuration has none.
 */
export function clientSettings(config: PropertyMap, env: Environment): Settings {
  const requestTimeout = textOf(config, 'requestTimeout')
  const retries = nativeValue('requestRetries', unwrap(config.get('requestRetries')) ?? null)
  return {
    endpoint: endpointOf(config, env),
    ...credentials(config, env),
    caCert: textOf(config, 'caCertificate') ?? (env['RS_CACERT'] || undefined),
    fingerprint: textOf(config, 'fingerprint') ?? (env['RS_FINGERPRINT'] || undefined),
    insecure: isInsecure(config, env),
    requestTimeoutMs: requestTimeout === undefined ? undefined : durationMs(requestTimeout),
    maxRetries: typeof retries === 'number' ? retries : undefined,
  }
}

function credentials(config: PropertyMap, env: Environment): Pick<Settings, 'token' | 'key'> {
  const token = textOf(config, 'token')
  if (token !== undefined) return { token }
  const key = textOf(config, 'key')
  if (key !== undefined) return { key }
  const username = textOf(config, 'username')
  if (username !== undefined) return { key: `${username}:${textOf(config, 'password') ?? ''}` }
  return env['RS_TOKEN'] ? { token: env['RS_TOKEN'] } : { key: env['RS_KEY'] || undefined }
}
