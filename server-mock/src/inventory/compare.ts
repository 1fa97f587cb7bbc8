import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import { equalJson } from '@metalwright/sdk/patch'

/** A difference between two inventories of one machine. */
export interface InventoryChange {
  /**
   * What differs: the member of the inventory, the part of it if it has parts, the field, with `/` between, such as
   * `disks/serial:S1/firmware`. `/` and `~` in names are escaped as in JSON pointers. A part that came or went has
   * no field.
   */
  readonly path: string
  /** Value before; null where there was none. */
  readonly old: JsonValue
  /** Value now; null where there is none any more. */
  readonly new: JsonValue
}

/** How a member that is a list of parts, or an object, is compared. */
interface Rule {
  /** List the parts stand in, where they do. */
  readonly list?: (value: JsonValue) => readonly JsonObject[]
  /** What a part is known by. */
  readonly id?: (part: JsonObject) => string
  /** Fields that change without anything having been changed. */
  readonly passing: readonly string[]
}

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '')

/** What is compared. Names, links and what is on a disk come and go with every boot and deploy. */
const RULES: Readonly<Record<string, Rule>> = {
  cpu: { passing: [] },
  disks: {
    list: elements,
    id: diskId,
    passing: ['id', 'name', 'path', 'holders', 'signatures', 'readOnly'],
  },
  nics: {
    list: elements,
    id: (nic) => text(nic['mac']) || text(nic['name']),
    passing: ['name', 'link', 'speed', 'lldp'],
  },
  dmi: { passing: [] },
  firmware: { passing: [] },
  bmc: { passing: [] },
  pci: { list: elements, id: (one) => text(one['address']), passing: ['driver'] },
}

/** Kernels keep a little more or less of the memory for themselves; less than this share is no change. */
const MEMORY_SHARE = 1 / 32

/**
 * What has changed from one inventory to another. Members that were not stored before are not compared: a machine
 * has nothing to differ from then.
 *
 * @param before value of `inventory/<member>` by member, as stored, of whatever version
 */
export function compareInventories(before: JsonObject, now: JsonObject): InventoryChange[] {
  const changes: InventoryChange[] = []
  for (const [member, rule] of Object.entries(RULES)) {
    const [old, next] = [before[member], now[member]]
    if (old === undefined || next === undefined) continue
    if (rule.list !== undefined && rule.id !== undefined)
      changes.push(...compareParts(member, rule.list(old), rule.list(next), rule.id, rule.passing))
    else changes.push(...compareFields(member, object(old), object(next), rule.passing))
  }
  if (before['memory'] !== undefined) {
    changes.push(...compareMemory(object(before['memory']), object(now['memory'] ?? null)))
  }
  // The neighbour of an interface counts where both are known: it may just not have been heard.
  changes.push(...compareNeighbours(elements(before['nics'] ?? null), elements(now['nics'] ?? null)))
  return changes
}

function compareMemory(before: JsonObject, now: JsonObject): InventoryChange[] {
  const modules = (memory: JsonObject) => elements(memory['modules'] ?? null)
  const place = (one: JsonObject) => [text(one['bank']), text(one['slot'])].filter(Boolean).join(' ')
  const [old, next] = [before['bytes'], now['bytes']]
  const differs =
    typeof old === 'number' && typeof next === 'number' && Math.abs(next - old) > old * MEMORY_SHARE
  return [
    ...(differs ? [{ path: 'memory/bytes', old, new: next }] : []),
    // An inventory of an older version had no modules.
    ...(before['modules'] === undefined
      ? []
      : compareParts('memory', modules(before), modules(now), place, ['slot', 'bank'])),
  ]
}

function compareNeighbours(before: readonly JsonObject[], now: readonly JsonObject[]): InventoryChange[] {
  return now.flatMap((nic) => {
    const old = before.find((one) => text(one['mac']) !== '' && one['mac'] === nic['mac'])
    const [was, is] = [object(old?.['lldp'] ?? null), object(nic['lldp'] ?? null)]
    const fields = ['chassisId', 'portId', 'systemName', 'vlan']
    return fields
      .filter((field) => was[field] !== undefined && is[field] !== undefined && was[field] !== is[field])
      .map((field) => ({
        path: pathOf('nics', text(nic['mac']), 'lldp', field),
        old: was[field] ?? null,
        new: is[field] ?? null,
      }))
  })
}

function compareParts(
  member: string,
  before: readonly JsonObject[],
  now: readonly JsonObject[],
  id: (part: JsonObject) => string,
  passing: readonly string[],
): InventoryChange[] {
  const old = byId(before, id)
  const next = byId(now, id)
  const changes: InventoryChange[] = []
  for (const [key, part] of old) {
    const path = pathOf(member, key)
    const same = next.get(key)
    if (same === undefined) changes.push({ path, old: part, new: null })
    else changes.push(...compareFields(path, part, same, passing))
  }
  for (const [key, part] of next) {
    if (!old.has(key)) changes.push({ path: pathOf(member, key), old: null, new: part })
  }
  return changes
}

/** Parts by what they are known by; of several that are known by the same, each has its number. */
function byId(parts: readonly JsonObject[], id: (part: JsonObject) => string): Map<string, JsonObject> {
  const found = new Map<string, JsonObject>()
  for (const part of parts) {
    const base = id(part)
    let key = base
    for (let number = 2; found.has(key); number++) key = `${base}#${number}`
    found.set(key, part)
  }
  return found
}

/** Fields that both have: what only one version of the inventory knows is no change of the machine. */
function compareFields(
  path: string,
  before: JsonObject,
  now: JsonObject,
  passing: readonly string[],
): InventoryChange[] {
  return Object.entries(now).flatMap(([field, value]) => {
    const old = Object.hasOwn(before, field) ? before[field] : undefined
    if (old === undefined || passing.includes(field) || equalJson(old, value)) return []
    if (isBlank(old) && isBlank(value)) return []
    return [{ path: `${path}/${escaped(field)}`, old, new: value }]
  })
}

/** A disk that was stored without an id is known by what its id would be. */
function diskId(disk: JsonObject): string {
  const [id, wwn, serial] = [text(disk['id']), text(disk['wwn']), text(disk['serial'])]
  if (id !== '') return id
  if (wwn !== '') return `wwn:${wwn}`
  return serial === '' ? `name:${text(disk['name'])}` : `serial:${serial}`
}

/** Whether a value says that nothing is known. */
function isBlank(value: JsonValue): boolean {
  return value === null || value === ''
}

function pathOf(...parts: readonly string[]): string {
  return parts.map(escaped).join('/')
}

function escaped(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1')
}

function elements(value: JsonValue): readonly JsonObject[] {
  return Array.isArray(value) ? value.map(object) : []
}

function object(value: JsonValue): JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {}
}
