import type { JsonObject } from '@metalwright/sdk/models'
import type { BootChoice, PowerChange, PowerState } from '../bmc.ts'
import { BmcFailure, quoted } from '../bmc-failure.ts'
import { memberAt, objectsAt, textAt, textsAt } from '../members.ts'
import type { BootFirmware } from '../target.ts'
import type { RedfishSession } from './redfish-session.ts'
import { resourcePath } from './resource-path.ts'

/** Systems that are looked at to find one; a chassis of blades has fewer. */
const MOST_SYSTEMS = 32

/** Words of `ResetType` for a change, the best first (DSP2046, Resource). */
const RESET_TYPES: Readonly<Record<PowerChange, readonly string[]>> = {
  on: ['On', 'ForceOn', 'PushPowerButton'],
  off: ['ForceOff', 'PowerOff'],
  shutdown: ['GracefulShutdown', 'PushPowerButton'],
  cycle: ['PowerCycle', 'FullPowerCycle'],
  reset: ['ForceRestart', 'PowerCycle'],
}

/** A reset: where it is asked for, and by which word. */
export interface ResetOrder {
  readonly path: string
  readonly type: string
}

/**
 * Path of the machine among the systems of its BMC.
 *
 * @param wanted its id; undefined where there is only one. A BMC never says which machine is meant, and the power of
 *   another one must not be cut
 * @throws BmcFailure `bmc_setting` when there are several, or not that one
 */
export async function findSystem(
  session: RedfishSession,
  wanted: string | undefined,
  signal: AbortSignal,
): Promise<string> {
  const root = await session.root(signal)
  const list = await session.get(resourcePath(textAt(root, 'Systems', '@odata.id')), signal)
  const paths = objectsAt(list, 'Members').map((member) => resourcePath(textAt(member, '@odata.id')))
  const systems = [...new Set(paths)].slice(0, MOST_SYSTEMS)
  if (wanted === undefined) {
    const [only] = systems
    if (only !== undefined && systems.length === 1) return only
    const reason = `The BMC has ${systems.length} systems: ${systems.map(idOf).join(', ')}`
    throw new BmcFailure('bmc_setting', reason, 'set ipmi/redfish-system to the id of this machine')
  }
  const found = systems.find((path) => idOf(path) === wanted)
  if (found !== undefined) return found
  for (const path of systems) {
    const system = await session.get(path, signal)
    const names = [textAt(system, 'Id'), textAt(system, 'UUID').toLowerCase(), textAt(system, 'SerialNumber')]
    if (names.includes(wanted) || names.includes(wanted.toLowerCase())) return path
  }
  const reason = `The BMC has no system ${quoted(wanted)}, only ${systems.map(idOf).join(', ')}`
  throw new BmcFailure('bmc_setting', reason, 'correct ipmi/redfish-system')
}

/** Power of a system; while it changes it still is what it was. */
export function powerOf(system: JsonObject): PowerState {
  switch (textAt(system, 'PowerState')) {
    case 'On':
    case 'PoweringOff':
      return 'on'
    case 'Off':
    case 'PoweringOn':
      return 'off'
    default:
      return 'unknown'
  }
}

/**
 * How a system is told to change its power: by the best of the words that it names.
 *
 * @throws BmcFailure `bmc_not_supported` when it has none of them
 */
export async function resetOrder(
  session: RedfishSession,
  system: JsonObject,
  change: PowerChange,
  signal: AbortSignal,
): Promise<ResetOrder> {
  const action = memberAt(system, 'Actions', '#ComputerSystem.Reset')
  const target = textAt(action, 'target')
  if (target === '') throw unsupported('the reset action', [])
  const allowed =
    textsAt(action, 'ResetType@Redfish.AllowableValues') ?? (await namedBy(session, action, signal))
  const types = RESET_TYPES[change]
  const type = allowed === undefined ? types[0] : types.find((one) => allowed.includes(one))
  if (type === undefined) throw unsupported(change, allowed ?? [])
  return { path: resourcePath(target), type }
}

/** The words in the action's own description; undefined when it has none. */
async function namedBy(
  session: RedfishSession,
  action: ReturnType<typeof memberAt>,
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  const link = textAt(action, '@Redfish.ActionInfo')
  if (link === '') return undefined
  const info = await session.get(resourcePath(link), signal)
  const parameter = objectsAt(info, 'Parameters').find((one) => textAt(one, 'Name') === 'ResetType')
  return textsAt(parameter, 'AllowableValues')
}

/**
 * Change of a system that makes it boot from a device.
 *
 * @throws BmcFailure `bmc_not_supported` for what it does not name
 */
export function bootSettings(
  system: JsonObject,
  { device, persistent }: BootChoice,
  firmware: BootFirmware | undefined,
): JsonObject {
  const boot = memberAt(system, 'Boot')
  const targets = textsAt(boot, 'BootSourceOverrideTarget@Redfish.AllowableValues')
  const wanted = device === 'pxe' ? ['Pxe', 'UefiHttp'] : ['Hdd']
  const target = targets === undefined ? wanted[0] : wanted.find((one) => targets.includes(one))
  if (target === undefined) throw unsupported(`booting from ${device}`, targets ?? [])
  const enabled = persistent ? 'Continuous' : 'Once'
  const times = textsAt(boot, 'BootSourceOverrideEnabled@Redfish.AllowableValues')
  if (times !== undefined && !times.includes(enabled)) throw unsupported(`the choice ${enabled}`, times)
  const modes = textsAt(boot, 'BootSourceOverrideMode@Redfish.AllowableValues')
  const mode = firmware === undefined ? undefined : firmware === 'uefi' ? 'UEFI' : 'Legacy'
  const takesMode =
    mode !== undefined && (modes?.includes(mode) ?? textAt(boot, 'BootSourceOverrideMode') !== '')
  return {
    Boot: {
      BootSourceOverrideEnabled: enabled,
      BootSourceOverrideTarget: target,
      ...(mode !== undefined && takesMode ? { BootSourceOverrideMode: mode } : {}),
    },
  }
}

function idOf(path: string): string {
  return quoted(decodeURIComponentSafely(path.replace(/\/$/, '').split('/').at(-1) ?? ''))
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function unsupported(what: string, named: readonly string[]): BmcFailure {
  const names = named.length === 0 ? '' : `; it names ${quoted(named.join(', '))}`
  const next = 'use another action, update the BMC’s firmware, or set ipmi/mode to ipmitool'
  return new BmcFailure('bmc_not_supported', `The BMC does not offer ${what} over Redfish${names}`, next)
}
