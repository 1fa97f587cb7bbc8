import type { JsonValue } from '../models/index.ts'

/**
 * Whether an object of the server is the one that was sent: everything that was sent is in it. The server may have
 * filled in more, members of objects as well as elements of lists, and may write texts in lower case.
 */
export function holdsAll(found: JsonValue | undefined, sent: JsonValue): boolean {
  if (Array.isArray(sent)) {
    return Array.isArray(found) && sent.every((part) => found.some((other) => holdsAll(other, part)))
  }
  if (sent !== null && typeof sent === 'object') {
    if (found === null || typeof found !== 'object' || Array.isArray(found)) return false
    return Object.entries(sent).every(([name, part]) =>
      holdsAll(Object.hasOwn(found, name) ? found[name] : undefined, part),
    )
  }
  if (typeof sent === 'string' && typeof found === 'string')
    return found === sent || found === sent.toLowerCase()
  return found === sent
}
