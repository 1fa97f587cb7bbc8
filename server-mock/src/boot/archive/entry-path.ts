import { ArchiveError } from './archive-error.ts'

/** Folders one may lie in another; real trees have some twenty. */
const MAX_DEPTH = 100
/** Bytes of a whole path, which leaves room for the folder it is unpacked in. */
const MAX_PATH = 2048
/** Bytes of one name, as Linux file systems have it. */
const MAX_NAME = 255

/**
 * Takes the path of an archive's entry apart, `./` and a last `/` aside; the parts are not checked.
 *
 * @returns the parts; none for the top folder itself
 * @throws ArchiveError `unsafe` for absolute paths
 */
export function entryParts(path: string): readonly string[] {
  if (path.startsWith('/')) throw unsafe(path, 'is an absolute path')
  return path.split('/').filter((part) => part !== '' && part !== '.')
}

/** @throws ArchiveError `unsafe` when a part cannot be the name of a file, or the path is too long or deep */
export function checkedParts(parts: readonly string[]): readonly string[] {
  const path = parts.join('/')
  if (parts.length > MAX_DEPTH) throw unsafe(path, `lies deeper than ${MAX_DEPTH} folders`)
  if (Buffer.byteLength(path) > MAX_PATH) throw unsafe(path, `is longer than ${MAX_PATH} bytes`)
  for (const part of parts) {
    if (part === '' || part === '.' || part === '..') throw unsafe(path, 'leads out of its folder')
    if (/[/\0]/.test(part)) throw unsafe(path, 'has a name with a slash or a NUL')
    if (Buffer.byteLength(part) > MAX_NAME) throw unsafe(path, `has a name of more than ${MAX_NAME} bytes`)
  }
  return parts
}

/**
 * Whether a symbolic link stays in the unpacked tree whatever other links it goes through: it is relative, climbs
 * only at its beginning, where it climbs real folders, and not beyond the top.
 *
 * @param parts path of the link itself
 */
export function isInnerLink(parts: readonly string[], target: string): boolean {
  if (target === '' || target.startsWith('/') || target.includes('\0')) return false
  if (Buffer.byteLength(target) > MAX_PATH) return false
  const steps = target.split('/').filter((step) => step !== '' && step !== '.')
  const first = steps.findIndex((step) => step !== '..')
  const climbs = first === -1 ? steps.length : first
  return climbs <= parts.length - 1 && !steps.slice(climbs).includes('..')
}

function unsafe(path: string, what: string): ArchiveError {
  const shown = JSON.stringify(path.length > 200 ? `${path.slice(0, 200)}…` : path)
  return new ArchiveError('unsafe', `${shown} ${what}; the archive is not unpacked`)
}
