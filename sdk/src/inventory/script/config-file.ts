import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { InventoryError } from './inventory-error.ts'
import { SETTING_TABLE } from './setting-table.ts'

const BESIDE = ['drp-inventory.json', 'drp-inventory.yml', 'drp-inventory.yaml']

/** Keys that only a file can hold. */
const STRUCTURES = ['keyed_groups', 'compose']

/**
 * The settings of a configuration file, JSON or YAML: the one that is named, else `drp-inventory.json` or `.yml` beside
 * the script, else none.
 *
 * @throws InventoryError when it cannot be read, is no map, or has unknown keys
 */
export async function readConfig(
  named: string | undefined,
  script: string,
): Promise<ReadonlyMap<string, unknown>> {
  const path = named ?? BESIDE.map((name) => join(dirname(script), name)).find((file) => existsSync(file))
  if (path === undefined) return new Map()
  const content = await parse(path)
  if (content === null || content === undefined) return new Map()
  if (typeof content !== 'object' || Array.isArray(content)) throw unusable(path, 'it is no map of settings')
  const settings = new Map(Object.entries(content))
  const known = new Set([...SETTING_TABLE.map(({ name }) => name), ...STRUCTURES])
  const odd = [...settings.keys()].filter((name) => !known.has(name))
  if (odd.length > 0) {
    const credentials =
      'Where the server is and who you are is taken from the environment only (RS_ENDPOINT …).'
    throw unusable(path, `there is no setting ${odd.join(', ')}. ${credentials}`)
  }
  return settings
}

async function parse(path: string): Promise<unknown> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw unusable(path, `it cannot be read (${error instanceof Error ? error.message : error})`, error)
  }
  try {
    if (path.endsWith('.json')) return JSON.parse(text)
    // Large, and rarely needed.
    return (await import('yaml')).parse(text)
  } catch (error) {
    throw unusable(path, error instanceof Error ? error.message : String(error), error)
  }
}

function unusable(path: string, problem: string, cause?: unknown): InventoryError {
  return new InventoryError('settings', `The configuration file ${path} cannot be used: ${problem}.`, cause)
}
