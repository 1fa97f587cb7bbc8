import { z } from 'zod'

/** Body of every failed API call. */
export const ErrorBody = z.object({
  Model: z.string().default(''),
  Key: z.string().default(''),
  /** HTTP method, or a class such as `ValidationError`. */
  Type: z.string().default(''),
  Messages: z
    .array(z.string())
    .nullish()
    .transform((messages) => messages ?? []),
  Code: z.int().default(0),
})
export type ErrorBody = z.infer<typeof ErrorBody>
