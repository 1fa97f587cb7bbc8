import { z } from 'zod'
import { common, stringMap, text, time, uuid } from './fields.ts'

/** One phase of a provisioning run. */
export const Phase = z.object({
  /** `power`, `dhcp`, `loader`, `kernel`, `agent`, `task:<name>`, `image`, `kexec`, `reboot`, `up` … */
  Name: z.string().min(1).max(100),
  /** When the server received the sign of it, milliseconds since the run began, from one monotonic clock. */
  At: z.number(),
  /** Figures and texts about it, such as `mbPerSecond`. */
  Detail: stringMap,
})
export type Phase = z.infer<typeof Phase>

/** What a run is for: a boot until the machine is ready, a claim until it is in use, a release until it is free. */
export const RunKind = z.enum(['boot', 'claim', 'release'])
export type RunKind = z.infer<typeof RunKind>

/** One provisioning run of a machine. Extension of this server; read-only over the API. */
export const Run = z.object({
  ...common,
  Uuid: uuid,
  Kind: RunKind.default('boot'),
  /** Machine, empty until it has registered. */
  Machine: text,
  /** MAC address it was first seen by, empty when the run began without a boot. */
  HardwareAddr: text,
  StartTime: time,
  /** Zero until the run has ended. */
  EndTime: time,
  Phases: z.array(Phase).default(() => []),
})
export type Run = z.infer<typeof Run>

/** Body of `POST /machines/{uuid}/phases`: a phase the machine itself reports. */
export const PhaseReport = z.object({
  Name: Phase.shape.Name,
  Detail: z
    .record(z.string().max(100), z.union([z.string().max(1000), z.number(), z.boolean()]))
    .default(() => ({})),
})
export type PhaseReport = z.infer<typeof PhaseReport>

/** A provisioning run that makes no progress, as `GET /runs/stalled` tells of it. */
export const StalledRun = z.object({
  /** Empty for a held machine whose run has ended. */
  Run: uuid,
  Kind: RunKind,
  /** Machine; empty when it has not registered. */
  Machine: text,
  /** Name of the machine, or the MAC address of one that has none. */
  Name: text,
  /** Last phase it reached. */
  Phase: text,
  /** When it reached that phase. */
  Since: time,
  /** What happened, and what should have happened since. */
  Reason: text,
  /** What to look at. */
  Next: text,
})
export type StalledRun = z.infer<typeof StalledRun>
