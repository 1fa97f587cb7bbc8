import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Contents } from '../objects/content/contents.ts'
import { FIRST_USER, firstStart } from '../objects/first-start.ts'
import type { Objects } from '../objects/objects.ts'
import type { Settings } from '../settings.ts'

/** Makes what a new server must have; returns the file with the first user's password, when it was made now. */
export async function prepareFirstStart(
  settings: Settings,
  objects: Objects,
  contents: Contents,
): Promise<string | undefined> {
  const file = join(settings.baseRoot, 'initial-password')
  const password = async () => {
    if (settings.dev) return 'r0cketsk8ts'
    const made = randomBytes(18).toString('base64url')
    await writeFile(file, `${FIRST_USER}:${made}\n`, { mode: 0o600 })
    return made
  }
  const isFirst = await firstStart(objects, contents, password, settings.prefs)
  return isFirst && !settings.dev ? file : undefined
}
