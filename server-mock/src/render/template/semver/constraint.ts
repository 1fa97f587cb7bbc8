import { CallError } from '../call-error.ts'
import { comparePrerelease, Version } from './version.ts'

// Numbers, each of which may be a wildcard, then prerelease and metadata.
const version =
  'v?([0-9|xX*]+)(\\.[0-9|xX*]+)?(\\.[0-9|xX*]+)?(-[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?'
const operator = '(!=|>=|=>|<=|=<|~>|=|>|<|~|\\^)?'
const range = new RegExp(`\\s*(${version})\\s+-\\s+(${version})\\s*`, 'g')

interface Constraint {
  readonly operator: string
  readonly version: Version
  /** Whether the minor, or only the patch, was left open (`1.x`, `1.2`). */
  readonly minorOpen: boolean
  readonly patchOpen: boolean
  readonly open: boolean
}

/** Whether the version spelled `version` satisfies `constraint`, in the syntax of Masterminds/semver. Throws CallError. */
export function satisfies(constraint: string, version: string): boolean {
  if (constraint.length > 1024) throw new CallError('improper constraint: it is too long')
  // `1.2 - 2` means both ends; each version has four groups of its own.
  const spelled = constraint.replace(range, (...found: unknown[]) => `>= ${found[1]}, <= ${found[6]} `)
  const alternatives = spelled.split('||').map(parseAll)
  const candidate = new Version(version)
  return alternatives.some((all) => all.every((one) => check(one, candidate)))
}

/** Constraints of one alternative, separated by space or comma. */
function parseAll(text: string): Constraint[] {
  const one = new RegExp(`\\s*${operator}\\s*${version}(\\s*)`, 'y')
  const constraints: Constraint[] = []
  for (let at = 0, wanted = true; wanted || at < text.length; ) {
    one.lastIndex = at
    const match = one.exec(text)
    if (!match) throw new CallError(`improper constraint: ${text}`)
    constraints.push(parseOne(match))
    at = one.lastIndex
    wanted = text[at] === ','
    if (wanted) at += 1
    else if (at < text.length && match[6] === '') throw new CallError(`improper constraint: ${text}`)
  }
  return constraints
}

const isOpen = (part: string | undefined): boolean => part === undefined || /^\.?[xX*]$/.test(part)

function parseOne(match: RegExpExecArray): Constraint {
  const [, sign = '', major, minor, patch, prerelease = ''] = match
  const anyMajor = isOpen(major)
  const minorOpen = !anyMajor && isOpen(minor)
  const patchOpen = !anyMajor && !minorOpen && isOpen(patch)
  const spelled = anyMajor
    ? '0.0.0'
    : minorOpen
      ? `${major}.0.0`
      : patchOpen
        ? `${major}${minor}.0`
        : `${major}${minor}${patch}`
  let base: Version
  try {
    base = new Version(spelled + prerelease)
  } catch (cause) {
    throw new CallError('constraint Parser Error', { cause })
  }
  return { operator: sign, version: base, minorOpen, patchOpen, open: anyMajor || minorOpen || patchOpen }
}

function check(constraint: Constraint, version: Version): boolean {
  const { operator, version: wanted, minorOpen, patchOpen, open } = constraint
  const hidden = version.prerelease !== '' && wanted.prerelease === ''
  const order = version.compare(wanted)
  if (operator === '!=') return open && hidden ? false : differs(constraint, version)
  // Prereleases only count where the constraint names one.
  if (hidden) return false
  switch (operator) {
    case '>':
      if (!open || version.major !== wanted.major) return order > 0 && (!open || version.major > wanted.major)
      if (minorOpen) return false
      return patchOpen ? version.minor > wanted.minor : order > 0
    case '<':
      return order < 0
    case '>=':
    case '=>':
      return order >= 0
    case '<=':
    case '=<':
      if (!open) return order <= 0
      return !(
        version.major > wanted.major ||
        (version.major === wanted.major && version.minor > wanted.minor && !minorOpen)
      )
    case '^':
      return order >= 0 && sameCaret(constraint, version)
    case '~':
    case '~>':
      return sameTilde(constraint, version)
    default:
      return open ? sameTilde(constraint, version) : order === 0
  }
}

function differs({ version: wanted, minorOpen, patchOpen, open }: Constraint, version: Version): boolean {
  if (!open) return version.compare(wanted) !== 0
  if (wanted.major !== version.major) return true
  if (minorOpen) return false
  if (wanted.minor !== version.minor) return true
  if (wanted.patch !== version.patch && !patchOpen) return true
  if (patchOpen) return comparePrerelease(version.prerelease, wanted.prerelease) !== 0
  return version.compare(wanted) !== 0
}

function sameTilde({ version: wanted, minorOpen, patchOpen }: Constraint, version: Version): boolean {
  if (version.compare(wanted) < 0) return false
  const isZero = wanted.major === 0n && wanted.minor === 0n && wanted.patch === 0n
  if (isZero && !minorOpen && !patchOpen) return true
  return version.major === wanted.major && (version.minor === wanted.minor || minorOpen)
}

function sameCaret({ version: wanted, minorOpen, patchOpen }: Constraint, version: Version): boolean {
  if (wanted.major > 0n || minorOpen) return version.major === wanted.major
  if (version.major > 0n) return false
  if (wanted.minor > 0n || patchOpen) return version.minor === wanted.minor
  return version.minor === 0n && version.patch === wanted.patch
}
