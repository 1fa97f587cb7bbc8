import { z } from 'zod'
import { common, name, text } from './fields.ts'

/** Where tasks of a machine run when they do not run on the machine, such as a container. */
export const Context = z.object({
  ...common,
  Name: name,
  Documentation: text,
  /** Image the engine starts. */
  Image: text,
  /** What runs it, such as `docker-context`. */
  Engine: text,
})
export type Context = z.infer<typeof Context>
