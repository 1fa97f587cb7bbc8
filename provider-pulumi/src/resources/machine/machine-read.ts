import { CLAIM_EXPIRES, CLAIM_KEY, META_DATA, NETWORK_CONFIG, USER_DATA } from '@metalwright/sdk/claims'
import { isUuid, type Machine } from '@metalwright/sdk/models'
import { orNull } from '@metalwright/sdk/objects'
import { isSealed } from '@metalwright/sdk/secure'
import type { Found, ReadRequest } from '../../plugin/provider.ts'
import type { Api } from '../../sdk/api.ts'
import { fromJson, type Json } from '../../values/json.ts'
import { isList, isMap, type PropertyMap, type Value } from '../../values/value.ts'
import { View } from '../../values/view.ts'
import { equalValues, reveal, unwrap, withSecretsOf } from '../../values/walk.ts'
import type { ResourceContext } from '../resource.ts'
import { IMPORTED } from './imported.ts'
import { machineOutputs } from './machine-outputs.ts'
import { PENDING_PARAM } from './pending-param.ts'

/** A machine as it is now; undefined when the claim in the state does not hold it any more. */
export async function readMachine(
  request: ReadRequest,
  context: ResourceContext,
): Promise<Found | undefined> {
  const { id, inputs, outputs } = request
  const api = await context.connection.api()
  if (inputs === undefined) return importMachine(api, id, context)
  const view = new View(outputs)
  const claimId = view.text('claimId') ?? view.text('claimKey') ?? new View(inputs).text('claimKey') ?? ''
  const claim = await api.claims.get(id, claimId, { signal: context.signal })
  if (claim.state !== 'held') {
    const why = {
      gone: 'does not exist any more',
      released: 'was released',
      foreign: 'is held by another claim',
    }
    const message = `Machine ${id} at ${context.connection.endpoint} ${why[claim.state]}: it is dropped from the state, and the next "pulumi up" claims another one.`
    context.log('warning', message)
    return undefined
  }
  const { machine } = claim
  // An earlier run may have been cut off between storing the machine and taking the mark off.
  if (machine.Params[PENDING_PARAM] !== undefined) {
    await api.claims.update(id, claimId, { removeParameters: [PENDING_PARAM], signal: context.signal })
  }
  if (machine.PoolStatus.startsWith('Hold')) {
    const message = `Machine ${machine.Name} (${machine.Uuid}) is in ${machine.PoolStatus}: a workflow of it failed. It stays claimed; the next "pulumi up" tries it again.`
    context.log('warning', message)
  }
  const found = foundInputs(machine, inputs)
  const held = { inputs: found, claimId, olds: outputs }
  return { id: machine.Uuid, inputs: found, outputs: await machineOutputs(api, machine, held) }
}

/** A machine that is to be looked after from now on. It must be claimed; its claim stays what it is. */
async function importMachine(api: Api, id: string, context: ResourceContext): Promise<Found | undefined> {
  const machine = await findMachine(api, id, context)
  const claimKey = textParam(machine, CLAIM_KEY)
  const claim = await api.claims.get(machine.Uuid, claimKey, { signal: context.signal })
  if (claim.state !== 'held') {
    throw new Error(
      `Machine ${machine.Name} (${machine.Uuid}) at ${context.connection.endpoint} is ${machine.PoolStatus} and has no claim that could be imported. Let a Machine resource claim it instead: machine: "Name:${machine.Name}".`,
    )
  }
  const inputs = new Map<string, Value>([['pool', machine.Pool]])
  if (claimKey !== '') inputs.set('claimKey', claimKey)
  if (machine.Locked) inputs.set('locked', true)
  const held = { inputs, claimId: claimKey, olds: new Map([[IMPORTED, true]]) }
  return { id: machine.Uuid, inputs, outputs: await machineOutputs(api, machine, held) }
}

