import type { ObjectView } from '../../framework/object-view.ts'
import type { PrivateState } from '../../framework/private-state.ts'
import { equalValues } from '../../values/equal.ts'
import { isImported, userDataIn } from './machine-notes.ts'
import { digestOf } from './machine-request.ts'

/** A change of a machine that is held. */
export interface HeldChange {
  readonly prior: ObjectView
  readonly planned: ObjectView
  /** With write-only values. */
  readonly config: ObjectView
  readonly notes: PrivateState
}

/** Attributes that the build of a machine uses. */
const used = [
  'allocate_workflow',
  'image',
  'bootenv',
  'user_data',
  'user_data_wo_version',
  'network_data',
  'metadata',
]

/** The attributes by whose change the machine is no longer what was built; undefined when there are none. */
export function isRebuilt({ prior, planned, config, notes }: HeldChange): readonly string[] | undefined {
  // What an imported machine was built from is not known; giving it a name must not wipe its disk.
  const unknownBefore = isImported(notes)
  const changed = used.filter((name) => {
    if (unknownBefore && prior.get(name) === null) return false
    const type = prior.type.attributes.get(name) ?? 'dynamic'
    return !equalValues(type, prior.get(name), planned.get(name))
  })
  const secret = isKnownText(config, 'user_data_wo')
  const salt = prior.string('claim_id') ?? ''
  const versioned = config.get('user_data_wo_version') !== null
  if (!unknownBefore && !versioned && secret !== undefined && digestOf(secret, salt) !== userDataIn(notes)) {
    changed.push('user_data_wo')
  }
  return changed.length > 0 ? changed : undefined
}

function isKnownText(config: ObjectView, name: string): string | null | undefined {
  return config.isKnown(name) ? config.string(name) : undefined
}
