/**
 * Compares two versions such as `v4.10.0-beta.2` by the rules of SemVer: numbers by size, and one with a suffix
 * before the same without. Texts that are no versions come first, in the order of their letters.
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parse(a), parse(b)]
  if (left === undefined || right === undefined) {
    if (left === right) return compareParts(a, b)
    return left === undefined ? -1 : 1
  }
  for (const [index, number] of left.numbers.entries()) {
    const difference = number - (right.numbers[index] ?? 0)
    if (difference !== 0) return difference
  }
  if (left.suffix === right.suffix) return 0
  if (left.suffix === '') return 1
  if (right.suffix === '') return -1
  const [own, other] = [left.suffix.split('.'), right.suffix.split('.')]
  for (const [index, part] of own.entries()) {
    const against = other[index]
    if (against === undefined) return 1
    const difference = compareParts(part, against)
    if (difference !== 0) return difference
  }
  return own.length - other.length
}

function compareParts(a: string, b: string): number {
  const [left, right] = [a, b].map((part) => /^\d+$/.test(part))
  if (left && right) return Number(a) - Number(b)
  if (left !== right) return left ? -1 : 1
  if (a === b) return 0
  return a < b ? -1 : 1
}

function parse(text: string): { readonly numbers: readonly number[]; readonly suffix: string } | undefined {
  const found = /^v?(\d+)\.(\d+)\.(\d+)(?:-([^+]*))?(?:\+.*)?$/.exec(text)
  if (found === null) return undefined
  return { numbers: [found[1], found[2], found[3]].map(Number), suffix: found[4] ?? '' }
}
