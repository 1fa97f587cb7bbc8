import type { JsonObject, JsonValue, Machine } from '@metalwright/sdk/models'
import type { CallLimits } from '../objects/remote-objects.ts'

/** An action of a plugin on an object. */
export interface ActionCall {
  /** Kind of the object, such as `machines`. */
  readonly prefix: string
  readonly key: string
  readonly command: string
  /** Plugin to ask; null for any that offers the action. */
  readonly plugin: string | null
  /** Values for this run; they win over those that are set on the object. */
  readonly params: JsonObject
}

/** A job of a machine. */
export interface MachineJob {
  readonly uuid: string
  readonly task: string
  readonly stage: string
  readonly state: string
  readonly exitState: string
}

/** How the work of a machine ended. */
export type WorkEnd =
  | { readonly state: 'complete'; readonly machine: Machine }
  /** A job failed; the reason names it and shows the end of its log. */
  | { readonly state: 'failed'; readonly machine: Machine; readonly reason: string }
  /** Somebody gave the machine other work meanwhile. */
  | { readonly state: 'superseded'; readonly machine: Machine }

/** What is done to single machines. Methods reject as those of RemoteObjects. */
export interface RemoteMachines {
  /** A machine by UUID or `Index:value`; null when there is none. */
  get(key: string, limits: CallLimits): Promise<Machine | null>
  /** The machines that pass DRP filters. */
  list(filters: readonly string[], limits: CallLimits): Promise<readonly Machine[]>
  /** Changes a machine by a guarded patch; `change` runs again when somebody was faster. */
  edit(uuid: string, change: (draft: Machine) => void, limits: CallLimits): Promise<Machine>
  /** Runs an action and gives what the plugin answers. Never sent twice. */
  run(call: ActionCall, limits: CallLimits): Promise<JsonValue>
  /** Whether some plugin offers an action on a machine now. */
  offers(uuid: string, command: string, limits: CallLimits): Promise<boolean>
  /** Moves machines that are in one pool to another. */
  move(uuids: readonly string[], from: string, to: string, limits: CallLimits): Promise<void>
  /** Resolves with the machine when it meets a condition. */
  until(uuid: string, meets: (machine: Machine) => boolean, limits: CallLimits): Promise<Machine>
  /** Starts a workflow from its beginning, also one that the machine is in already. */
  startWorkflow(uuid: string, workflow: string, params: JsonObject, limits: CallLimits): Promise<Machine>
  /** Resolves when the workflow of a machine is done, or went wrong in a job after the one named. */
  finish(uuid: string, workflow: string, after: string, limits: CallLimits): Promise<WorkEnd>
  /** Jobs of a machine from the oldest on, those after the one named; all when that is empty. */
  jobs(uuid: string, after: string, limits: CallLimits): Promise<readonly MachineJob[]>
}
