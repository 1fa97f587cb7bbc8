import { SettingsError } from './settings-error.ts'

/** Where the server is, who we are, and how patient we are. Everything may be left out. */
export interface Settings {
  /** URL of the server, `https://127.0.0.1:8092` by default. A path in it goes in front of `/api/v3`. */
  readonly endpoint?: string | undefined
  /** Token; used as it is and never renewed. Wins over `key`. */
  readonly token?: string | undefined
  /** `user:password`, split at the first colon. A token is fetched with it and renewed. */
  readonly key?: string | undefined
  /** Certificate authorities to trust instead of the system's: PEM text, or path of a PEM file. */
  readonly caCert?: string | undefined
  /** Certificate that we show to the server: PEM text, or path of a PEM file. Needs `clientKey`. */
  readonly clientCert?: string | undefined
  /** Private key of `clientCert`: PEM text, or path of a PEM file. */
  readonly clientKey?: string | undefined
  /** SHA-256 of the server's certificate in hex; it alone is trusted then, self-signed or not. */
  readonly fingerprint?: string | undefined
  /** Trust any certificate. A `fingerprint` is still checked. */
  readonly insecure?: boolean | undefined
  /** Milliseconds one attempt of a call may take, 30,000 by default. Uploads and downloads: without progress. */
  readonly requestTimeoutMs?: number | undefined
  /** Milliseconds to wait for a connection, 10,000 by default. */
  readonly connectTimeoutMs?: number | undefined
  /** How often a failed call is repeated, 4 by default. Only calls that may be repeated are. */
  readonly maxRetries?: number | undefined
  /** Longest pause between attempts in milliseconds, 30,000 by default; also caps `Retry-After`. */
  readonly maxRetryWaitMs?: number | undefined
  /** Milliseconds between two looks at something that a server cannot tell about by itself, 5,000 by default. */
  readonly pollIntervalMs?: number | undefined
  /** Largest answer in bytes, decompressed, 64 MiB by default. Downloads have no limit. */
  readonly maxResponseBytes?: number | undefined
  /** Calls at a time, 10 by default; watches come on top. */
  readonly maxConnections?: number | undefined
  /** Seconds a fetched token lives, 3600 by default; it is renewed at half of it. */
  readonly tokenTtlSeconds?: number | undefined
}

/** Endpoint of a server that runs here with default ports. */
export const DEFAULT_ENDPOINT = 'https://127.0.0.1:8092'

const YES = new Set(['1', 'true', 'yes', 'on'])
const NO = new Set(['0', 'false', 'no', 'off'])

/**
 * Reads `RS_ENDPOINT`, `RS_TOKEN`, `RS_KEY`, `RS_CACERT`, `RS_FINGERPRINT` and `RS_INSECURE`. An empty variable
 * counts as not set.
 *
 * @throws SettingsError when `RS_INSECURE` is neither yes nor no
 */
export function settingsFromEnvironment(environment: Readonly<Record<string, string | undefined>>): Settings {
  const read = (name: string): string | undefined => environment[name] || undefined
  return {
    endpoint: read('RS_ENDPOINT'),
    token: read('RS_TOKEN'),
    key: read('RS_KEY'),
    caCert: read('RS_CACERT'),
    fingerprint: read('RS_FINGERPRINT'),
    insecure: flag('RS_INSECURE', read('RS_INSECURE')),
  }
}

function flag(name: string, text: string | undefined): boolean | undefined {
  const word = text?.trim().toLowerCase()
  if (word === undefined) return undefined
  if (YES.has(word)) return true
  if (NO.has(word)) return false
  throw new SettingsError('insecure', `${name} must be true or false, not \`${text}\`.`)
}
