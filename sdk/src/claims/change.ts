import type { JsonObject, JsonValue } from '../models/json.ts'
import type { Machine } from '../models/machine.ts'
import type { ClaimUpdate } from './claim-options.ts'
import { ACCESS_KEYS, CLAIM_OWNER, CLAIM_RESTORE, MARKS, ownParam, textParam } from './mark.ts'
import { accessKeysWith, type ParamSetting, paramsOfSetting, settingParams } from './settings-params.ts'

/** A held machine as a change makes it. Unlocked, because a locked one takes no other change. */
export function changed(machine: Machine, update: ClaimUpdate): Machine {
  const { addProfiles = [], removeProfiles = [] } = update
  const profiles = machine.Profiles.filter((name) => !removeProfiles.includes(name))
  const next = {
    ...machine,
    Locked: false,
    Profiles: [...new Set([...profiles, ...addProfiles])],
    Params: changedParams(machine, update),
  }
  return renamed(next, update)
}

/** The machine with what it was before the claim: name, description, annotations. */
export function restored(machine: Machine): Machine {
  const { Name, Description, Meta } = originOf(machine)
  return renamed(machine, {
    ...(Name === undefined ? {} : { hostname: null }),
    ...(Description === undefined ? {} : { description: null }),
    removeMeta: Object.keys(Meta ?? {}),
  })
}

function changedParams(machine: Machine, update: ClaimUpdate): Record<string, JsonValue> {
  const { addParameters = {}, removeParameters = [], authorizedKeys } = update
  const { image, userData, networkData, metadata, expiresAt } = update
  const settings: readonly (readonly [ParamSetting, JsonValue | undefined])[] = [
    ['image', image],
    ['userData', userData],
    ['networkData', networkData],
    ['metadata', metadata],
    ['expiresAt', expiresAt],
  ]
  const touched = settings.filter(([, value]) => value !== undefined).map(([name]) => name)
  const given = Object.fromEntries(settings.filter(([, value]) => value !== undefined && value !== null))
  const added = { ...settingParams(given), ...addParameters }
  if (authorizedKeys !== undefined) {
    const owner = textParam(machine, CLAIM_OWNER)
    added[ACCESS_KEYS] = accessKeysWith(machine, authorizedKeys ?? [], owner)
  }
  const replaced = authorizedKeys === undefined ? [] : [ACCESS_KEYS]
  const gone = new Set([...removeParameters, ...replaced, ...touched.flatMap(paramsOfSetting)])
  const kept = Object.entries(machine.Params).filter(([name]) => MARKS.has(name) || !gone.has(name))
  const wanted = Object.entries(added).filter(([name]) => !MARKS.has(name))
  const all = [...kept, ...wanted].filter(([name, value]) => name !== ACCESS_KEYS || value !== null)
  return Object.fromEntries(all)
}

/** What a machine was before the claim changed it; stored in param `claim/restore`. */
interface Origin {
  readonly Name?: string | undefined
  readonly Description?: string | undefined
  /** Annotations by key; null where there was none. */
  readonly Meta?: Readonly<Record<string, string | null>> | undefined
}

function renamed(machine: Machine, update: ClaimUpdate): Machine {
  const { hostname, description, meta, removeMeta = [] } = update
  const origin = originOf(machine)
  const name = swapped(machine.Name, origin.Name, hostname)
  const words = swapped(machine.Description, origin.Description, description)
  const before = new Map(Object.entries(origin.Meta ?? {}))
  const now = new Map(Object.entries(machine.Meta))
  const dropped = meta === null ? [...before.keys(), ...removeMeta] : removeMeta
  for (const key of dropped) {
    // What the claim has not set belongs to others.
    if (!before.has(key)) continue
    const old = before.get(key) ?? null
    if (old === null) now.delete(key)
    else now.set(key, old)
    before.delete(key)
  }
  for (const [key, value] of Object.entries(meta ?? {})) {
    if (!before.has(key)) before.set(key, now.get(key) ?? null)
    now.set(key, value)
  }
  const next = { ...machine, Name: name.now, Description: words.now, Meta: Object.fromEntries(now) }
  return withOrigin(next, { Name: name.before, Description: words.before, Meta: Object.fromEntries(before) })
}

/** A value with the one before the claim: set, given back (null), or left alone (undefined). */
function swapped(
  now: string,
  before: string | undefined,
  wanted: string | null | undefined,
): { now: string; before: string | undefined } {
  if (wanted === undefined) return { now, before }
  if (wanted === null) return { now: before ?? now, before: undefined }
  return { now: wanted, before: before ?? (wanted === now ? undefined : now) }
}

function originOf(machine: Machine): Origin {
  const stored = ownParam(machine, CLAIM_RESTORE)
  if (stored === null || typeof stored !== 'object' || Array.isArray(stored)) return {}
  const { Name, Description, Meta } = stored
  return {
    Name: typeof Name === 'string' ? Name : undefined,
    Description: typeof Description === 'string' ? Description : undefined,
    Meta: annotations(Meta),
  }
}

function annotations(value: JsonValue | undefined): Record<string, string | null> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return {}
  const own = Object.entries(value).map(([key, text]) => [key, typeof text === 'string' ? text : null])
  return Object.fromEntries(own)
}

function withOrigin(machine: Machine, { Name, Description, Meta = {} }: Origin): Machine {
  const { [CLAIM_RESTORE]: stored, ...params } = machine.Params
  const origin: JsonObject = {
    ...(Name === undefined ? {} : { Name }),
    ...(Description === undefined ? {} : { Description }),
    ...(Object.keys(Meta).length === 0 ? {} : { Meta: { ...Meta } }),
  }
  // An empty one stays where there was one: it tells that the claim has been prepared.
  const keep = stored !== undefined || Object.keys(origin).length > 0
  return { ...machine, Params: keep ? { ...params, [CLAIM_RESTORE]: origin } : params }
}
