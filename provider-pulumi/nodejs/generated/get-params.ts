// Made from schema.json by scripts/generate.ts; changes here are lost.
import * as pulumi from '@pulumi/pulumi'
import type { Json } from './json.ts'
import { withVersion } from './resource.ts'

/** Reads the parameters of a machine, profile, stage, plugin or endpoint. */
export function getParams(args: GetParamsArgs, opts?: pulumi.InvokeOptions): Promise<GetParamsResult> {
  return pulumi.runtime.invoke('drp:index:getParams', { prefix: args.prefix, key: args.key, aggregate: args.aggregate, decode: args.decode }, withVersion(opts))
}

/** Reads the parameters of a machine, profile, stage, plugin or endpoint. */
export function getParamsOutput(args: GetParamsOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<GetParamsResult> {
  return pulumi.runtime.invokeOutput<GetParamsResult>('drp:index:getParams', { prefix: args.prefix, key: args.key, aggregate: args.aggregate, decode: args.decode }, withVersion(opts))
}

/** What `getParams` is asked for. */
export interface GetParamsArgs {
  /** Kind of the object: machines, profiles, stages, plugins, endpoints. Default `machines`. */
  prefix?: string | undefined
  /** Key of the object, or `Name:x`. */
  key: string
  /** With the values of its profiles, its stage and the profile `global`. Default false. */
  aggregate?: boolean | undefined
  /** With secret values in plain; needs the right to it. Default false: they are left out. */
  decode?: boolean | undefined
}

/** What `getParamsOutput` is asked for. */
export interface GetParamsOutputArgs {
  /** Kind of the object: machines, profiles, stages, plugins, endpoints. Default `machines`. */
  prefix?: pulumi.Input<string | undefined>
  /** Key of the object, or `Name:x`. */
  key: pulumi.Input<string>
  /** With the values of its profiles, its stage and the profile `global`. Default false. */
  aggregate?: pulumi.Input<boolean | undefined>
  /** With secret values in plain; needs the right to it. Default false: they are left out. */
  decode?: pulumi.Input<boolean | undefined>
}

/** What `getParams` finds. */
export interface GetParamsResult {
  /** Values by name. */
  readonly values: { [name: string]: Json }
}
