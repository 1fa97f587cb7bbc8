import { type Rule, refused } from './rule.ts'

/** A user is confined to one part of the fleet at most. */
export const tenantRule: Rule<'tenants'> = async (tenant, { session }) => {
  const taken: string[] = []
  for (const user of new Set(tenant.Users)) {
    for (const other of await session.find('tenants', 'Users', user)) {
      if (other !== tenant.Name) taken.push(`User ${user} is in tenant ${other} already`)
    }
  }
  if (new Set(tenant.Users).size !== tenant.Users.length) taken.push('Users names one user twice')
  return refused(taken)
}
