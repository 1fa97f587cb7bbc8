import type { Machine } from '../models/machine.ts'
import type { Param } from '../models/param.ts'
import type { Profile } from '../models/profile.ts'
import type { Stage } from '../models/stage.ts'

/** What the API says, of which an inventory is made. */
export interface InventoryData {
  /** Address of the server, for the variables of the hosts. */
  readonly endpoint: string
  /** Machines that become hosts. */
  readonly machines: readonly Machine[]
  readonly profiles: readonly Profile[]
  readonly stages: readonly Stage[]
  /** Definitions of params; the values of those that are `Secure` are left out. */
  readonly params: readonly Pick<Param, 'Name' | 'Secure'>[]
}
