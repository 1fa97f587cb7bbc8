// Made from schema.json by scripts/generate.ts; changes here are lost.
import * as pulumi from '@pulumi/pulumi'
import type * as outputs from './types/outputs.ts'
import { withVersion } from './resource.ts'

/** Reads a pool by its id. */
export function getPool(args: GetPoolArgs, opts?: pulumi.InvokeOptions): Promise<GetPoolResult> {
  return pulumi.runtime.invoke('drp:index:getPool', { poolId: args.poolId }, withVersion(opts))
}

/** Reads a pool by its id. */
export function getPoolOutput(args: GetPoolOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<GetPoolResult> {
  return pulumi.runtime.invokeOutput<GetPoolResult>('drp:index:getPool', { poolId: args.poolId }, withVersion(opts))
}

/** What `getPool` is asked for. */
export interface GetPoolArgs {
  /** Id. */
  poolId: string
}

/** What `getPoolOutput` is asked for. */
export interface GetPoolOutputArgs {
  /** Id. */
  poolId: pulumi.Input<string>
}

/** What `getPool` finds. */
export interface GetPoolResult {
  /** One line on what it is. */
  readonly description?: string | undefined
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  readonly meta?: { [name: string]: string } | undefined
  /** Id. */
  readonly poolId: string
  /** What there is to know of it. Markdown. */
  readonly documentation?: string | undefined
  /** Pool that this one is a part of. */
  readonly parentPool?: string | undefined
  /** What happens to a machine that joins the pool. */
  readonly enterActions?: outputs.PoolEnterActions | undefined
  /** What happens to a machine that leaves the pool. */
  readonly exitActions?: outputs.PoolExitActions | undefined
  /** What happens to a machine that is claimed. */
  readonly allocateActions?: outputs.PoolAllocateActions | undefined
  /** What happens to a machine that is given back. */
  readonly releaseActions?: outputs.PoolReleaseActions | undefined
  /** How the pool keeps free machines in stock; kept and shown, and acted upon by what manages stock (DRP v4). */
  readonly autofill?: outputs.PoolAutoFill | undefined
}
