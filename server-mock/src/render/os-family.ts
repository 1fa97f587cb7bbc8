import type { OsInfo } from '@metalwright/sdk/models'

/** Families that count as one kind, by the kind; every other family is a kind of its own (DRP's `FamilyType`). */
const KINDS: readonly (readonly [kind: string, families: readonly string[]])[] = [
  ['rhel', ['rhel', 'redhat', 'centos', 'scientificlinux', 'rocky', 'almalinux', 'oraclelinux', 'fedora']],
  ['debian', ['debian', 'ubuntu']],
]

/** How an operating system keeps its packages. */
export type PackageStyle = 'yum' | 'zypp' | 'apt'

/** Family of an operating system: what its object says, or its name up to the first dash. */
export function familyName(os: Pick<OsInfo, 'Name' | 'Family'>): string {
  return os.Family === '' ? (os.Name.split('-', 1)[0] ?? '') : os.Family
}

/** Version of an operating system: what its object says, or its name after the first dash. */
export function familyVersion(os: Pick<OsInfo, 'Name' | 'Version'>): string {
  const dash = os.Name.indexOf('-')
  return os.Version !== '' || dash === -1 ? os.Version : os.Name.slice(dash + 1)
}

/** Kind of a family: `rhel` for everything that is built like it, `debian` for Ubuntu too, else the family. */
export function familyType(family: string): string {
  return KINDS.find(([, families]) => families.includes(family.toLowerCase()))?.[0] ?? family
}

/** Whether a version is the wanted one or a later part of it: `7.6` is `7`, and `7` is not `7.6`. */
export function versionEq(version: string, wanted: string): boolean {
  const parts = version.split('.')
  return wanted.split('.').every((part, index) => part === parts[index])
}

/** Package style by the family of an operating system's name, such as `centos-7`; `undefined` when unknown. */
export function packageStyle(osName: string): PackageStyle | undefined {
  const kind = familyType(osName.split('-', 1)[0] ?? '')
  if (kind === 'rhel') return 'yum'
  if (kind === 'debian') return 'apt'
  return /^(suse|sles|opensuse)/.test(kind) ? 'zypp' : undefined
}
