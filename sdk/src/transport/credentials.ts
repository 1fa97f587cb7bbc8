import type { Settings } from './settings.ts'
import { SettingsError } from './settings-error.ts'

/** Who we are to the server. */
export type Credentials =
  | { readonly kind: 'none' }
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'password'; readonly user: string; readonly password: string }

/**
 * Takes the credentials from the settings; a token wins over a key.
 *
 * @throws SettingsError when the key is not `user:password`, or the token cannot be sent in a header
 */
export function credentialsOf({ token, key }: Settings): Credentials {
  if (token !== undefined && token !== '') {
    if (!/^[\x21-\x7e]+$/.test(token)) {
      throw new SettingsError('token', 'The token holds blanks or line breaks; pass it as it was given.')
    }
    return { kind: 'token', token }
  }
  if (key === undefined || key === '') return { kind: 'none' }
  const colon = key.indexOf(':')
  if (colon < 1) throw new SettingsError('key', 'The key must be user:password, with a colon between them.')
  return { kind: 'password', user: key.slice(0, colon), password: key.slice(colon + 1) }
}
