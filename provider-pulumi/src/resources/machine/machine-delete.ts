import type { DeleteRequest } from '../../plugin/provider.ts'
import { View } from '../../values/view.ts'
import type { ResourceContext } from '../resource.ts'
import { machineInputs, URN_PARAM } from './machine-inputs.ts'
import { PENDING_PARAM } from './pending-param.ts'

/**
 * Gives a machine back, and takes off what the claim has put on it. One that is gone or on its way back already is a
 * success; one that another claim holds is left alone.
 */
export async function deleteMachine(request: DeleteRequest, context: ResourceContext): Promise<void> {
  const { id, outputs, oldInputs, timeoutMs } = request
  const { connection, signal } = context
  const api = await connection.api()
  const claimId = new View(outputs).text('claimId') ?? ''
  const { release } = machineInputs(oldInputs.size > 0 ? oldInputs : outputs)
  const claim = await api.claims.get(id, claimId, { signal })
  if (claim.state === 'foreign') {
    const owner = claim.owner === '' ? 'somebody else' : `"${claim.owner}"`
    context.log('warning', `Machine ${id} is held by another claim, of ${owner}: it was left alone.`)
    return
  }
  const wait = {
    timeoutMs: timeoutMs ?? connection.defaultTimeoutMs,
    setting: 'customTimeouts.delete',
    signal,
    onProgress: (text: string) => context.status(text),
  }
  await api.claims.release(id, claimId, {
    workflow: release.workflow,
    addProfiles: release.addProfiles,
    addParameters: release.addParameters,
    removeProfiles: release.removeProfiles,
    removeParameters: [...release.removeParameters, URN_PARAM, PENDING_PARAM],
    removeSettings: release.removeSettings,
    power: release.power,
    force: release.force,
    quarantineOnFailure: release.quarantineOnFailure,
    wait: release.wait ? wait : undefined,
    signal,
  })
}
