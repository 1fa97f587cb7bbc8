import type { InventoryChange } from './compare.ts'
import type { Inventory } from './inventory.ts'
import { isPlaceholder } from './placeholder.ts'

/** Fields of `dmi` by which one main board is told from another. */
const BOARD_FIELDS = ['product_uuid', 'product_serial', 'board_serial']

/** Whether a machine is still the one its object was made for, as the param `inventory/identity` holds it. */
export interface IdentityMark {
  /** `changed`: a card or the main board is another one. `conflict`: the hardware is also another machine's. */
  readonly state: 'changed' | 'conflict'
  /** RFC 3339 time it was seen. */
  readonly time: string
  /** What was seen, one sentence each. */
  readonly reasons: readonly string[]
  /** UUIDs of the other machines; empty for `changed`. */
  readonly machines: readonly string[]
}

/** MAC addresses a machine is known by: those of interfaces that cannot be unplugged by hand, and of no fake ones. */
export function identifyingMacs({ nics }: Inventory): string[] {
  return [...new Set(nics.filter(({ bus }) => bus !== 'usb').map(({ mac }) => mac))].filter(Boolean)
}

/** UUID by which the main board is told from all others; empty when the maker gave it none. */
export function boardUuid({ dmi }: Inventory): string {
  const uuid = (dmi['product_uuid'] ?? '').toLowerCase()
  return isPlaceholder(uuid) ? '' : uuid
}

/** Changes that mean that it may not be the same machine any more, one sentence each. */
export function identityChanges(changes: readonly InventoryChange[]): string[] {
  return changes.flatMap(({ path, old, new: now }) => {
    const [member = '', part = '', field] = path.split('/')
    if (member === 'nics' && field === undefined) {
      const nic = now ?? old
      const usb = nic !== null && typeof nic === 'object' && !Array.isArray(nic) && nic['bus'] === 'usb'
      if (usb) return []
      return [now === null ? `The interface ${part} is gone` : `The interface ${part} is new`]
    }
    if (member !== 'dmi' || !BOARD_FIELDS.includes(part)) return []
    if (typeof old !== 'string' || typeof now !== 'string') return []
    // A field that was not filled in before, or no longer is, tells nothing about the board.
    if (isPlaceholder(old) || isPlaceholder(now)) return []
    return [`The main board is another one: ${part} was ${old} and is ${now}`]
  })
}
