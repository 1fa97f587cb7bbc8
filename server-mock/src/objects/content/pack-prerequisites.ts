import semver from 'semver'
import type { Pack } from './pack.ts'

/** Something a pack needs besides itself. */
interface Need {
  readonly name: string
  /** Range of versions; empty for any. */
  readonly range: string
}

/**
 * What packs need that is not there, one text each: features of the server, and other packs, each with a range
 * of versions if the pack says so (`base:>=1.0, other`). A pack whose version is none, such as `user`, serves only
 * those who do not ask for a version.
 *
 * @param packs all that are loaded
 */
export function unmetNeeds(packs: readonly Pack[], features: readonly string[]): string[] {
  return packs.flatMap((pack) => [...missingFeatures(pack, features), ...missingPacks(pack, packs)])
}

function missingFeatures({ meta }: Pack, features: readonly string[]): string[] {
  return meta.RequiredFeatures.split(/[\s,]+/)
    .filter((feature) => feature !== '' && !features.includes(feature))
    .map((feature) => `Content ${meta.Name} needs the feature ${feature}, which this server does not have`)
}

function missingPacks({ meta }: Pack, packs: readonly Pack[]): string[] {
  return needsOf(meta.Prerequisites).flatMap(({ name, range }) => {
    const what = range === '' ? name : `${name}:${range}`
    if (range !== '' && semver.validRange(range, { loose: true }) === null) {
      return [`Content ${meta.Name} has a prerequisite that cannot be read: ${what}`]
    }
    const found = packs.find((pack) => pack.meta.Name === name)
    if (found === undefined) return [`Content ${meta.Name} needs ${what}, which is not loaded`]
    return range === '' || satisfies(found.meta.Version, range)
      ? []
      : [`Content ${meta.Name} needs ${what}, and ${name} has version ${JSON.stringify(found.meta.Version)}`]
  })
}

function needsOf(text: string): Need[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const colon = part.indexOf(':')
      return colon === -1
        ? { name: part, range: '' }
        : { name: part.slice(0, colon).trim(), range: part.slice(colon + 1).trim() }
    })
}

/** Versions are often shorter than three numbers, and a release in the making counts as what it will be. */
function satisfies(version: string, range: string): boolean {
  const whole = semver.parse(version, { loose: true }) ?? short(version)
  return whole !== null && semver.satisfies(whole, range, { loose: true, includePrerelease: true })
}

function short(version: string): semver.SemVer | null {
  return /^v?\d+(\.\d+)?$/.test(version) ? semver.coerce(version) : null
}
