import { isDeepStrictEqual } from 'node:util'
import type { ClaimUpdate } from '@metalwright/sdk/claims'
import type { Json } from '../../values/json.ts'
import type { MachineInputs } from './machine-inputs.ts'

type Claimed = MachineInputs['claim']

/** Whether a claim has parts that are put on the machine after it was claimed. */
export function needsPreparation({ claim }: MachineInputs): boolean {
  const { hostname, description, meta, secretParameters, bootEnv } = claim
  return [hostname, description, meta, secretParameters, bootEnv].some((part) => part !== undefined)
}

/** Whether another machine could have been claimed. */
export function isChosenAnew({ claim: a }: MachineInputs, { claim: b }: MachineInputs): boolean {
  const choice = ({ filters = [], constraints = {} }: Claimed) => ({ filters, constraints })
  return !isDeepStrictEqual(choice(a), choice(b))
}

/**
 * Whether what is installed has changed.
 *
 * @param imported what the machine was built from before is not known: telling it must not wipe its disk
 */
export function isBuiltAnew(
  { claim: a }: MachineInputs,
  { claim: b }: MachineInputs,
  imported: boolean,
): boolean {
  return BUILT_FROM.some(
    (name) => !(imported && a[name] === undefined) && !isDeepStrictEqual(a[name], b[name]),
  )
}

const BUILT_FROM = ['workflow', 'image', 'bootEnv', 'userData', 'networkData', 'metadata'] as const

const SETTINGS = [
  'authorizedKeys',
  'image',
  'userData',
  'networkData',
  'metadata',
  'hostname',
  'description',
  'expiresAt',
] as const

/** What has changed between two sets of inputs, and only that: what others put on the machine stays. */
export function changeBetween(before: MachineInputs, after: MachineInputs): ClaimUpdate {
  const [old, now] = [before.claim, after.claim]
  const settings = SETTINGS.filter((name) => !isDeepStrictEqual(old[name], now[name])).map(
    (name) => [name, now[name] ?? null] as const,
  )
  return {
    ...Object.fromEntries(settings),
    ...filled('addProfiles', added(old.addProfiles, now.addProfiles)),
    ...filled('removeProfiles', added(now.addProfiles, old.addProfiles)),
    ...filled('addParameters', changedMembers(old.addParameters, now.addParameters)),
    ...filled('secretParameters', changedMembers(old.secretParameters, now.secretParameters)),
    ...filled('removeParameters', goneParameters(old, now)),
    ...filled('meta', changedMembers(old.meta, now.meta)),
    ...filled('removeMeta', added(Object.keys(now.meta ?? {}), Object.keys(old.meta ?? {}))),
  }
}

type Members = Readonly<Record<string, Json>> | undefined

function filled<Part extends object>(name: string, part: Part): Record<string, Part> {
  return Object.keys(part).length === 0 ? {} : { [name]: part }
}

function added(before: readonly string[] = [], after: readonly string[] = []): string[] {
  return after.filter((item) => !before.includes(item))
}

function changedMembers(before: Members = {}, after: Members = {}): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(after).filter(
      ([name, value]) => !Object.hasOwn(before, name) || !isDeepStrictEqual(before[name], value),
    ),
  )
}

function goneParameters(old: Claimed, now: Claimed): string[] {
  const names = (claim: Claimed) => [
    ...Object.keys(claim.addParameters ?? {}),
    ...Object.keys(claim.secretParameters ?? {}),
  ]
  return added(names(now), names(old))
}
