import type { z } from 'zod'
import type { JsonValue } from './json.ts'

/** What was wrong with a value, one text per fault, each naming the field. */
export class DecodeError extends Error {
  readonly code = 'invalid_object'
  readonly messages: readonly string[]
  /** True when a value is of the wrong JSON type, false when only its contents break a rule. */
  readonly wrongType: boolean

  constructor(messages: readonly string[], wrongType: boolean, cause: unknown) {
    super(messages.join('; '), { cause })
    this.name = 'DecodeError'
    this.messages = messages
    this.wrongType = wrongType
  }
}

/**
 * Reads an object as Go's JSON decoder would: fields that are null or absent get their zero value, unknown
 * fields are dropped.
 *
 * @throws DecodeError naming every field that does not fit the model
 */
export function decode<Schema extends z.ZodType>(schema: Schema, value: JsonValue): z.infer<Schema> {
  const read = schema.safeParse(withoutNulls(value))
  if (read.success) return read.data
  throw new DecodeError(
    read.error.issues.map((issue) => {
      const path = issue.path.join('.')
      return path === '' || issue.code === 'custom' ? issue.message : `${path}: ${issue.message}`
    }),
    read.error.issues.some((issue) => issue.code === 'invalid_type'),
    read.error,
  )
}

function withoutNulls(value: JsonValue): JsonValue {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  if (!Object.values(value).includes(null)) return value
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null))
}
