import { z } from 'zod'
import { address, common, flag, integer, machineName, params, strings, text, uuid } from './fields.ts'
import { Fingerprint } from './whoami.ts'

/** Where a machine stands in its pool; DRP v4. */
export const PoolStatus = z.enum([
  'Joining',
  'HoldJoin',
  'Free',
  'Building',
  'HoldBuild',
  'InUse',
  'Destroying',
  'HoldDestroy',
  'Leaving',
  'HoldLeave',
])
export type PoolStatus = z.infer<typeof PoolStatus>

/** A physical server, or one that is rehearsed. */
export const Machine = z.object({
  ...common,
  Name: machineName,
  Uuid: uuid,
  /** Newest job of the machine; owned by the server. */
  CurrentJob: uuid,
  /** Last address the machine was given; unique among machines. `0.0.0.0` means it lost it to another one. */
  Address: address,
  Stage: text,
  BootEnv: text,
  /** Profiles in order of precedence, without duplicates. */
  Profiles: strings,
  Params: params,
  /** Names of tasks and the entries `stage:x`, `bootenv:y`. */
  Tasks: strings,
  /** Index into `Tasks`: -1 before the first, `Tasks.length` when all are done. Clients may only write -1. */
  CurrentTask: z.int().default(-1),
  /** Whether the machine's agent may take jobs. */
  Runnable: z.boolean().default(true),
  /** Changing it revokes every token of the machine. Random when blank. */
  Secret: text,
  /** Operating system, set when the machine enters a `*-install` bootenv. */
  OS: text,
  /** MAC addresses, lower case with colons; they tie DHCP requests to the machine. */
  HardwareAddrs: z.array(z.string().toLowerCase()).default(() => []),
  Workflow: text,
  /** `amd64` by default. */
  Arch: z.string().default('amd64'),
  /** Refuses edits and deletion except unlocking. */
  Locked: flag,
  /** Empty: tasks run on the machine; otherwise the name of a context. */
  Context: text,
  Pool: z.string().default('default'),
  /** Whether somebody holds a claim on the machine. */
  PoolAllocated: flag,
  PoolStatus: PoolStatus.default('Free'),
  /** True when every entry of `Tasks` is done; owned by the server. */
  WorkflowComplete: flag,
  WorkOrderMode: flag,
  /** Marks by which the machine is known again when its network cards were changed. */
  Fingerprint: Fingerprint.prefault({}),
  /** How often the current task was tried again after it failed. */
  RetryTaskAttempt: integer,
  /** Task lists to come back to when the tasks that handle a failure are done. */
  TaskErrorStacks: z
    .array(z.object({ CurrentTask: z.int().default(0), TaskList: strings }))
    .default(() => []),
})
export type Machine = z.infer<typeof Machine>
