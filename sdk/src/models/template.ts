import { z } from 'zod'
import { common, id, text } from './fields.ts'

/** A named Go text/template that other templates include. */
export const Template = z.object({ ...common, ID: id, Contents: text })
export type Template = z.infer<typeof Template>
