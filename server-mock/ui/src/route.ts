/** What the address of the page asks for. */
export type Route =
  | { readonly kind: 'machines' }
  | { readonly kind: 'machine'; readonly uuid: string }
  | { readonly kind: 'unknown' }

/** Reads the part of the address after `#`. */
export function routeOf(hash: string): Route {
  const path = hash.replace(/^#?\/?/, '').replace(/\/$/, '')
  if (path === '' || path === 'machines') return { kind: 'machines' }
  const uuid = /^machines\/([0-9a-f-]{36})$/.exec(path)?.[1]
  return uuid === undefined ? { kind: 'unknown' } : { kind: 'machine', uuid }
}

/** Address of a machine's page. */
export function machineLink(uuid: string): string {
  return `#/machines/${encodeURIComponent(uuid)}`
}

/** Address of the list of machines. */
export const MACHINES_LINK = '#/machines'
