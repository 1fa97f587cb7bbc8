import { type Content, catalogue, isPrefix, type PluginProvider } from '@metalwright/sdk/models'
import { SYSTEM } from '../auth/principal.ts'
import type { Objects } from '../objects/objects.ts'
import type { Edit } from '../objects/session.ts'

/**
 * Writes the object of a provider as it is in force now.
 *
 * @param replaces its content pack, if what the pack brings is to be removed from the writable store
 */
export async function writeProvider(
  objects: Objects,
  principal: string,
  definition: PluginProvider,
  replaces: Content | undefined,
): Promise<void> {
  await objects.edit(principal, async (edit) => {
    const stored = await edit.get('plugin_providers', definition.Name)
    if (stored === undefined || JSON.stringify(stored) !== JSON.stringify(definition)) {
      edit.put('plugin_providers', definition, stored === undefined ? 'create' : 'update')
    }
    if (replaces !== undefined) await removeWritable(edit, replaces)
  })
}

/** Notes in the object of a provider that it cannot be used. */
export async function markProvider(objects: Objects, name: string, errors: readonly string[]): Promise<void> {
  await objects.edit(SYSTEM, async (edit) => {
    const stored = await edit.get('plugin_providers', name)
    if (stored === undefined) return
    edit.put('plugin_providers', { ...stored, Available: false, Errors: [...errors] }, 'save')
  })
}

async function removeWritable(edit: Edit, pack: Content): Promise<void> {
  for (const [prefix, section] of Object.entries(pack.sections)) {
    if (!isPrefix(prefix) || !catalogue[prefix].content) continue
    for (const key of Object.keys(section)) {
      if (await edit.isWritable(prefix, key)) edit.remove(prefix, key)
    }
  }
}
