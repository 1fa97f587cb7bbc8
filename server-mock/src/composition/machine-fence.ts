import type { Call } from '../api/route.ts'
import type { Boots } from '../objects/machines/boots.ts'

/** Fences calls that carry a machine's token and say which boot their agent belongs to (`X-Boot-Id`). */
export function machineFence(boots: Boots): (call: Call) => Promise<void> {
  return async ({ principal, headers }) => {
    const boot = headers['x-boot-id']
    if (boot === undefined || !principal.name.startsWith('machine:')) return
    await boots.admit(principal.name.slice('machine:'.length), boot)
  }
}
