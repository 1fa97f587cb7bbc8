import type { ReleaseOptions } from '@metalwright/sdk/claims'
import type { JsonObject } from '@metalwright/sdk/models'
import type { ObjectView } from '../../framework/object-view.ts'
import type { PrivateState } from '../../framework/private-state.ts'
import { secretNamesIn } from './machine-notes.ts'
import { parameterNames } from './machine-request.ts'
import { pendingParameter } from './pending-parameter.ts'
import { parametersOfTexts } from './text-parameters.ts'

const settings = [
  ['image', 'image'],
  ['network_data', 'networkData'],
  ['metadata', 'metadata'],
  ['expires_at', 'expiresAt'],
] as const

/** How a machine is given back, as its state says; without the wait. */
export function releaseOptions(state: ObjectView, notes: PrivateState): ReleaseOptions {
  const given = state.object('on_release')
  const hasUserData = state.string('user_data') !== null || notes.get('user-data') !== undefined
  const removed = settings.filter(([attribute]) => state.get(attribute) !== null).map(([, name]) => name)
  return {
    workflow: (given?.string('workflow') ?? state.string('deallocate_workflow')) || undefined,
    removeProfiles: [...(state.strings('add_profiles') ?? []), ...(given?.strings('remove_profiles') ?? [])],
    removeParameters: [
      ...parameterNames(state, 'add_parameters'),
      ...secretNamesIn(notes),
      ...(given?.strings('remove_parameters') ?? []),
      ...(state.string('bootenv') === null ? [] : ['linux/install-bootenv']),
      pendingParameter,
    ],
    removeSettings: [...removed, ...(hasUserData ? (['userData'] as const) : [])],
    addProfiles: given?.strings('add_profiles') ?? state.strings('deallocate_profiles') ?? [],
    addParameters: {
      ...parametersIn(state, 'deallocate_parameters'),
      ...parametersIn(given, 'add_parameters'),
    },
    power: given?.string('power') === 'off' ? 'off' : 'none',
    force: given?.bool('force') ?? false,
    quarantineOnFailure: given?.bool('quarantine_on_failure') ?? false,
  }
}

/** Whether the release is waited for. */
export function waitsForRelease(state: ObjectView): boolean {
  return state.object('on_release')?.bool('wait') ?? true
}

function parametersIn(view: ObjectView | null, name: string): JsonObject {
  const written = view?.json(name) ?? null
  if (written === null) return {}
  if (Array.isArray(written)) return parametersOfTexts(written.map(String), () => undefined)
  return JSON.parse(JSON.stringify(written))
}
