import { type Check, UNASKED } from '../check.ts'
import type { UnavailableObject } from '../facts.ts'
import { type Finding, warning } from '../finding.ts'

/** Objects of one kind that are named before the rest is only counted. */
const NAMED = 10

/** Which objects cannot be used, and why? */
export const objects: Check = {
  name: 'objects',
  title: 'objects that cannot be used',
  judge: ({ server }) => {
    if (server === undefined) return UNASKED
    const byKind = Map.groupBy(server.unavailable, ({ prefix }) => prefix)
    return [...byKind].flatMap(([prefix, found]) => kind(prefix, found))
  },
}

function kind(prefix: string, found: readonly UnavailableObject[]): Finding[] {
  const named = found
    .slice(0, NAMED)
    .map(({ name, errors }) =>
      warning(
        `${prefix}/${name} is not available: ${errors.join('; ') || 'the server does not say why'}.`,
        'Put right what its errors say; the object is checked again when it or what it needs is saved.',
      ),
    )
  const rest = found.length - named.length
  if (rest <= 0) return named
  return [
    ...named,
    warning(
      `${rest} more of the ${prefix} are not available.`,
      `List them: GET /${prefix}?Available=Eq(false).`,
    ),
  ]
}
