/**
 * The way from an object back to itself through the objects it names, its own name first and last; `undefined`
 * when there is none.
 *
 * @param namesOf names of the next objects; none for an object that does not exist
 */
export async function loopThrough(
  start: string,
  namesOf: (name: string) => Promise<readonly string[]>,
): Promise<string[] | undefined> {
  const seen = new Set<string>()
  const ways: string[][] = [[start]]
  for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
    for (const name of await namesOf(way.at(-1) ?? start)) {
      if (name === start) return [...way, start]
      if (seen.has(name)) continue
      seen.add(name)
      ways.push([...way, name])
    }
  }
  return undefined
}

/** A loop in words: `Prerequisites loop: a -> b -> a`. */
export function loopText(what: string, way: readonly string[]): string {
  return `${what} loop: ${way.join(' -> ')}`
}
