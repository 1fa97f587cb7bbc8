import type { JsonValue } from '../models/json.ts'

/** Of a machine, what an inventory is made of. */
export interface HostMachine {
  readonly Name: string
  readonly Uuid: string
  readonly Address: string
  readonly Stage: string
  readonly BootEnv: string
  readonly Profiles: readonly string[]
  readonly Params: Readonly<Record<string, JsonValue>>
  readonly Meta: Readonly<Record<string, string>>
  readonly Tasks: readonly string[]
  readonly CurrentTask: number
  readonly Runnable: boolean
  readonly OS: string
  readonly HardwareAddrs: readonly string[]
  readonly Workflow: string
  readonly Arch: string
  readonly Locked: boolean
  readonly Context: string
  readonly Pool: string
  readonly PoolAllocated: boolean
  readonly PoolStatus: string
  readonly WorkflowComplete: boolean
}

/** Of a profile or stage, what machines get from it. */
export interface ParamHolder {
  readonly Name: string
  readonly Params: Readonly<Record<string, JsonValue>>
  /** Profiles inside it. */
  readonly Profiles: readonly string[]
}

/** What the API says, of which an inventory is made. */
export interface InventoryData {
  /** Address of the server, for the variables of the hosts. */
  readonly endpoint: string
  /** Machines that become hosts. */
  readonly machines: readonly HostMachine[]
  readonly profiles: readonly ParamHolder[]
  readonly stages: readonly ParamHolder[]
  /** Definitions of params; the values of those that are `Secure` are left out. */
  readonly params: readonly { readonly Name: string; readonly Secure: boolean }[]
}
