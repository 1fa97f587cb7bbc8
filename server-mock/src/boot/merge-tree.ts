import { lstat, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { syncFile } from './archive/extraction.ts'
import { UploadError } from './upload-error.ts'

/**
 * Moves a folder to a place on the same disk. When a folder is there, its contents come into it, over files of the
 * same name; never through a link.
 *
 * @throws UploadError `in-the-way` when a file would have to become a folder or the other way round; nothing is
 *   moved then
 */
export async function mergeTree(from: string, to: string): Promise<void> {
  await check(from, to)
  await move(from, to)
}

async function check(from: string, to: string): Promise<void> {
  const there = await kindOf(to)
  if (there === 'nothing') return
  const ours = await kindOf(from)
  if (ours !== there)
    throw new UploadError('in-the-way', `a ${there} is in the way of a ${ours} of the archive`)
  if (ours === 'folder') for (const name of await readdir(from)) await check(join(from, name), join(to, name))
}

async function move(from: string, to: string): Promise<void> {
  if ((await kindOf(from)) === 'file' || (await kindOf(to)) === 'nothing') return rename(from, to)
  for (const name of await readdir(from)) await move(join(from, name), join(to, name))
  await syncFile(to)
}

/** Links count as files: they are replaced, not followed. */
async function kindOf(path: string): Promise<'folder' | 'file' | 'nothing'> {
  const facts = await lstat(path).catch(() => undefined)
  if (facts === undefined) return 'nothing'
  return facts.isDirectory() ? 'folder' : 'file'
}
