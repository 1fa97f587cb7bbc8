import { z } from 'zod'
import { flag, integer, text, time } from './fields.ts'
import { Json } from './json.ts'

/** A line of the server's log. */
export const LogLine = z.object({
  /** Lines of one call share a group. */
  Group: integer,
  /** Grows by one with every line since the start of the server. */
  Seq: integer,
  Time: time,
  Service: text,
  Principal: text,
  Level: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']).default('info'),
  File: text,
  Line: integer,
  Message: text,
  Data: z.array(Json).default(() => []),
  IgnorePublish: flag,
})
export type LogLine = z.infer<typeof LogLine>
