import type { JsonObject, JsonValue, Machine } from '@metalwright/sdk/models'
import { compareInventories, type InventoryChange } from '../../inventory/compare.ts'
import { boardUuid, type IdentityMark, identifyingMacs, identityChanges } from '../../inventory/identity.ts'
import type { Inventory } from '../../inventory/inventory.ts'
import { readReport } from '../../inventory/read-report.ts'
import type { InventoryReport } from '../../inventory/report.ts'
import { changeWords, inventoryWords } from '../../inventory/words.ts'
import type { Objects } from '../objects.ts'
import { EffectiveParams } from '../params/effective-params.ts'
import { timestamp } from '../ports.ts'
import { invalid, notFound } from '../problem.ts'
import type { Edit } from '../session.ts'
import { saveMachine } from './machines.ts'

/** Param with the differences between inventories, the newest first. */
const CHANGES = 'inventory/changes'
/** Param that marks a machine which may not be the one its object was made for. */
const IDENTITY = 'inventory/identity'
/** Differences kept on a machine. */
const MOST_CHANGES = 100
/** Characters of a value in a difference; of a longer one its text is kept, cut. */
const LONGEST_VALUE = 1000
/** Reasons kept in a mark. */
const MOST_REASONS = 20

/** What an inventory led to. */
export interface InventoryOutcome {
  readonly machine: Pick<Machine, 'Uuid' | 'Name'>
  /** Differences to what was stored before. */
  readonly changes: readonly InventoryChange[]
  /** Absent while there is no doubt about who the machine is. */
  readonly identity: IdentityMark | undefined
  /** Whether somebody has to look before the machine goes on. */
  readonly held: boolean
  /** What the machine is made of and what has changed, in words. */
  readonly lines: readonly string[]
}

/**
 * Stores what a machine has found out about itself in its params `inventory/…`, compared to what was there. Hardware
 * that is also another machine's is refused: nothing of it is stored but a mark.
 *
 * @param segment key of the machine, or `Index:value`
 * @throws Problem 404; 422 for a locked machine
 */
export function takeInventory(
  objects: Objects,
  principal: string,
  segment: string,
  report: InventoryReport,
): Promise<InventoryOutcome> {
  return objects.edit(
    principal,
    async (edit) => {
      const key = await edit.resolve('machines', segment)
      const machine = await edit.get('machines', key)
      if (machine === undefined) throw notFound('machines', key || segment)
      if (machine.Locked)
        throw invalid('machines', key, [`Machine ${machine.Name} is locked; unlock it first (Locked: false)`])
      const old = structuredClone(machine)
      const now = timestamp(objects.ports)
      const { inventory, faults } = readReport(report, now)
      const outcome =
        (await refused(edit, machine, inventory, now)) ?? (await stored(edit, machine, inventory, now))
      await saveMachine(edit, objects, old, machine, 'update')
      return { ...outcome, machine, lines: [...outcome.lines, ...faults] }
    },
    `machines/${segment}`,
  )
}

type Outcome = Omit<InventoryOutcome, 'machine'>

/** Marks a machine whose hardware is also another machine's; undefined when there is none. */
async function refused(
  edit: Edit,
  machine: Machine,
  inventory: Inventory,
  now: string,
): Promise<Outcome | undefined> {
  const reasons = new Map<string, string>()
  for (const mac of identifyingMacs(inventory)) {
    for (const other of await edit.find('machines', 'HardwareAddrs', mac))
      reasons.set(other, `The interface ${mac} belongs to machine ${other}`)
  }
  const board = boardUuid(inventory)
  const sharing = await new EffectiveParams(edit, machine).get('inventory/on-same-board')
  if (board !== '' && sharing !== 'note') {
    for (const other of await edit.find('machines', 'Fingerprint.SystemUUID', board)) {
      if (!reasons.has(other))
        reasons.set(
          other,
          `The main board ${board} is that of machine ${other}: was its network card replaced?`,
        )
    }
  }
  reasons.delete(machine.Uuid)
  if (reasons.size === 0) return undefined
  const identity: IdentityMark = {
    state: 'conflict',
    time: now,
    reasons: [...reasons.values()].slice(0, MOST_REASONS),
    machines: [...reasons.keys()].slice(0, MOST_REASONS),
  }
  machine.Params[IDENTITY] = json(identity)
  const ask =
    'Nothing was stored. If it is the same hardware, delete one of the machines and let the other have all hardware ' +
    'addresses; if it is not, take the address off the machine that lost it, or set inventory/on-same-board to note.'
  return { changes: [], identity, held: true, lines: [...identity.reasons, ask] }
}

