import { isDeepStrictEqual } from 'node:util'
import type { Machine } from '@metalwright/sdk/models'
import type { Changes, ObjectView } from '../framework/object-view.ts'
import { fromJson, type Json } from '../values/plain.ts'

/** Parameter in which DRP keeps SSH keys: an object of key by name. */
export const accessKeysParameter = 'access-keys'

/** Names under which keys of this provider stand in that parameter. */
export const ownKeyPattern = /^terraform-\d+$/

/** The computed attributes, from a machine as the server has it. */
export function machineValues(machine: Machine): Changes {
  return {
    id: machine.Uuid,
    uuid: machine.Uuid,
    name: machine.Name,
    address: addressOf(machine),
    arch: machine.Arch,
    hardware_addrs: machine.HardwareAddrs,
    status: machine.PoolStatus,
    stage: machine.Stage,
    workflow: machine.Workflow,
    bootenv: machine.BootEnv,
    os: machine.OS || null,
    workflow_complete: machine.WorkflowComplete,
    runnable: machine.Runnable,
    locked: machine.Locked,
    profiles: machine.Profiles,
  }
}

function addressOf({ Address }: Machine): string | null {
  return Address === '' || Address === '0.0.0.0' ? null : Address
}

/**
 * The configured attributes as the machine has them now, so that what was changed behind Terraform's back
 * shows as drift. What was not configured stays null; what is unchanged keeps its exact form.
 */
export function configuredValues(state: ObjectView, machine: Machine): Changes {
  const profiles = state.strings('add_profiles')
  const keys = state.strings('authorized_keys')
  const present = new Set(Object.values(jsonObject(parameter(machine, accessKeysParameter))))
  return {
    ...(profiles && { add_profiles: profiles.filter((profile) => machine.Profiles.includes(profile)) }),
    ...(keys && { authorized_keys: keys.filter((key) => present.has(key)) }),
    ...driftedParameters(state, machine),
  }
}

function driftedParameters(state: ObjectView, machine: Machine): Changes {
  const wanted = jsonObject(state.json('add_parameters'))
  const found = Object.entries(wanted).flatMap(([name, value]) => {
    const actual = parameter(machine, name)
    if (actual === undefined) return []
    return [[name, isEncrypted(actual) ? value : actual] as const]
  })
  const actual = Object.fromEntries(found)
  return isDeepStrictEqual(wanted, actual) ? {} : { add_parameters: fromJson(actual) }
}

/** Secure parameters come back as ciphertext, which tells nothing about a change. */
function isEncrypted(value: Json): boolean {
  const { Key, Nonce, Payload } = jsonObject(value)
  return typeof Key === 'string' && typeof Nonce === 'string' && typeof Payload === 'string'
}

/** A parameter that is set on the machine itself; undefined when it is not. */
export function parameter(machine: Machine, name: string): Json | undefined {
  return Object.hasOwn(machine.Params, name) ? machine.Params[name] : undefined
}

/** The members of a JSON object; none for anything else. */
export function jsonObject(json: Json | undefined): Readonly<Record<string, Json>> {
  return typeof json === 'object' && json !== null && !isList(json) ? json : {}
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json)
}
