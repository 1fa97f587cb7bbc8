import type { Rhythm } from '@metalwright/sdk/claims'
import { machine as schema } from '../../schema/machine.ts'
import { type PropertyMap, Secret, Unknown, type Value } from '../../values/value.ts'
import { equalValues } from '../../values/walk.ts'
import { foreseen } from '../foresight.ts'
import type { Resource } from '../resource.ts'
import { checkMachine } from './machine-check.ts'
import { diffMachine } from './machine-diff.ts'
import type { Recoveries } from './recoveries.ts'

/** Outputs that an update of a machine leaves as they are. */
const KEPT = ['uuid', 'claimId', 'arch', 'hardwareAddrs', 'name', 'address', 'addresses', 'inventory']

/** `drp:index:Machine`: a machine claimed from a pool. What talks to the server is loaded when it is needed. */
export function machineResource(rhythm: Rhythm): Resource {
  let recoveries: Promise<Recoveries> | undefined
  const load = async () => new (await import('./recoveries.ts')).Recoveries(rhythm)
  return {
    schema,
    check: checkMachine,
    diff: diffMachine,
    foresee: foreseenMachine,
    create: async (request, context) => {
      recoveries ??= load()
      const { createMachine } = await import('./machine-create.ts')
      return createMachine(request, context, await recoveries)
    },
    read: async (request, context) => (await import('./machine-read.ts')).readMachine(request, context),
    update: async (request, context) => (await import('./machine-update.ts')).updateMachine(request, context),
    delete: async (request, context) => (await import('./machine-delete.ts')).deleteMachine(request, context),
  }
}

/** In a preview of an update, what does not change with it is known. */
function foreseenMachine(inputs: PropertyMap, olds: PropertyMap | undefined): PropertyMap {
  const outputs = new Map<string, Value>(foreseen(schema, inputs))
  if (!inputs.has('exportParameters')) outputs.delete('exportedParameters')
  else outputs.set('exportedParameters', new Secret(new Unknown('object')))
  const [before, after] = [olds?.get('hostname'), inputs.get('hostname')]
  const isRenamed = before === undefined ? after !== undefined : !equalValues(before, after)
  for (const name of KEPT) {
    const known = olds?.get(name)
    if (known !== undefined && !(name === 'name' && isRenamed)) outputs.set(name, known)
  }
  return outputs
}
