import type { HostMachine } from './data.ts'

/**
 * Profiles by the order in which they stand on machines, the strongest last, as Ansible's `ansible_group_priority`
 * counts from 1. Undefined where two machines have them in different orders.
 */
export function profilePriorities(machines: readonly HostMachine[]): ReadonlyMap<string, number> | undefined {
  const weaker = new Map<string, Set<string>>()
  for (const { Profiles } of machines) {
    for (const [at, name] of Profiles.entries()) {
      const below = weaker.get(name) ?? new Set()
      weaker.set(name, below)
      const next = Profiles[at + 1]
      if (next !== undefined) below.add(next)
    }
  }
  const order = new Map<string, number>()
  const waiting = new Map([...weaker].sort(([a], [b]) => (a < b ? 1 : -1)))
  while (waiting.size > 0) {
    const ready = [...waiting].filter(([, below]) => [...below].every((name) => order.has(name)))
    if (ready.length === 0) return undefined
    for (const [name] of ready) waiting.delete(name)
    for (const [name] of ready) order.set(name, order.size + 1)
  }
  return order
}
