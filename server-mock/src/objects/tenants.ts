import type { Prefix } from '@metalwright/sdk/models'
import type { Edit } from './session.ts'

/** Makes an object that one of its users has created a member of a tenant, where the tenant confines its kind. */
export async function joinTenant(edit: Edit, tenant: string, prefix: Prefix, key: string): Promise<void> {
  const found = await edit.get('tenants', tenant)
  const members = found?.Members[prefix]
  if (found === undefined || members === undefined || members.includes(key)) return
  edit.put('tenants', { ...found, Members: { ...found.Members, [prefix]: [...members, key] } }, 'save')
}

/** Takes an object that goes out of the tenants it is in. */
export async function leaveTenants(edit: Edit, prefix: Prefix, key: string): Promise<void> {
  if ((await edit.count('tenants')) === 0) return
  for (const body of await edit.bodies('tenants')) {
    const tenant = await edit.get('tenants', String(body['Name']))
    const members = tenant?.Members[prefix]
    if (tenant === undefined || !members?.includes(key)) continue
    const left = members.filter((member) => member !== key)
    edit.put('tenants', { ...tenant, Members: { ...tenant.Members, [prefix]: left } }, 'save')
  }
}
