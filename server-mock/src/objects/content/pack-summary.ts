import type { ContentSummary } from '@metalwright/sdk/models'
import type { Reader } from '../../store/port.ts'
import type { Layers } from './layers.ts'
import type { Pack } from './pack.ts'
import { unmetNeeds } from './pack-prerequisites.ts'
import { clashes } from './pack-stack.ts'

/** Warnings of one pack at most; the last one then says how many more there are. */
const MAX_WARNINGS = 100

/**
 * A pack without its objects, with what does not stop it and somebody should know: kinds and fields that are not
 * understood, needs that are not met, objects of upper layers in the place of its own, and objects that cannot be
 * used.
 */
export async function packSummary(
  pack: Pack,
  layers: Layers,
  reader: Reader,
  features: readonly string[],
): Promise<ContentSummary> {
  const counts = [...pack.source].map(([prefix, section]) => [prefix, section.size])
  const needs = unmetNeeds(layers.packs, features).filter((text) =>
    text.startsWith(`Content ${pack.meta.Name} `),
  )
  const shadows = clashes(layers.packs)
    .filter(({ lower }) => lower === pack)
    .map(({ prefix, key, upper }) => `${prefix}/${key}: the object of ${upper.meta.Name} is in its place`)
  const warnings = [...pack.oddities, ...needs, ...shadows, ...(await stateWarnings(pack, layers, reader))]
  const more = warnings.length - MAX_WARNINGS
  return {
    meta: { ...pack.rawMeta, ...pack.meta },
    Counts: Object.fromEntries(counts),
    Warnings: more > 0 ? [...warnings.slice(0, MAX_WARNINGS), `and ${more} more`] : warnings,
  }
}

async function stateWarnings(pack: Pack, layers: Layers, reader: Reader): Promise<string[]> {
  const warnings: string[] = []
  for (const [prefix, section] of pack.objects) {
    for (const key of section.keys()) {
      const object = layers.get(prefix, key)
      if (layers.brought(prefix, key) !== section.get(key)) continue
      if ((await reader.get(prefix, key)) !== undefined) {
        warnings.push(`${prefix}/${key}: a writable object is in its place`)
      } else if (object?.['Available'] === false && Array.isArray(object['Errors'])) {
        warnings.push(`${prefix}/${key} is not available: ${object['Errors'].join('; ')}`)
      }
    }
  }
  return warnings
}
