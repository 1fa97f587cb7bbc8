/** Folder at the top of the tree where the server keeps its own records and half-done work; never served. */
export const OWN_FOLDER = '.metalwright'

/** Longest name of a file in bytes, as Linux file systems have it. */
const MAX_NAME = 255

/**
 * Parts of a path of the served tree, or `undefined` when one of them cannot be the name of a file there: dot
 * parts, backslashes, NULs, names of uploads under way and of the server's own folder.
 *
 * @param path parts between slashes; empty ones are left out
 */
export function pathParts(path: string): readonly string[] | undefined {
  const parts = path.split('/').filter((part) => part !== '')
  return parts.length > 0 && parts.every(isVisibleName) ? parts : undefined
}

/** Whether files of this name are shown and served. */
export function isVisibleName(name: string): boolean {
  if (name === '.' || name === '..' || name === OWN_FOLDER) return false
  if (/[\\\0]/.test(name) || Buffer.byteLength(name) > MAX_NAME) return false
  return !/^\..+\.part$/.test(name)
}

/** Name under which a file is while it is uploaded. */
export function partName(name: string): string {
  return `.${name}.part`
}
