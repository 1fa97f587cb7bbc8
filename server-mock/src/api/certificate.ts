import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { hostname, networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { makeCertificate } from '@metalwright/sdk/certificate'
import { type Settings, SettingsError } from '../settings.ts'

/** Certificate and key of the API, PEM. */
export interface ApiCertificate {
  readonly cert: string
  readonly key: string
}

/** Days a self-signed certificate lives. */
const DAYS = 3650

/**
 * The certificate the settings name, or a self-signed one that is made once and kept in the base root, so that
 * clients which trust its fingerprint go on to.
 *
 * @throws SettingsError when a named file cannot be read
 */
export async function apiCertificate(settings: Settings, now: Date): Promise<ApiCertificate> {
  if (settings.tlsCert !== '' || settings.tlsKey !== '') {
    return {
      cert: await named('--tls-cert', settings.tlsCert),
      key: await named('--tls-key', settings.tlsKey),
    }
  }
  const folder = join(settings.baseRoot, 'tls')
  const files = { cert: join(folder, 'server.crt'), key: join(folder, 'server.key') }
  try {
    return { cert: await readFile(files.cert, 'utf8'), key: await readFile(files.key, 'utf8') }
  } catch {
    const addresses = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ family }) => family === 'IPv4')
      .map(({ address }) => address)
    const made = makeCertificate({ names: [hostname(), 'localhost'], addresses, days: DAYS }, now)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(files.key, made.keyPem, { mode: 0o600 })
    await writeFile(files.cert, made.certificatePem)
    return { cert: made.certificatePem, key: made.keyPem }
  }
}

async function named(flag: string, file: string): Promise<string> {
  if (file === '') throw new SettingsError(flag, '', 'give --tls-cert and --tls-key together')
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new SettingsError(flag, file, 'the file cannot be read', error)
  }
}
