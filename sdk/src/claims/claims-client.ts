import type { CallOptions, Jobs, Machines, Pools } from '../collections/index.ts'
import type { Info } from '../models/info.ts'
import type { Transport } from '../transport/index.ts'

/** What claims need of a client. */
export interface ClaimsClient {
  readonly machines: Machines
  readonly pools: Pools
  readonly jobs: Jobs
  readonly transport: Pick<Transport, 'clock' | 'random' | 'endpoint'>
  info(options?: CallOptions): Promise<Info>
}
