// Made from schema.json by scripts/generate.ts; changes here are lost.
import * as pulumi from '@pulumi/pulumi'
import type { Json } from './json.ts'
import type * as outputs from './types/outputs.ts'
import { withVersion } from './resource.ts'

/** Reads a machine by exactly one of `uuid`, `name`, `address`, `mac`, `filters`. */
export function getMachine(args?: GetMachineArgs, opts?: pulumi.InvokeOptions): Promise<GetMachineResult> {
  return pulumi.runtime.invoke('drp:index:getMachine', { uuid: args?.uuid, name: args?.name, address: args?.address, mac: args?.mac, filters: args?.filters }, withVersion(opts))
}

/** Reads a machine by exactly one of `uuid`, `name`, `address`, `mac`, `filters`. */
export function getMachineOutput(args?: GetMachineOutputArgs, opts?: pulumi.InvokeOutputOptions): pulumi.Output<GetMachineResult> {
  return pulumi.runtime.invokeOutput<GetMachineResult>('drp:index:getMachine', { uuid: args?.uuid, name: args?.name, address: args?.address, mac: args?.mac, filters: args?.filters }, withVersion(opts))
}

/** What `getMachine` is asked for. */
export interface GetMachineArgs {
  /** UUID. */
  uuid?: string | undefined
  /** Name. */
  name?: string | undefined
  /** Last known IP address. */
  address?: string | undefined
  /** A MAC address. */
  mac?: string | undefined
  /** DRP filters that exactly one machine matches. */
  filters?: string[] | undefined
}

/** What `getMachineOutput` is asked for. */
export interface GetMachineOutputArgs {
  /** UUID. */
  uuid?: pulumi.Input<string | undefined>
  /** Name. */
  name?: pulumi.Input<string | undefined>
  /** Last known IP address. */
  address?: pulumi.Input<string | undefined>
  /** A MAC address. */
  mac?: pulumi.Input<string | undefined>
  /** DRP filters that exactly one machine matches. */
  filters?: pulumi.Input<pulumi.Input<string>[] | undefined>
}

/** What `getMachine` finds. */
export interface GetMachineResult {
  /** One line on what it is. */
  readonly description?: string | undefined
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  readonly meta?: { [name: string]: string } | undefined
  /** Name. */
  readonly name: string
  /** UUID. */
  readonly uuid: string
  /** Newest job of the machine; owned by the server. */
  readonly currentJob: string
  /** Last address the machine was given; unique among machines. `0.0.0.0` means it lost it to another one. */
  readonly address: string
  /** Stage. */
  readonly stage: string
  /** Boot environment. */
  readonly bootEnv: string
  /** Profiles in order of precedence, without duplicates. */
  readonly profiles: string[]
  /** Parameters by name, with values of any type. Only those given are looked after; others may add theirs. */
  readonly params?: { [name: string]: Json } | undefined
  /** Names of tasks and the entries `stage:x`, `bootenv:y`. */
  readonly tasks?: string[] | undefined
  /** Index into `Tasks`: -1 before the first, `Tasks.length` when all are done. Clients may only write -1. */
  readonly currentTask: number
  /** Whether the machine's agent may take jobs. */
  readonly runnable: boolean
  /** Operating system, set when the machine enters a `*-install` bootenv. */
  readonly os?: string | undefined
  /** MAC addresses, lower case with colons; they tie DHCP requests to the machine. */
  readonly hardwareAddrs: string[]
  /** Workflow to run. */
  readonly workflow: string
  /** `amd64` by default. */
  readonly arch: string
  /** Refuses edits and deletion except unlocking. */
  readonly locked: boolean
  /** Empty: tasks run on the machine; otherwise the name of a context. */
  readonly context: string
  /** Pool. */
  readonly pool: string
  /** Whether somebody holds a claim on the machine. */
  readonly poolAllocated: boolean
  /** State in the pool, such as `Free`, `Building`, `InUse`. */
  readonly poolStatus: string
  /** True when every entry of `Tasks` is done; owned by the server. */
  readonly workflowComplete: boolean
  /** Whether it takes work orders instead of a workflow. */
  readonly workOrderMode: boolean
  /** Marks by which the machine is known again when its network cards were changed. */
  readonly fingerprint?: outputs.MachineFingerprint | undefined
  /** How often the current task was tried again after it failed. */
  readonly retryTaskAttempt: number
  /** Task lists to come back to when the tasks that handle a failure are done. */
  readonly taskErrorStacks?: outputs.MachineTaskErrorStack[] | undefined
}
