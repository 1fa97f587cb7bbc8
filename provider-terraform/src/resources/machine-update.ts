import { isDeepStrictEqual } from 'node:util'
import type { Machine } from '@metalwright/sdk/models'
import type { Connection } from '../connection.ts'
import type { Changes, ObjectView } from '../framework/object-view.ts'
import type { UpdateContext } from '../framework/resource.ts'
import { timeoutOf } from '../framework/timeouts.ts'
import type { Json } from '../values/plain.ts'
import type { MachineChange } from './machine-claims.ts'
import { claimLost } from './machine-messages.ts'
import { machineTimeouts } from './machine-schema.ts'
import { holdingOf } from './machine-state.ts'
import { accessKeysParameter, jsonObject, machineValues, ownKeyPattern, parameter } from './machine-values.ts'
import { waitForMachine } from './machine-wait.ts'

/** Changes profiles, parameters and keys of a claimed machine, and goes on with an interrupted wait. */
export async function updateMachine(context: UpdateContext<Connection>): Promise<Changes> {
  const { connection, prior, planned, signal } = context
  const holding = await holdingOf(connection, prior, { signal })
  if (!holding.held) throw claimLost(connection.endpoint, holding.why)
  const change = changeBetween(prior, planned, holding.machine)
  const machine = isEmpty(change)
    ? holding.machine
    : await (await connection.claims()).update(holding.machine.Uuid, holding.claimId, change, { signal })
  const stable = keptValues(planned)
  const values = { ...machineValues(machine), ...stable }
  if (machine.PoolStatus !== 'Building') return values
  context.save(values)
  const waited = await waitForMachine(context, {
    claim: { claimId: holding.claimId, machine },
    signal,
    timeoutMs: timeoutOf(planned, 'update', machineTimeouts),
    operation: 'update',
    own: {},
  })
  return { ...waited, ...stable }
}

/** Values that the plan promised, such as the address; should they have changed since, the next refresh shows it. */
function keptValues(planned: ObjectView): Changes {
  const names = ['id', 'uuid', 'name', 'address', 'arch', 'hardware_addrs']
  return Object.fromEntries(
    names.filter((name) => planned.isKnown(name)).map((name) => [name, planned.get(name)]),
  )
}

function changeBetween(prior: ObjectView, planned: ObjectView, machine: Machine): MachineChange {
  const before = jsonObject(prior.json('add_parameters'))
  const after = jsonObject(planned.json('add_parameters'))
  const keys = accessKeysChange(prior, planned, machine)
  const oldProfiles = prior.strings('add_profiles') ?? []
  const newProfiles = planned.strings('add_profiles') ?? []
  const changed = Object.entries(after).filter(([name, value]) => !isDeepStrictEqual(before[name], value))
  return {
    addProfiles: newProfiles.filter((profile) => !oldProfiles.includes(profile)),
    removeProfiles: oldProfiles.filter((profile) => !newProfiles.includes(profile)),
    addParameters: { ...Object.fromEntries(changed), ...keys.add },
    removeParameters: [...Object.keys(before).filter((name) => !Object.hasOwn(after, name)), ...keys.remove],
  }
}

/** The keys of this provider are replaced; keys that others put on the machine stay. */
function accessKeysChange(
  prior: ObjectView,
  planned: ObjectView,
  machine: Machine,
): { add: Record<string, Json>; remove: readonly string[] } {
  const wanted = planned.strings('authorized_keys') ?? []
  if (isDeepStrictEqual(prior.strings('authorized_keys') ?? [], wanted)) return { add: {}, remove: [] }
  const current = Object.entries(jsonObject(parameter(machine, accessKeysParameter)))
  const others = current.filter(([name]) => !ownKeyPattern.test(name))
  const own = wanted.map((key, index) => [`terraform-${index + 1}`, key] as const)
  const all = Object.fromEntries([...others, ...own])
  return Object.keys(all).length > 0
    ? { add: { [accessKeysParameter]: all }, remove: [] }
    : { add: {}, remove: [accessKeysParameter] }
}

function isEmpty(change: MachineChange): boolean {
  return Object.values(change).every((part) => Object.keys(part).length === 0)
}
