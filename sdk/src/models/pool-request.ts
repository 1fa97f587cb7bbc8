import { z } from 'zod'
import { Json } from './json.ts'

/** Body of a pool call (`allocateMachines`, `releaseMachines`, `addMachines`, `removeMachines`); all optional. */
export const PoolRequest = z.object({
  /** Wait so long for the workflow to end: a Go duration or seconds. */
  'pool/wait-timeout': z.union([z.string(), z.number()]).optional(),
  /** How many machines; allocate takes 1 by default. */
  'pool/count': z.int().min(1).optional(),
  /** Accept fewer, down to this many; `pool/count` by default: all or nothing. */
  'pool/minimum': z.int().min(0).optional(),
  /** The whole pool. */
  'pool/all-machines': z.boolean().optional(),
  /** UUIDs or `Name:x`. */
  'pool/machine-list': z.array(z.string()).optional(),
  /** List filters that candidates must pass, such as `Runnable=Eq(true)`. */
  'pool/filter': z.array(z.string()).optional(),
  /** Workflow instead of the pool's own for this transition. */
  'pool/workflow': z.string().optional(),
  'pool/add-profiles': z.array(z.string()).optional(),
  'pool/add-parameters': z.record(z.string(), Json).optional(),
  'pool/remove-profiles': z.array(z.string()).optional(),
  'pool/remove-parameters': z.array(z.string()).optional(),
  /**
   * Idempotency key of a claim: the same key with the same body answers with the same machines, with another
   * body it is refused (409). On release it names the claim that is given back. Extension of this server.
   */
  'pool/claim-key': z.string().min(1).max(200).optional(),
})
export type PoolRequest = z.infer<typeof PoolRequest>
