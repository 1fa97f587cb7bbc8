import { z } from 'zod'
import { common, name, strings, text } from './fields.ts'

/** A part of the fleet: its users see only its members among the kinds of objects it lists. */
export const Tenant = z.object({
  ...common,
  Name: name,
  Documentation: text,
  /** Keys of the members by prefix. A prefix that is not listed is not constrained. */
  Members: z.record(z.string(), z.array(z.string())).default(() => ({})),
  /** Names of its users; a user is in one tenant at most. */
  Users: strings,
})
export type Tenant = z.infer<typeof Tenant>
