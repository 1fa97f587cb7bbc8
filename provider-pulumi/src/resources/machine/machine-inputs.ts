import type {
  AntiAffinity,
  ClaimRequest,
  Constraints,
  OnFailure,
  ParamSetting,
  WaitUntil,
} from '@metalwright/sdk/claims'
import { durationMs } from '../../duration.ts'
import type { Json } from '../../values/json.ts'
import type { PropertyMap } from '../../values/value.ts'
import { View } from '../../values/view.ts'

/** Who claims: stands on every machine that this provider holds, and names its SSH keys. */
export const OWNER = 'pulumi'
/** Param that tells an operator which resource a machine belongs to. */
export const URN_PARAM = 'pulumi/urn'

/** Inputs that the claim writes down as parameters of its own. */
const SETTINGS: readonly ParamSetting[] = ['image', 'userData', 'networkData', 'metadata', 'expiresAt']

/** What happens to a machine that is given back. */
export interface Release {
  readonly workflow: string | undefined
  readonly addProfiles: readonly string[]
  readonly addParameters: Record<string, Json>
  readonly removeProfiles: readonly string[]
  readonly removeParameters: readonly string[]
  readonly removeSettings: readonly ParamSetting[]
  readonly power: 'off' | 'none'
  readonly wait: boolean
  readonly force: boolean
  readonly quarantineOnFailure: boolean
}

/** The inputs of a machine, checked and wholly known. */
export interface MachineInputs {
  readonly claim: Omit<ClaimRequest, 'owner'>
  readonly locked: boolean
  /** Milliseconds to keep asking a pool that has no free machine. */
  readonly waitForCapacityMs: number | undefined
  readonly until: WaitUntil
  readonly onChange: 'redeploy' | 'replace' | 'updateOnly'
  readonly onFailure: OnFailure
  readonly onTimeout: 'fail' | 'resume'
  readonly exportParameters: readonly string[]
  readonly release: Release
}

/** Reads the inputs of a machine. @throws NotJsonError */
export function machineInputs(inputs: PropertyMap): MachineInputs {
  const view = new View(inputs)
  const capacity = view.text('waitForCapacity')
  const onChange = view.text('onChange')
  const onFailure = view.text('onFailure')
  return {
    claim: {
      pool: view.text('pool') ?? '',
      claimKey: view.text('claimKey') ?? '',
      filters: view.texts('filters'),
      constraints: constraintsOf(view.object('constraints')),
      machine: view.text('machine'),
      antiAffinity: antiAffinityOf(view.object('antiAffinity')),
      workflow: view.text('allocateWorkflow'),
      bootEnv: view.text('bootenv'),
      addProfiles: view.texts('addProfiles'),
      addParameters: view.jsonMap('addParameters'),
      secretParameters: view.jsonMap('secretParameters'),
      authorizedKeys: view.texts('authorizedKeys'),
      image: view.text('image'),
      userData: view.text('userData'),
      networkData: view.json('networkData'),
      metadata: view.json('metadata'),
      hostname: view.text('hostname'),
      description: view.text('description'),
      meta: view.textMap('meta'),
      expiresAt: view.text('expiresAt'),
    },
    locked: view.flag('locked') ?? false,
    waitForCapacityMs: capacity === undefined ? undefined : durationMs(capacity),
    until: waitUntil(view.text('waitFor') ?? 'inUse') ?? 'InUse',
    onChange: onChange === 'replace' || onChange === 'updateOnly' ? onChange : 'redeploy',
    onFailure: onFailure === 'release' || onFailure === 'quarantine' ? onFailure : 'keep',
    onTimeout: view.text('onTimeout') === 'resume' ? 'resume' : 'fail',
    exportParameters: view.texts('exportParameters') ?? [],
    release: releaseOf(view),
  }
}

/** What a wait ends at, as it is written in a program; undefined when the text is neither. */
export function waitUntil(text: string): WaitUntil | undefined {
  if (text === 'inUse') return 'InUse'
  if (text === 'allocated') return 'Allocated'
  if (text === 'workflowComplete') return 'WorkflowComplete'
  const [, name, condition] = /^([^=\s]+)=(.+)$/s.exec(text) ?? []
  return name === undefined || condition === undefined ? undefined : `${name}=${condition}`
}

/** What makes two requests equal; its hash is stored on the machine. The claim key, which is new each time, does not count. */
export function claimIdentity({ claimKey: _, ...rest }: MachineInputs['claim']): object {
  return rest
}

function releaseOf(view: View): Release {
  const on = view.object('onRelease')
  const isGiven = (name: string) => view.json(name) !== undefined
  return {
    workflow: view.text('deallocateWorkflow') ?? on?.text('workflow'),
    addProfiles: on?.texts('addProfiles') ?? [],
    addParameters: on?.jsonMap('addParameters') ?? {},
    removeProfiles: [...(view.texts('addProfiles') ?? []), ...(on?.texts('removeProfiles') ?? [])],
    removeParameters: [
      ...Object.keys(view.jsonMap('addParameters') ?? {}),
      ...Object.keys(view.jsonMap('secretParameters') ?? {}),
      ...(on?.texts('removeParameters') ?? []),
      ...(isGiven('bootenv') ? ['linux/install-bootenv'] : []),
    ],
    removeSettings: SETTINGS.filter(isGiven),
    power: on?.text('power') === 'off' ? 'off' : 'none',
    wait: on?.flag('wait') ?? true,
    force: on?.flag('force') ?? false,
    quarantineOnFailure: on?.flag('quarantineOnFailure') ?? false,
  }
}

function constraintsOf(view: View | undefined): Constraints | undefined {
  if (view === undefined) return undefined
  return {
    minCpu: view.number('minCpu'),
    minMemoryGib: view.number('minMemoryGib'),
    minDiskGb: view.number('minDiskGb'),
    minDisks: view.number('minDisks'),
    arch: view.text('arch'),
    tags: view.texts('tags'),
    profiles: view.texts('profiles'),
    zone: view.text('zone'),
    vendor: view.text('vendor'),
    model: view.text('model'),
    params: view.jsonMap('params'),
  }
}

function antiAffinityOf(view: View | undefined): AntiAffinity | undefined {
  const [param, group] = [view?.text('param'), view?.text('group')]
  return param === undefined || group === undefined ? undefined : { param, group }
}
