import type { Machine } from '../models/machine.ts'
import type { ClaimRequest } from './claim.ts'

/** Whether a claim has parts that pool calls cannot carry. */
export function needsPreparation(request: ClaimRequest): boolean {
  const { hostname, description, meta, secretParameters, bootEnv } = request
  const texts = [hostname, description, meta, bootEnv]
  return texts.some((part) => part !== undefined) || Object.keys(secretParameters ?? {}).length > 0
}

/** Whether the machine has begun a task, which may have used what it was before it was prepared. */
export function hasBegun({ PoolStatus, Tasks, CurrentTask }: Machine): boolean {
  if (PoolStatus !== 'Building') return false
  return Tasks.slice(0, CurrentTask + 1).some((entry) => !/^(?:stage|bootenv):/.test(entry))
}
