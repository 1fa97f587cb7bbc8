import { z } from 'zod'
import { common, flag, integer, name, strings, text, time, uuid } from './fields.ts'

/** How far a rollout is. `stopped`: too many machines failed; `scheduled`: it waits for its next pass. */
export const RolloutState = z.enum(['', 'scheduled', 'running', 'paused', 'stopped', 'finished', 'cancelled'])
export type RolloutState = z.infer<typeof RolloutState>

/** What a rollout does with machines that somebody holds a claim on. */
export const RolloutClaimed = z.enum(['skip', 'allowed', 'all'])
export type RolloutClaimed = z.infer<typeof RolloutClaimed>

/** A workflow that goes over a set of machines in waves. Extension of this server. */
export const Rollout = z.object({
  ...common,
  Name: name,
  Documentation: text,
  /** Workflow that the machines run; empty: each runs its own anew, from the start. */
  Workflow: text,
  /** Pool whose machines it goes over; empty for those of every pool. */
  Pool: text,
  /** Filters of machines, as in lists: `Arch=amd64`, `location/rack=Eq(7)`. All have to fit; none fits every machine. */
  Filter: strings,
  /**
   * What is done with claimed machines: `skip` them, go over those whose owner `allowed` it (param `rollout/allowed`),
   * or over `all`.
   */
  Claimed: RolloutClaimed.default('allowed'),
  /** Claimed machines run their own workflow anew, in place, instead of `Workflow`. */
  RedeployClaimed: flag,
  /** Machines of the first wave; 0 for a first wave like the others. */
  Canary: integer,
  /** Pauses when the first wave has ended well, until somebody resumes it. */
  AskAfterCanary: flag,
  /** Machines of a wave: a number, or a share of all such as `10%`. */
  WaveSize: z.string().default('10%'),
  /** Time between the end of a wave and the next one: `30s`, `10m`, `1h30m`, `2d`. */
  WavePause: z.string().default('0s'),
  /** Machines that may fail before it stops: a number, or a share of all such as `5%`. */
  MaxFailures: z.string().default('0'),
  /** Time a machine may take; one that takes longer has failed. */
  Timeout: z.string().default('4h'),
  /** When it begins by itself, again and again: `every 7 days`, or a cron expression in UTC such as `0 2 * * 6`. */
  Schedule: text,
  /** Time after the begin of a pass in which machines may begin; empty for no end. */
  Window: text,
  /** How far it is. */
  State: RolloutState.default(''),
  /** Why it is so, where that needs to be said. */
  Reason: text,
  /** Wave it is in, from 1 on; 0 before the first. */
  Wave: integer,
  /** Machines that have begun in this wave. */
  WaveBegun: integer,
  /** When the last wave ended. */
  WaveEndTime: time,
  /** Machines it goes over. */
  Total: integer,
  /** Machines that have not begun. */
  Waiting: integer,
  /** Machines under way. */
  Running: integer,
  /** Machines that have ended well. */
  Done: integer,
  /** Machines that have failed. */
  Failed: integer,
  /** Failures that were there when it was resumed, and do not count any more. */
  Forgiven: integer,
  /** Machines that were left out. */
  Skipped: integer,
  /** Whether somebody let it go on after the canaries. */
  Approved: flag,
  /** When the pass began; zero before. */
  StartTime: time,
  /** When the pass ended; zero before. */
  EndTime: time,
  /** When it begins next by itself. */
  NextTime: time,
})
export type Rollout = z.infer<typeof Rollout>

/** How a machine stands in a rollout. */
export const RolloutMachineState = z.enum(['waiting', 'running', 'done', 'failed', 'skipped'])
export type RolloutMachineState = z.infer<typeof RolloutMachineState>

/** A machine of a rollout, as `GET /rollouts/{name}/machines` tells of it. */
export const RolloutMachine = z.object({
  Machine: uuid,
  Name: text,
  State: RolloutMachineState.default('waiting'),
  /** Why it was left out, or has failed. */
  Reason: text,
  /** Wave in which it began; 0 before. */
  Wave: integer,
  /** Place in the order in which machines begin. */
  Order: integer,
  /** Workflow it runs. */
  Workflow: text,
  StartTime: time,
  /** When it ended well, or failed; zero before. */
  EndTime: time,
  /** When it ended well the last time, in this pass or one before. */
  LastDone: time,
})
export type RolloutMachine = z.infer<typeof RolloutMachine>
