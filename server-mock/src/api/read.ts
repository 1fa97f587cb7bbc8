import { DecodeError, decode, type JsonValue } from '@metalwright/sdk/models'
import type { z } from 'zod'
import { Problem } from '../objects/problem.ts'

/** Reads a body by its schema. @throws Problem 400 naming what does not fit */
export function read<Schema extends z.ZodType>(
  schema: Schema,
  body: JsonValue,
  model: string,
): z.infer<Schema> {
  try {
    return decode(schema, body)
  } catch (error) {
    if (error instanceof DecodeError) throw new Problem(400, error.messages, { model }, error)
    throw error
  }
}
