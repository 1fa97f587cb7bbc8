// Made from schema.json by scripts/generate.ts; changes here are lost.
import * as pulumi from '@pulumi/pulumi'
import type * as outputs from './types/outputs.ts'
import { withVersion } from './resource.ts'

/** Lists the machines that match. */
export function getMachines(args?: GetMachinesArgs, opts?: pulumi.InvokeOptions): Promise<GetMachinesResult> {
  return pulumi.runtime.invoke('drp:index:getMachines', { pool: args?.pool, filters: args?.filters, limit: args?.limit, sort: args?.sort }, withVersion(opts))
}

/** Lists the machines that match. */
export function getMachinesOutput(args?: GetMachinesOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<GetMachinesResult> {
  return pulumi.runtime.invokeOutput<GetMachinesResult>('drp:index:getMachines', { pool: args?.pool, filters: args?.filters, limit: args?.limit, sort: args?.sort }, withVersion(opts))
}

/** What `getMachines` is asked for. */
export interface GetMachinesArgs {
  /** Only those in this pool. */
  pool?: string | undefined
  /** Only those that match all of these DRP filters, such as `Available=Eq(true)`. */
  filters?: string[] | undefined
  /** Give at most this many. */
  limit?: number | undefined
  /** Field of the API to sort by; the key by default. */
  sort?: string | undefined
}

/** What `getMachinesOutput` is asked for. */
export interface GetMachinesOutputArgs {
  /** Only those in this pool. */
  pool?: pulumi.Input<string | undefined>
  /** Only those that match all of these DRP filters, such as `Available=Eq(true)`. */
  filters?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Give at most this many. */
  limit?: pulumi.Input<number | undefined>
  /** Field of the API to sort by; the key by default. */
  sort?: pulumi.Input<string | undefined>
}

/** What `getMachines` finds. */
export interface GetMachinesResult {
  /** Keys, in order. */
  readonly keys: string[]
  /** Each machine. */
  readonly machines: outputs.MachineFound[]
}
