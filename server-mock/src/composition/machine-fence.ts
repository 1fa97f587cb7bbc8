import type { Call } from '../api/route.ts'
import type { Boots } from '../objects/machines/boots.ts'

/**
 * Refuses calls with a token that a machine was given for an earlier boot or an earlier system, and fences changes
 * by agents of earlier boots: those say which boot they belong to (`X-Boot-Id`).
 */
export function machineFence(boots: Boots): (call: Call, method: string) => Promise<void> {
  return async ({ principal, headers }, method) => {
    if (!principal.name.startsWith('machine:')) return
    const machine = principal.name.slice('machine:'.length)
    const boot = method === 'GET' ? undefined : headers['x-boot-id']
    await boots.admit(machine, boot, principal.issue)
  }
}
