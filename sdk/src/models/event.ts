import { z } from 'zod'
import { Json } from './json.ts'

/** Something that happened to an object. `update` is an edit through the API, `save` a re-save by the server. */
export const Event = z.object({
  /** When it was told; the server sets it. */
  Time: z.string().default(''),
  Type: z.string(),
  Action: z.string(),
  Key: z.string(),
  Principal: z.string().default(''),
  Object: Json.optional(),
  /** The object before the change. */
  Original: Json.optional(),
  /** Revision of the commit, for resuming a watch; 0 for events that no commit made. Extension of this server. */
  Revision: z.int().default(0),
})
export type Event = z.infer<typeof Event>
