import { parseEndpoint } from '../../transport/endpoint.ts'
import { compatInventory } from '../compat.ts'
import type { InventoryData } from '../data.ts'
import { ansibleInventory, type Inventory } from '../inventory.ts'
import { holdersIn, machinesIn, paramsIn } from './host-data.ts'
import { InventoryError } from './inventory-error.ts'
import { type Kept, KeptInventories } from './kept-inventory.ts'
import { listsNeeded } from './lists-needed.ts'
import type { ScriptSettings } from './script-settings.ts'
import { ServerLists } from './server-lists.ts'

/** What a run of the script needs of the world. */
export interface Ports {
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly pause: (milliseconds: number) => Promise<void>
}

/** An inventory, and where it comes from. */
export interface Fetched {
  /** JSON text that `--list` prints, in one line. */
  readonly text: Buffer
  /** `server` made now, `kept` not looked at, `unchanged` kept and as the server has it, `stale` the server is away. */
  readonly origin: 'server' | 'kept' | 'unchanged' | 'stale'
  readonly warnings: readonly string[]
}

/**
 * The inventory as it is now. A kept one is used as long as `cache_max_age` says, when the server says that nothing has
 * changed, and when the server does not answer.
 *
 * @param refresh make it anew in any case
 * @throws InventoryError
 */
export async function fetchInventory(
  settings: ScriptSettings,
  ports: Ports,
  refresh: boolean,
): Promise<Fetched> {
  const { cache } = settings
  const lists = new ServerLists(settings, ports.pause)
  const store = cache === undefined ? undefined : new KeptInventories(cache.folder, settings)
  const kept = store?.read()
  try {
    if (kept !== undefined && cache !== undefined && !refresh) {
      const age = ports.now() - kept.made
      if (age >= 0 && age < cache.maxAgeMs) return { text: kept.text, origin: 'kept', warnings: [] }
      if (await isUnchanged(kept, lists)) {
        if (cache.maxAgeMs > 0) quietly(() => store?.write(ports.now(), kept.tags ?? undefined, kept.text))
        return { text: kept.text, origin: 'unchanged', warnings: [] }
      }
    }
    const { inventory, tags } = await made(settings, lists)
    const text = Buffer.from(`${JSON.stringify(inventory.list)}\n`)
    const notKept = quietly(() => store?.write(ports.now(), tags, text))
    return { text, origin: 'server', warnings: [...inventory.warnings, ...notKept] }
  } catch (error) {
    const away = error instanceof InventoryError && error.code === 'unavailable'
    if (!away || kept === undefined || cache?.fallback !== true || refresh) throw error
    const since = new Date(kept.made).toISOString()
    return {
      text: kept.text,
      origin: 'stale',
      warnings: [`This is the inventory of ${since}: ${error.message}`],
    }
  } finally {
    lists.close()
  }
}

async function isUnchanged({ tags }: Kept, lists: ServerLists): Promise<boolean> {
  if (tags === null) return false
  for (const [path, tag] of Object.entries(tags)) {
    if (!(await lists.isStill(path, tag))) return false
  }
  return true
}

async function made(
  settings: ScriptSettings,
  lists: ServerLists,
): Promise<{ inventory: Inventory; tags: Readonly<Record<string, string>> | undefined }> {
  const paths = listsNeeded(settings)
  const { list, tags } = await lists.read([paths.params, paths.stages, paths.profiles, paths.machines])
  const data: InventoryData = {
    endpoint: lists.origin,
    params: paramsIn(list(paths.params)),
    stages: holdersIn(list(paths.stages), 'stages'),
    profiles: holdersIn(list(paths.profiles), 'profiles'),
    machines: machinesIn(list(paths.machines)),
  }
  const { key } = settings.connection
  const user = key?.slice(0, key.indexOf(':')) ?? ''
  const inventory = settings.compat
    ? compatInventory(data, settings.inventory, user)
    : ansibleInventory(data, settings.inventory)
  return { inventory, tags }
}

/** What cannot be kept is no reason to have no inventory. */
function quietly(work: () => void): readonly string[] {
  try {
    work()
    return []
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return [
      `The inventory is not kept: ${reason}. Set DRP_INVENTORY_CACHE_DIR, or DRP_INVENTORY_CACHE=false.`,
    ]
  }
}

/** The endpoint as it will be asked, for messages. */
export function endpointOf({ connection }: ScriptSettings): string {
  return parseEndpoint(connection.endpoint).origin
}
