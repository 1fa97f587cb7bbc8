import { z } from 'zod'
import { common, id, params, stringMap, strings, text } from './fields.ts'
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
