import { z } from 'zod'

/** Preferences of the server by name; every value is text. */
export const Prefs = z.record(z.string(), z.string())
export type Prefs = z.infer<typeof Prefs>
