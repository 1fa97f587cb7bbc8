import { indexValues, STORED_INDEXES } from '../objects/index-values.ts'
import type { Ports } from '../objects/ports.ts'
import type { Settings } from '../settings.ts'
import { openStore, storePlace } from '../store/open.ts'
import type { Store } from '../store/port.ts'

/** Opens the store that the settings name. @throws StorageError */
export function openObjectStore(settings: Settings, ports: Ports): Promise<Store> {
  const { baseRoot, database = '' } = settings
  const place = settings.store === 'memory' ? { engine: 'memory' as const } : storePlace(baseRoot, database)
  // What this process holds in memory is out of date then, and only a new one can go on.
  const onLost = (error: Error) => {
    setImmediate(() => {
      throw error
    })
  }
  return openStore(place, { indexer: indexValues, indexes: STORED_INDEXES, now: ports.now, onLost })
}
