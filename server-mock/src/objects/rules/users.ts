import { type Rule, refused } from './rule.ts'

/** A user needs roles that exist, and a secret that revokes tokens. */
export const userRule: Rule<'users'> = async (user, { ports, session }) => {
  if (user.Secret === '') user.Secret = ports.secret()
  const missing: string[] = []
  for (const role of user.Roles) {
    if ((await session.body('roles', role)) === undefined) missing.push(`Role ${role} does not exist`)
  }
  return refused(missing)
}
