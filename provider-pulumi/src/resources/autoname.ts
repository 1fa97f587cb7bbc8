import { createHash, randomBytes } from 'node:crypto'
import type { CheckRequest } from '../plugin/provider.ts'

/** What the engine tells about names in a check. */
export type Naming = Pick<CheckRequest, 'name' | 'urn' | 'randomSeed' | 'autonaming'>

/**
 * A name for a resource whose program gives none: as the configuration of the stack wants it, else the name of the
 * resource with a random end, so that a replacement can stand beside what it replaces. Undefined when the
 * configuration turns this off.
 */
export function autoname(naming: Naming): string | undefined {
  const { autonaming, name } = naming
  if (autonaming?.mode === 'disable') return undefined
  if (autonaming?.mode === 'enforce') return autonaming.proposedName
  if (autonaming !== undefined && autonaming.proposedName !== '') return usable(autonaming.proposedName)
  return `${usable(name)}-${randomText(naming, 'name').slice(0, 7)}`
}

/**
 * Hex digits that are this resource's own in this run.
 *
 * @param use what for: another use, other digits
 */
export function randomText({ randomSeed, urn }: Naming, use: string): string {
  const seed = randomSeed.length > 0 ? randomSeed : randomBytes(32)
  return createHash('sha256').update(seed).update(`\0${urn}\0${use}`).digest('hex').slice(0, 32)
}

/** A name without what DRP does not allow in names. */
function usable(name: string): string {
  const text = name.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replace(/^[-.]+/, '')
  return text === '' ? 'object' : text.slice(0, 200)
}
