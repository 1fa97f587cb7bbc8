import { createHash } from 'node:crypto'

/**
 * Hash of JSON, 32 hexadecimal digits, whatever the order of its members; members that are undefined do not count.
 * It is stored on machines, so it must stay what it is from release to release.
 */
export function fingerprintOf(json: unknown): string {
  return createHash('sha256').update(canonical(json)).digest('hex').slice(0, 32)
}

/** JSON text with members in order. */
function canonical(json: unknown): string {
  if (Array.isArray(json)) return `[${json.map(canonical).join(',')}]`
  if (typeof json !== 'object' || json === null) return JSON.stringify(json) ?? 'null'
  const members = Object.entries(json)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`
}
