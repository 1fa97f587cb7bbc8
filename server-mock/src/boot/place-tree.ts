import { lstat, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { ArchiveError } from './archive/archive-error.ts'
import { isCanary } from './iso-trees.ts'

/**
 * Puts a folder that was made from an ISO image in its place, and what was there aside. Folders of other images
 * that lie in the old one (`demo/install` in `demo`) come along.
 *
 * @param aside where the old folder goes; nothing is there yet
 * @throws ArchiveError when files would be lost that came from no image, or when a folder of another image is in
 *   the way; nothing is changed then
 */
export async function placeTree(made: string, target: string, aside: string): Promise<void> {
  const facts = await lstat(target).catch(() => undefined)
  if (facts === undefined) return rename(made, target)
  if (!facts.isDirectory()) throw inTheWay('a file is where its folder should be')
  const names = await readdir(target)
  const nested: string[] = []
  for (const name of names) if (await holdsTree(join(target, name))) nested.push(name)
  const foreign = names.filter((name) => !nested.includes(name))
  if (foreign.length > 0 && !foreign.some(isCanary)) {
    throw inTheWay(`its folder holds files that came from no ISO (${foreign.slice(0, 5).join(', ')})`)
  }
  const fresh = new Set(await readdir(made))
  const clash = nested.find((name) => fresh.has(name))
  if (clash !== undefined)
    throw inTheWay(`its folder ${clash} is taken by the files of another boot environment`)
  for (const name of nested) await rename(join(target, name), join(made, name))
  await rename(target, aside)
  await rename(made, target)
}

/** Whether a folder, or its folder `install`, was made from an ISO image. */
async function holdsTree(folder: string): Promise<boolean> {
  for (const place of [folder, join(folder, 'install')]) {
    const facts = await lstat(place).catch(() => undefined)
    if (facts?.isDirectory() && (await readdir(place)).some(isCanary)) return true
  }
  return false
}

function inTheWay(what: string): ArchiveError {
  return new ArchiveError('unsafe', `${what}; move them away, or give the OS another Name`)
}
