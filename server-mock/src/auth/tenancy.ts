import type { Tenant } from '@metalwright/sdk/models'

/** What the tenant of a user lets him see. */
export interface Tenancy {
  readonly tenant: string
  /** Keys of the members by prefix; a prefix that is not listed is not constrained. */
  readonly members: ReadonlyMap<string, ReadonlySet<string>>
}

/** The view of a tenant's users. */
export function tenancyOf(tenant: Tenant): Tenancy {
  const members = new Map(Object.entries(tenant.Members).map(([prefix, keys]) => [prefix, new Set(keys)]))
  return { tenant: tenant.Name, members }
}

/** Keys of a prefix that may be seen; `undefined` when all may. */
export function visibleKeys(tenancy: Tenancy | undefined, prefix: string): ReadonlySet<string> | undefined {
  return tenancy?.members.get(prefix)
}

/** Whether an object of this key may be seen. */
export function sees(tenancy: Tenancy | undefined, prefix: string, key: string): boolean {
  return visibleKeys(tenancy, prefix)?.has(key) ?? true
}
