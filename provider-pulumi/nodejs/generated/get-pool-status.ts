// Made from schema.json by scripts/generate.ts; changes here are lost.
import * as pulumi from '@pulumi/pulumi'
import { withVersion } from './resource.ts'

/**
 * Counts the machines of a pool by their state, and names the free ones.
 *
 * @example
 * ```typescript
 * import * as drp from '@metalwright/pulumi-drp'
 *
 * export const free = drp.getPoolStatusOutput({ pool: 'default' }).free
 * ```
 */
export function getPoolStatus(args: GetPoolStatusArgs, opts?: pulumi.InvokeOptions): Promise<GetPoolStatusResult> {
  return pulumi.runtime.invoke('drp:index:getPoolStatus', { pool: args.pool }, withVersion(opts))
}

/**
 * Counts the machines of a pool by their state, and names the free ones.
 *
 * @example
 * ```typescript
 * import * as drp from '@metalwright/pulumi-drp'
 *
 * export const free = drp.getPoolStatusOutput({ pool: 'default' }).free
 * ```
 */
export function getPoolStatusOutput(args: GetPoolStatusOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<GetPoolStatusResult> {
  return pulumi.runtime.invokeOutput<GetPoolStatusResult>('drp:index:getPoolStatus', { pool: args.pool }, withVersion(opts))
}

/** What `getPoolStatus` is asked for. */
export interface GetPoolStatusArgs {
  /** Id of the pool. */
  pool: string
}

/** What `getPoolStatusOutput` is asked for. */
export interface GetPoolStatusOutputArgs {
  /** Id of the pool. */
  pool: pulumi.Input<string>
}

/** What `getPoolStatus` finds. */
export interface GetPoolStatusResult {
  /** Machines in the pool. */
  readonly total: number
  /** Machines by state, such as `Free`, `Building`, `InUse`; states without machines are left out. */
  readonly counts: { [name: string]: number }
  /** Names of the machines that can be claimed, sorted. */
  readonly free: string[]
}
