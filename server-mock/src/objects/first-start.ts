import { decode, Pool, type Prefs, Profile, User } from '@metalwright/sdk/models'
import { hashPassword } from '../auth/password.ts'
import { SYSTEM } from '../auth/principal.ts'
import type { Contents } from './content/contents.ts'
import type { Objects } from './objects.ts'
import { initialisePreferences, setPreferences } from './preferences.ts'

/** User who may do everything; DRP's name for it. */
export const FIRST_USER = 'rocketskates'

/**
 * Makes what a new server must have: secrets, the profile `global`, the pool `default` and the first user.
 *
 * @param password of the first user
 * @param prefs preferences to start with
 * @returns false when the server had users already, and nothing was changed
 */
export async function firstStart(
  objects: Objects,
  contents: Contents,
  password: () => Promise<string>,
  prefs: Prefs,
): Promise<boolean> {
  // Users of content packs have no password.
  const isFirst = (await objects.store.count('users')) === 0
  if (!isFirst) return false
  // The user comes last: while there is none, a start that was cut off begins anew.
  await objects.store.transact(SYSTEM, (transaction) => initialisePreferences(transaction, objects.ports))
  if (Object.keys(prefs).length > 0) {
    await objects.store.transact(SYSTEM, (transaction) =>
      setPreferences(transaction, contents.layers(), prefs),
    )
  }
  const hash = await hashPassword(await password())
  await objects.edit(SYSTEM, async (edit) => {
    const usable = { Validated: true, Available: true }
    const secret = objects.ports.secret()
    edit.put(
      'users',
      decode(User, { Name: FIRST_USER, Roles: ['superuser'], Secret: secret, ...usable }),
      'create',
    )
    edit.putInternal('credentials', FIRST_USER, { Hash: hash })
    const everywhere = { Name: 'global', Description: 'Params of every machine', ...usable }
    edit.put('profiles', decode(Profile, everywhere), 'create')
    const pool = { Id: 'default', Description: 'Where machines are unless they are put elsewhere', ...usable }
    edit.put('pools', decode(Pool, pool), 'create')
  })
  return true
}