/** The machine that an import names: by UUID, `Name:x`, or `pool/Name`. */
async function findMachine(api: Api, id: string, { connection, signal }: ResourceContext): Promise<Machine> {
  const slash = id.indexOf('/')
  const pool = slash > 0 ? id.slice(0, slash) : undefined
  const name = pool === undefined ? id.replace(/^Name:/, '') : id.slice(slash + 1)
  const key = isUuid(id) ? id.toLowerCase() : `Name:${name}`
  if (!isUuid(id) && (name === '' || (pool === undefined && !id.startsWith('Name:')))) {
    throw new Error(`"${id}" is neither a UUID, "Name:NAME" nor "POOL/NAME". Example: Name:rack1-07`)
  }
  const machine = await orNull(() => api.client.machines.get(key, { signal }))
  if (machine === null) {
    throw new Error(
      `No machine "${id}" is visible at ${connection.endpoint}. Check the name and the rights of the user.`,
    )
  }
  if (pool === undefined || machine.Pool === pool) return machine
  throw new Error(
    `Machine ${name} at ${connection.endpoint} is in pool "${machine.Pool}", not "${pool}". Import it as ${machine.Pool}/${name}.`,
  )
}

/**
 * The inputs as the machine has them now, so that what was changed by hand shows as drift. What is not given stays
 * out; what is unchanged keeps its exact form.
 */
export function foundInputs(machine: Machine, inputs: PropertyMap): PropertyMap {
  const found = new Map(inputs)
  const set = (name: string, now: Json | undefined) => {
    const before = found.get(name)
    if (before === undefined) return
    if (now === undefined || now === null || now === '') found.delete(name)
    else if (!equalValues(before, fromJson(now))) found.set(name, withSecretsOf(fromJson(now), before))
  }
  found.set('pool', machine.Pool)
  if (found.has('locked') || machine.Locked) found.set('locked', machine.Locked)
  set('hostname', machine.Name)
  set('description', machine.Description)
  set('userData', ownParam(machine, USER_DATA))
  set('networkData', ownParam(machine, NETWORK_CONFIG))
  set('metadata', ownParam(machine, META_DATA))
  set('expiresAt', ownParam(machine, CLAIM_EXPIRES))
  keepItems(found, 'addProfiles', (item) => machine.Profiles.includes(item))
  const keys = new Set(Object.values(members(ownParam(machine, 'access-keys'))))
  keepItems(found, 'authorizedKeys', (item) => keys.has(item))
  foundMembers(found, 'meta', (name) => (Object.hasOwn(machine.Meta, name) ? machine.Meta[name] : undefined))
  foundMembers(found, 'addParameters', (name) => ownParam(machine, name))
  foundMembers(found, 'secretParameters', (name) => ownParam(machine, name))
  return found
}

/** Takes out of a list what is not there any more. */
function keepItems(found: Map<string, Value>, name: string, isThere: (item: string) => boolean): void {
  const before = found.get(name)
  const list = unwrap(before)
  if (!isList(list)) return
  const kept = list.filter((item) => {
    const text = unwrap(item)
    return typeof text !== 'string' || isThere(text)
  })
  if (kept.length < list.length) found.set(name, withSecretsOf(kept, before))
}

/** Each member as it is now. Sealed values tell nothing, so what was given counts. */
function foundMembers(
  found: Map<string, Value>,
  name: string,
  read: (member: string) => Json | undefined,
): void {
  const before = found.get(name)
  const map = unwrap(before)
  if (!isMap(map)) return
  const now = new Map<string, Value>()
  for (const [member, value] of map) {
    const actual = read(member)
    if (actual === undefined) continue
    const same = isSealed(actual) || equalValues(value, fromJson(actual))
    now.set(member, same ? value : withSecretsOf(fromJson(actual), value))
  }
  if (now.size < map.size || !equalValues(reveal(map), reveal(now))) {
    found.set(name, withSecretsOf(now, before))
  }
}

function ownParam(machine: Machine, name: string): Json | undefined {
  return Object.hasOwn(machine.Params, name) ? machine.Params[name] : undefined
}

function textParam(machine: Machine, name: string): string {
  const value = ownParam(machine, name)
  return typeof value === 'string' ? value : ''
}

function members(value: Json | undefined): Readonly<Record<string, Json>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {}
}
