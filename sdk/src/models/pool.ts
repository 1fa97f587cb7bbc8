import { z } from 'zod'
import { common, flag, id, integer, params, stringMap, strings, text } from './fields.ts'
import { PoolStatus } from './machine.ts'

/** What happens to a machine at an edge of its life in a pool. */
export const PoolTransition = z.object({
  Workflow: text,
  AddProfiles: strings,
  AddParameters: params,
  RemoveProfiles: strings,
  RemoveParameters: strings,
})
export type PoolTransition = z.infer<typeof PoolTransition>

/** How a pool keeps free machines in stock (DRP v4). */
export const PoolAutoFill = z.object({
  UseAutoFill: flag,
  /** Below so many free machines, more are taken in. */
  MinFree: integer,
  /** Above so many free machines, some are given away; 0 for any number. */
  MaxFree: integer,
  /** Values for machines that are made to fill the pool. */
  CreateParameters: params,
  /** Pool that machines are taken from; empty to make new ones. */
  AcquirePool: text,
  /** Pool that surplus machines go to. */
  ReturnPool: text,
})
export type PoolAutoFill = z.infer<typeof PoolAutoFill>

/** Machines that are handed out as equals. */
export const Pool = z.object({
  ...common,
  Id: id,
  Documentation: text,
  ParentPool: text,
  EnterActions: PoolTransition.prefault({}),
  ExitActions: PoolTransition.prefault({}),
  AllocateActions: PoolTransition.prefault({}),
  ReleaseActions: PoolTransition.prefault({}),
  /** How the pool keeps free machines in stock; kept and shown, and acted upon by what manages stock (DRP v4). */
  AutoFill: PoolAutoFill.prefault({}),
  Meta: stringMap,
})
export type Pool = z.infer<typeof Pool>

/** What a pool call did to one machine. */
export const PoolResult = z.object({
  Name: z.string(),
  Uuid: z.string(),
  Allocated: z.boolean(),
  Status: PoolStatus,
})
export type PoolResult = z.infer<typeof PoolResult>