async function stored(edit: Edit, machine: Machine, inventory: Inventory, now: string): Promise<Outcome> {
  const values = json({ ...inventory, nics: withNeighbours(inventory, machine.Params['inventory/nics']) })
  const changes = compareInventories(storedInventory(machine.Params), values)
  const reasons = identityChanges(changes)
  const hold = (await new EffectiveParams(edit, machine).get('inventory/on-change')) === 'hold'
  const identity = markOf(machine.Params[IDENTITY], reasons, now)
  for (const [member, value] of Object.entries(values)) machine.Params[`inventory/${member}`] = value
  if (changes.length > 0) machine.Params[CHANGES] = history(machine.Params[CHANGES], changes, now)
  if (identity === undefined) delete machine.Params[IDENTITY]
  else machine.Params[IDENTITY] = json(identity)
  const held = identity !== undefined && hold
  const lines = [...inventoryWords(inventory), ...changes.map((change) => `changed: ${changeWords(change)}`)]
  if (identity !== undefined) lines.push(...identity.reasons)
  if (held) {
    lines.push(
      `Held: look at the machine, then delete its param ${IDENTITY} and let it go on (Runnable: true).`,
    )
    return { changes, identity, held, lines }
  }
  // By any of its cards it is to be known the next time.
  const added = identifyingMacs(inventory).filter((mac) => !machine.HardwareAddrs.includes(mac))
  machine.HardwareAddrs.push(...added)
  machine.Fingerprint.SystemUUID = boardUuid(inventory)
  return { changes, identity, held, lines }
}

/** A neighbour that was heard before stays while the cable is in: one boot may be too short to hear it again. */
function withNeighbours({ nics }: Inventory, before: JsonValue | undefined): Inventory['nics'] {
  const known = Array.isArray(before) ? before : []
  return nics.map((nic) => {
    if (nic.lldp !== null || !nic.link || nic.mac === '') return nic
    const same = known.find((one) => isObject(one) && one['mac'] === nic.mac)
    const lldp = isObject(same) ? same['lldp'] : undefined
    return isObject(lldp) ? { ...nic, lldp: JSON.parse(JSON.stringify(lldp)) } : nic
  })
}

function storedInventory(params: JsonObject): JsonObject {
  const prefix = 'inventory/'
  return Object.fromEntries(
    Object.entries(params)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  )
}

/** A change stays marked until somebody takes the mark off; a conflict ends when it is over. */
function markOf(
  before: JsonValue | undefined,
  reasons: readonly string[],
  now: string,
): IdentityMark | undefined {
  const changed = isObject(before) && before['state'] === 'changed' ? before : undefined
  const known =
    changed !== undefined && Array.isArray(changed['reasons']) ? changed['reasons'].map(String) : []
  const all = [...new Set([...reasons, ...known])].slice(0, MOST_REASONS)
  if (all.length === 0) return undefined
  const time = reasons.length > 0 || changed === undefined ? now : String(changed['time'])
  return { state: 'changed', time, reasons: all, machines: [] }
}

function history(
  before: JsonValue | undefined,
  changes: readonly InventoryChange[],
  time: string,
): JsonValue {
  const entries = changes.map((change) => ({
    time,
    path: change.path,
    old: bounded(change.old),
    new: bounded(change.new),
  }))
  return [...entries, ...(Array.isArray(before) ? before : [])].slice(0, MOST_CHANGES)
}

function bounded(value: JsonValue): JsonValue {
  const text = JSON.stringify(value)
  return text.length <= LONGEST_VALUE ? value : `${text.slice(0, LONGEST_VALUE)}…`
}

function json(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value))
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
