import { z } from 'zod'
import { common, flag, name, params, strings, text } from './fields.ts'
import { TemplateInfo } from './template-info.ts'

/** A step of a workflow: tasks to run, in a boot environment. */
export const Stage = z.object({
  ...common,
  Name: name,
  Documentation: text,
  Templates: z.array(TemplateInfo).default(() => []),
  RequiredParams: strings,
  OptionalParams: strings,
  /** Boot environment of the stage; empty keeps the current one. */
  BootEnv: text,
  Tasks: strings,
  /** Profiles whose params machines in the stage see. */
  Profiles: strings,
  Params: params,
  /** Reboot on entry when the machine has no workflow. */
  Reboot: flag,
  /** Obsolete; always true. */
  RunnerWait: z.boolean().default(true),
})
export type Stage = z.infer<typeof Stage>
