import type { Difference, DiffRequest, PropertyChange } from '../../plugin/provider.ts'
import { isWithin } from '../../values/path.ts'
import { equalValues, unwrap } from '../../values/walk.ts'
import { IMPORTED } from './imported.ts'
import { isOwnKey } from './machine-check.ts'

/** Outputs that a machine keeps as long as it is held. */
const STABLES = ['uuid', 'claimId', 'arch', 'hardwareAddrs']
/** Inputs that say what is installed: `onChange` says what their change does. */
const BUILD_INPUTS = ['allocateWorkflow', 'image', 'bootenv', 'userData', 'networkData', 'metadata'] as const
/** Inputs that say which machine is claimed. */
const CHOICE_INPUTS = ['filters', 'constraints']
/** States in the pool that a machine is not left in: the next run goes on. */
const UNFINISHED = ['Building', 'HoldBuild']

/** Decides what the changes of a machine's inputs mean. */
export function diffMachine(request: DiffRequest, found: ReadonlyMap<string, PropertyChange>): Difference {
  const { olds, oldInputs, news } = request
  const changes = new Map(found)
  // A claim without a key of ours was imported: it goes by the key it has.
  if (!oldInputs.has('claimKey') && isOwnKey(news.get('claimKey'))) changes.delete('claimKey')
  const replaced: readonly string[] = [
    ...(unwrap(news.get('filterChange')) === 'replace' ? CHOICE_INPUTS : []),
    ...(unwrap(news.get('onChange')) === 'replace' ? BUILD_INPUTS : []),
  ]
  for (const [path, change] of changes) {
    // How an imported machine was chosen and built is not known: telling it is no wish for another one.
    if (change.kind === 'add' && olds.has(IMPORTED) && replaced.includes(path)) continue
    if (replaced.some((name) => isWithin(path, name))) changes.set(path, { ...change, replaces: true })
  }
  const status = unwrap(olds.get('status'))
  const waits = unwrap(news.get('waitFor')) !== 'allocated'
  if (typeof status === 'string' && UNFINISHED.includes(status) && waits) {
    changes.set('status', { kind: 'update', replaces: false, output: true })
  }
  return { changes, stables: STABLES, deleteBeforeReplace: mustGoFirst(request) }
}

/** Whether a replacement needs what the machine has: the machine itself, its name, or its key. */
function mustGoFirst({ oldInputs, news }: DiffRequest): boolean {
  if (news.has('machine')) return true
  const kept = ['hostname', 'claimKey'].filter((name) => equalValues(oldInputs.get(name), news.get(name)))
  return kept.some((name) => news.has(name) && !isOwnKey(unwrap(news.get(name))))
}
