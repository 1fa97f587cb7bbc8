import { z } from 'zod'
import { common, name, params, strings, text } from './fields.ts'

/** Params that many machines share. The profile `global` applies to all. */
export const Profile = z.object({
  ...common,
  Name: name,
  Documentation: text,
  Params: params,
  /** Nested profiles, looked up depth first. */
  Profiles: strings,
})
export type Profile = z.infer<typeof Profile>
