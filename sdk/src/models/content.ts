import { z } from 'zod'
import { flag, strings, text } from './fields.ts'
import { Json } from './json.ts'

/** What a content pack is. */
export const ContentMeta = z.object({
  Name: z.string().min(1),
  Source: text,
  Description: text,
  Version: text,
  Documentation: text,
  /** Space or comma separated features the server must have. */
  RequiredFeatures: text,
  /** Comma list of packs that must be loaded, each with an optional range: `drp-community-content:>=1.0`. */
  Prerequisites: text,
  Writable: flag,
  /** Layer: `dynamic` uploaded, `writable`, `local`, `default`, `basic`, `plugin`. Set by the server. */
  Type: text,
  Overwritable: flag,
  Color: text,
  Icon: text,
  Author: text,
  DisplayName: text,
  License: text,
  Copyright: text,
  CodeSource: text,
  Order: text,
  Tags: text,
  DocUrl: text,
})
export type ContentMeta = z.infer<typeof ContentMeta>

/** A content pack: objects by prefix and key, loaded as one read-only layer. */
export const Content = z.object({
  meta: ContentMeta,
  sections: z.record(z.string(), z.record(z.string(), z.record(z.string(), Json))).default(() => ({})),
})
export type Content = z.infer<typeof Content>

/** A content pack without its objects. */
export const ContentSummary = z.object({
  meta: ContentMeta,
  Counts: z.record(z.string(), z.number()).default(() => ({})),
  Warnings: strings,
})
export type ContentSummary = z.infer<typeof ContentSummary>
