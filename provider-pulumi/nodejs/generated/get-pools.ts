// Made from schema.json by scripts/generate.ts; changes here are lost.
import * as pulumi from '@pulumi/pulumi'
import type * as outputs from './types/outputs.ts'
import { withVersion } from './resource.ts'

/** Lists the pools that match. */
export function getPools(args?: GetPoolsArgs, opts?: pulumi.InvokeOptions): Promise<GetPoolsResult> {
  return pulumi.runtime.invoke('drp:index:getPools', { filters: args?.filters, limit: args?.limit, sort: args?.sort }, withVersion(opts))
}

/** Lists the pools that match. */
export function getPoolsOutput(args?: GetPoolsOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<GetPoolsResult> {
  return pulumi.runtime.invokeOutput<GetPoolsResult>('drp:index:getPools', { filters: args?.filters, limit: args?.limit, sort: args?.sort }, withVersion(opts))
}

/** What `getPools` is asked for. */
export interface GetPoolsArgs {
  /** Only those that match all of these DRP filters, such as `Available=Eq(true)`. */
  filters?: string[] | undefined
  /** Give at most this many. */
  limit?: number | undefined
  /** Field of the API to sort by; the key by default. */
  sort?: string | undefined
}

/** What `getPoolsOutput` is asked for. */
export interface GetPoolsOutputArgs {
  /** Only those that match all of these DRP filters, such as `Available=Eq(true)`. */
  filters?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Give at most this many. */
  limit?: pulumi.Input<number | undefined>
  /** Field of the API to sort by; the key by default. */
  sort?: pulumi.Input<string | undefined>
}

/** What `getPools` finds. */
export interface GetPoolsResult {
  /** Keys, in order. */
  readonly keys: string[]
  /** Each pool. */
  readonly pools: outputs.PoolFound[]
}
