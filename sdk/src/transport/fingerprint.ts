import { SettingsError } from './settings-error.ts'

/**
 * Reads a SHA-256 fingerprint: 64 hex digits in any case, with or without colons and a `sha256:` prefix. Gives
 * them in lower case without colons.
 *
 * @throws SettingsError when it is something else
 */
export function parseFingerprint(text: string): string {
  const digits = text
    .trim()
    .toLowerCase()
    .replace(/^sha-?256[:=]/, '')
    .replace(/^.*fingerprint=/, '')
    .replaceAll(':', '')
  if (/^[0-9a-f]{64}$/.test(digits)) return digits
  throw new SettingsError('fingerprint', `The fingerprint \`${text}\` is not a SHA-256 in 64 hex digits.`)
}
