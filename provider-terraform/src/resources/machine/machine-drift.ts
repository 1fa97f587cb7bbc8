import { isDeepStrictEqual } from 'node:util'
import type { Machine } from '@metalwright/sdk/models'
import type { Changes, ObjectView } from '../../framework/object-view.ts'
import { fromJson, type Json } from '../../values/plain.ts'
import { jsonObject, parameter } from './machine-values.ts'
import { isAsWritten, splitText, written } from './text-parameters.ts'

/** Parameter in which DRP keeps SSH keys: an object of key by name. */
const accessKeys = 'access-keys'

/**
 * The configured attributes as the machine has them now, so that what was changed behind Terraform's back
 * shows as drift. What was not configured stays null; what is unchanged keeps its exact form.
 */
export function configuredValues(state: ObjectView, machine: Machine): Changes {
  const profiles = state.strings('add_profiles')
  const keys = state.strings('authorized_keys')
  const present = new Set(Object.values(jsonObject(parameter(machine, accessKeys))))
  return {
    ...(profiles && { add_profiles: profiles.filter((profile) => machine.Profiles.includes(profile)) }),
    ...(keys && { authorized_keys: keys.filter((key) => present.has(key)) }),
    ...driftedParameters(state, machine),
    ...driftedSettings(state, machine),
  }
}

function driftedParameters(state: ObjectView, machine: Machine): Changes {
  const given = state.json('add_parameters')
  if (Array.isArray(given)) return driftedTexts(given, machine)
  const wanted = jsonObject(given)
  const found = Object.entries(wanted).flatMap(([name, value]) => {
    const actual = parameter(machine, name)
    if (actual === undefined) return []
    return [[name, isEncrypted(actual) ? value : actual] as const]
  })
  const actual = Object.fromEntries(found)
  return isDeepStrictEqual(wanted, actual) ? {} : { add_parameters: fromJson(actual) }
}

function driftedTexts(texts: readonly Json[], machine: Machine): Changes {
  const actual = texts.flatMap((text) => {
    const { name, value } = splitText(String(text))
    const found = parameter(machine, name)
    if (found === undefined) return []
    return [isAsWritten(value, found) ? text : `${name}: ${written(found)}`]
  })
  return isDeepStrictEqual(texts, actual) ? {} : { add_parameters: fromJson(actual) }
}

function driftedSettings(state: ObjectView, machine: Machine): Changes {
  const meta = jsonObject(state.json('meta'))
  const own = Object.entries(meta).flatMap(([key]) => {
    const value = Object.hasOwn(machine.Meta, key) ? machine.Meta[key] : undefined
    return value === undefined ? [] : [[key, value] as const]
  })
  return {
    ...(state.string('hostname') === null ? {} : { hostname: machine.Name }),
    ...(state.string('description') === null ? {} : { description: machine.Description }),
    ...(state.get('meta') === null ? {} : { meta: new Map(own) }),
    ...(state.bool('locked') === null ? {} : { locked: machine.Locked }),
    ...textDrift(state, machine, 'user_data', 'cloud-init/user-data'),
    ...textDrift(state, machine, 'expires_at', 'claim/expires-at'),
    ...objectDrift(state, machine, 'network_data', 'cloud-init/network-config'),
    ...objectDrift(state, machine, 'metadata', 'cloud-init/meta-data'),
  }
}

function textDrift(state: ObjectView, machine: Machine, attribute: string, name: string): Changes {
  if (state.string(attribute) === null) return {}
  const value = parameter(machine, name)
  return { [attribute]: typeof value === 'string' ? value : null }
}

function objectDrift(state: ObjectView, machine: Machine, attribute: string, name: string): Changes {
  const wanted = state.json(attribute)
  const actual = parameter(machine, name) ?? null
  return wanted === null || isDeepStrictEqual(wanted, actual) ? {} : { [attribute]: fromJson(actual) }
}

/** Secure parameters come back as ciphertext, which tells nothing about a change. */
function isEncrypted(value: Json): boolean {
  const { Key, Nonce, Payload } = jsonObject(value)
  return typeof Key === 'string' && typeof Nonce === 'string' && typeof Payload === 'string'
}
