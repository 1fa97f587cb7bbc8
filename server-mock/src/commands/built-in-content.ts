import { fileURLToPath } from 'node:url'
import { bundle } from '@metalwright/sdk/content'
import type { JsonValue } from '@metalwright/sdk/models'

/** The packs that every server has, the upper layer first; each is a folder of `content/`. */
const PACKS = ['metalwright', 'basic']

/** Reads the content packs that come with the server. */
export function builtInContent(): Promise<JsonValue[]> {
  return Promise.all(PACKS.map(builtInPack))
}

/**
 * Reads one of them: `metalwright` discovers, deploys and wipes; `basic` is what the server itself needs.
 *
 * @throws PackError naming every file that cannot be taken
 */
export async function builtInPack(name: string): Promise<JsonValue> {
  const folder = fileURLToPath(new URL(`../../content/${name}`, import.meta.url))
  // As it would come over the network: without members that are undefined.
  return JSON.parse(JSON.stringify(await bundle(folder)))
}
