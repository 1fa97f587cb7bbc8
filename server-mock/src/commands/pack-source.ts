import { readFile, stat } from 'node:fs/promises'
import { bundle, DocumentError, PackError, readDocument } from '@metalwright/sdk/content'
import type { JsonValue } from '@metalwright/sdk/models'
import { SettingsError } from '../settings.ts'

/**
 * Reads a content pack that a flag names: a YAML or JSON file, or a folder as `drpcli contents unbundle` makes it.
 * dr-provision's forms `file:<path>?codec=yaml` and `directory:<path>?codec=yaml` are understood.
 *
 * @param flag for the message
 * @returns `undefined` for an empty value
 * @throws SettingsError naming everything that is wrong with it
 */
export async function packSource(flag: string, value: string): Promise<JsonValue | undefined> {
  if (value === '') return undefined
  const path = value.replace(/^(?:file|directory):/, '').replace(/\?codec=\w+$/, '')
  try {
    if ((await stat(path)).isDirectory()) return JSON.parse(JSON.stringify(await bundle(path)))
    return readDocument(await readFile(path, 'utf8'), { source: path })
  } catch (error) {
    if (error instanceof PackError || error instanceof DocumentError) {
      throw new SettingsError(flag, value, error.faults.join('; '), error)
    }
    const reason = error instanceof Error ? error.message : String(error)
    throw new SettingsError(flag, value, `${reason}; name a YAML or JSON file, or a folder`, error)
  }
}
