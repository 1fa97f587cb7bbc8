import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Folder of the provider. */
export const room: string = join(import.meta.dirname, '..', '..')

/** A text file of the room: the parts of a page that people write. @throws Error when it is not there */
export function text(...names: readonly string[]): string {
  return readFileSync(join(room, ...names), 'utf8').trim()
}

/** The same, for a part that not every page has. */
export function optional(...names: readonly string[]): readonly string[] {
  return existsSync(join(room, ...names)) ? [text(...names)] : []
}
