// Made from schema.json by scripts/generate.ts; changes here are lost.
import * as pulumi from '@pulumi/pulumi'
import type { Json } from './json.ts'
import { withVersion } from './resource.ts'

/** Reads a profile by its name. */
export function getProfile(args: GetProfileArgs, opts?: pulumi.InvokeOptions): Promise<GetProfileResult> {
  return pulumi.runtime.invoke('drp:index:getProfile', { name: args.name }, withVersion(opts))
}

/** Reads a profile by its name. */
export function getProfileOutput(args: GetProfileOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<GetProfileResult> {
  return pulumi.runtime.invokeOutput<GetProfileResult>('drp:index:getProfile', { name: args.name }, withVersion(opts))
}

/** What `getProfile` is asked for. */
export interface GetProfileArgs {
  /** Name. */
  name: string
}

/** What `getProfileOutput` is asked for. */
export interface GetProfileOutputArgs {
  /** Name. */
  name: pulumi.Input<string>
}

/** What `getProfile` finds. */
export interface GetProfileResult {
  /** One line on what it is. */
  readonly description?: string | undefined
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  readonly meta?: { [name: string]: string } | undefined
  /** Name. */
  readonly name: string
  /** What there is to know of it. Markdown. */
  readonly documentation?: string | undefined
  /** Parameters by name, with values of any type. Only those given are looked after; others may add theirs. */
  readonly params?: { [name: string]: Json } | undefined
  /** Nested profiles, looked up depth first. */
  readonly profiles?: string[] | undefined
}
