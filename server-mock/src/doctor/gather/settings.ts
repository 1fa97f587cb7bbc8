import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Settings, settingsFromEnvironment } from '@metalwright/sdk'
import { fingerprintOf } from '@metalwright/sdk/certificate'

/** As `hostSettings`, for one who would rather hear soon that there is no answer. @throws SettingsError */
export async function doctorSettings(
  environment: Readonly<Record<string, string | undefined>>,
  endpoint: string | undefined,
  baseRoot: string | undefined,
): Promise<Settings> {
  const patience = { requestTimeoutMs: 10_000, connectTimeoutMs: 5000, maxRetries: 0 }
  return { ...(await hostSettings(environment, endpoint, baseRoot)), ...patience }
}

/**
 * How the API is asked: what the caller and the environment (`RS_…`) say, and what the base root holds where they
 * say nothing, the first user's password and the fingerprint of the self-signed certificate.
 *
 * @throws SettingsError when a variable cannot be understood
 */
export async function hostSettings(
  environment: Readonly<Record<string, string | undefined>>,
  endpoint: string | undefined,
  baseRoot: string | undefined,
): Promise<Settings> {
  const given = settingsFromEnvironment(environment)
  const known = { ...given, ...(endpoint === undefined ? {} : { endpoint }) }
  if (baseRoot === undefined) return known
  const hasKey = given.key !== undefined || given.token !== undefined
  const hasTrust = given.fingerprint !== undefined || given.caCert !== undefined || given.insecure === true
  const key = hasKey ? undefined : (await text(join(baseRoot, 'initial-password')))?.trim()
  const certificate = hasTrust ? undefined : await text(join(baseRoot, 'tls', 'server.crt'))
  return {
    ...known,
    ...(key === undefined ? {} : { key }),
    ...(certificate === undefined ? {} : { fingerprint: fingerprintOf(certificate) }),
  }
}

async function text(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined)
}
