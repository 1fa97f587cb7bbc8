import { z } from 'zod'
import { common, flag, paramName, text } from './fields.ts'
import { Json } from './json.ts'

/** Definition of a param: its JSON Schema, with the `default` that is used last. */
export const Param = z.object({
  ...common,
  Name: paramName,
  Documentation: text,
  /** Values are sealed to the object that holds them. */
  Secure: flag,
  /** JSON Schema of the value; null accepts anything. */
  Schema: Json.default(null),
})
export type Param = z.infer<typeof Param>
