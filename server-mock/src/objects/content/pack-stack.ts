import { BACKING_STORE, type Pack } from './pack.ts'

/** The packs by where they come from. */
export interface PackGroups {
  readonly local: readonly Pack[]
  /** Uploaded ones by name. */
  readonly uploaded: ReadonlyMap<string, Pack>
  readonly default: readonly Pack[]
  readonly plugins: readonly Pack[]
  /** Those of the server itself, highest first. */
  readonly builtin: readonly Pack[]
}

/** A key that two layers have. */
export interface Clash {
  readonly prefix: string
  readonly key: string
  readonly upper: Pack
  readonly lower: Pack
}

/** The layers below the writable one, highest first (DRP). Of packs with one name the highest is in force alone. */
export function stack(groups: PackGroups): Pack[] {
  const byName = (a: Pack, b: Pack) => (a.meta.Name < b.meta.Name ? -1 : 1)
  const all = [
    ...groups.local,
    ...[...groups.uploaded.values()].sort(byName),
    ...groups.default,
    ...[...groups.plugins].sort(byName),
    ...groups.builtin,
  ]
  const names = new Set<string>()
  return all.filter(({ meta }) => !names.has(meta.Name) && names.add(meta.Name))
}

/** Keys that more than one layer has. The upper layer's object is in force. */
export function clashes(packs: readonly Pack[]): Clash[] {
  const found: Clash[] = []
  const seen = new Map<string, Pack>()
  for (const lower of packs) {
    for (const [prefix, section] of lower.objects) {
      for (const key of section.keys()) {
        const place = `${prefix}/${key}`
        const upper = seen.get(place)
        if (upper === undefined) seen.set(place, lower)
        else found.push({ prefix, key, upper, lower })
      }
    }
  }
  return found
}

/**
 * Why a pack cannot become a layer (DRP): a key may be in one layer only, unless the lower one of two says that
 * it may be overwritten.
 *
 * @param packs the layers with the pack among them
 * @param inStore whether the writable store has an object
 */
export function restrictions(pack: Pack, packs: readonly Pack[], writable: ReadonlySet<string>): string[] {
  const word = (key: string, layer: number, name: string) =>
    `New layer violates key restrictions: keysCannotBeOverridden: ${key} is already in layer ${layer} (${name})`
  const texts = [...writable].map((key) => word(key, 0, BACKING_STORE))
  for (const { key, upper, lower } of clashes(packs)) {
    if (lower.meta.Overwritable || (upper !== pack && lower !== pack)) continue
    const other = upper === pack ? lower : upper
    texts.push(word(key, packs.indexOf(other) + 1, other.meta.Name))
  }
  return texts
}
