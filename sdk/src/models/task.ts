import { z } from 'zod'
import { common, name, strings, text } from './fields.ts'
import { Claim } from './role.ts'
import { TemplateInfo } from './template-info.ts'

/** Scripts and files that an agent runs and writes as one job. */
export const Task = z.object({
  ...common,
  Name: name,
  Documentation: text,
  Templates: z.array(TemplateInfo).default(() => []),
  RequiredParams: strings,
  OptionalParams: strings,
  /** Tasks put before this one, recursively, once per stage. */
  Prerequisites: strings,
  /** Roles whose claims the token of a job of this task has besides the machine's. */
  ExtraRoles: strings,
  /** Claims the token of a job of this task has besides the machine's. */
  ExtraClaims: z.array(Claim).default(() => []),
})
export type Task = z.infer<typeof Task>
