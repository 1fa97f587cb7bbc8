import { z } from 'zod'
import { common, name, text } from './fields.ts'

/** A right: `scope` and `action` may be comma lists or `*`; `specific` names objects or `*`. */
export const Claim = z.object({ scope: z.string(), action: z.string(), specific: z.string() })
export type Claim = z.infer<typeof Claim>

/** Rights that users share. */
export const Role = z.object({
  ...common,
  Name: name,
  Documentation: text,
  Claims: z.array(Claim).default(() => []),
})
export type Role = z.infer<typeof Role>
