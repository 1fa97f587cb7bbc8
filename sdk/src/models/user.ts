import { z } from 'zod'
import { common, strings, text, userName } from './fields.ts'
import { Info } from './info.ts'

/** Somebody who may log in. */
export const User = z.object({
  ...common,
  Name: userName,
  /** scrypt hash as base64; accepted on input, never returned. */
  PasswordHash: text,
  /** Changing it revokes every token of the user. Random when blank. */
  Secret: text,
  Roles: strings,
})
export type User = z.infer<typeof User>

/** Answer of the token call. */
export const UserToken = z.object({ Token: z.string(), Info })
export type UserToken = z.infer<typeof UserToken>

/** Body of the password call. */
export const UserPassword = z.object({ Password: z.string().min(1) })
export type UserPassword = z.infer<typeof UserPassword>
