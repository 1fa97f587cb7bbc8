import type { JsonValue } from '../models/json.ts'
import type { Machine } from '../models/machine.ts'
import type { ClaimRequest, MachineSettings } from './claim.ts'
import { IMAGE_PARAMS, imageParams } from './image-params.ts'
import {
  ACCESS_KEYS,
  CLAIM_EXPIRES,
  CLAIM_GROUP,
  CLAIM_KEY,
  CLAIM_OWNER,
  isOwnKey,
  keyPrefix,
  ownParam,
} from './mark.ts'

/** Param with cloud-init user data. */
export const USER_DATA = 'cloud-init/user-data'
/** Param with cloud-init's network configuration. */
export const NETWORK_CONFIG = 'cloud-init/network-config'
/** Param with members that are added to cloud-init's meta data. */
export const META_DATA = 'cloud-init/meta-data'

/** The params a claim puts on its machine: the caller's own, those of its settings, and the mark. */
export function paramsOf(request: ClaimRequest): Record<string, JsonValue> {
  const { authorizedKeys: keys = [], owner, antiAffinity } = request
  return {
    ...settingParams(request),
    ...request.addParameters,
    ...(keys.length > 0 ? { [ACCESS_KEYS]: namedKeys(keys, owner) } : {}),
    ...(antiAffinity === undefined ? {} : { [CLAIM_GROUP]: antiAffinity.group }),
    [CLAIM_KEY]: request.claimKey,
    [CLAIM_OWNER]: owner,
  }
}

/** The params of image, cloud-init data and expiry. */
export function settingParams(settings: MachineSettings): Record<string, JsonValue> {
  const { image, userData, networkData, metadata, expiresAt } = settings
  return {
    ...(image === undefined ? {} : imageParams(image)),
    ...(userData === undefined ? {} : { [USER_DATA]: userData }),
    ...(networkData === undefined ? {} : { [NETWORK_CONFIG]: networkData }),
    ...(metadata === undefined ? {} : { [META_DATA]: metadata }),
    ...(expiresAt === undefined ? {} : { [CLAIM_EXPIRES]: expiresAt }),
  }
}

/** A setting of params, as it is named in `MachineSettings`. */
export type ParamSetting = 'image' | 'userData' | 'networkData' | 'metadata' | 'expiresAt'

const NAMES: Readonly<Record<ParamSetting, readonly string[]>> = {
  image: IMAGE_PARAMS,
  userData: [USER_DATA],
  networkData: [NETWORK_CONFIG],
  metadata: [META_DATA],
  expiresAt: [CLAIM_EXPIRES],
}

/** Names of the params a setting may have set. */
export function paramsOfSetting(setting: ParamSetting): readonly string[] {
  return NAMES[setting]
}

/** The value of `access-keys` with the owner's keys in place of its former ones; null when none are left. */
export function accessKeysWith(machine: Machine, keys: readonly string[], owner: string): JsonValue {
  const prefix = keyPrefix(owner)
  const current = ownParam(machine, ACCESS_KEYS)
  const present = current !== null && typeof current === 'object' && !Array.isArray(current) ? current : {}
  const others = Object.entries(present).filter(([name]) => !isOwnKey(name, prefix))
  const all = { ...Object.fromEntries(others), ...namedKeys(keys, owner) }
  return Object.keys(all).length > 0 ? all : null
}

function namedKeys(keys: readonly string[], owner: string): Record<string, string> {
  return Object.fromEntries(keys.map((key, index) => [`${keyPrefix(owner)}${index + 1}`, key]))
}
