import { z } from 'zod'
import { common, name, strings, text } from './fields.ts'

/** Stages that take a machine from one condition to another. */
export const Workflow = z.object({ ...common, Name: name, Documentation: text, Stages: strings })
export type Workflow = z.infer<typeof Workflow>
