import type { Call, Route } from './route.ts'

/**
 * The routes, of which those about leases wait first until the store has what DHCP told its clients: under load
 * leases are durable in a journal before the store has them.
 *
 * @param settled resolves when the store has the lease of an address, or all of them
 */
export function withSettledLeases(
  routes: readonly Route[],
  settled: (address?: string) => Promise<void>,
): Route[] {
  return routes.map((route) => {
    const isOfLeases = /^\/leases(?:\/|$)/.test(route.path)
    if (!isOfLeases && route.path !== '/lists') return route
    const handle = async (call: Call) => {
      const key = call.path['key'] ?? ''
      if (key !== '') await settled(addressOf(key))
      else if (isOfLeases || call.query.getAll('list').some((list) => list.startsWith('leases')))
        await settled()
      return route.handle(call)
    }
    return { ...route, handle }
  })
}

/** Address that a key of a lease means, dotted or in hex; `undefined` for another form, which may be any lease. */
function addressOf(key: string): string | undefined {
  if (/^[0-9a-f]{8}$/i.test(key)) return [...Buffer.from(key, 'hex')].join('.')
  return /^\d+\.\d+\.\d+\.\d+$/.test(key) ? key : undefined
}
