import { z } from 'zod'
import { stringMap, text } from './fields.ts'

/** A file or script that a bootenv, stage or task renders. */
export const TemplateInfo = z.object({
  /** Name within its owner, required. */
  Name: z.string().min(1),
  /** Template of the path it is served at; empty in a task means an executable script. */
  Path: text,
  /** Template object that gives the contents; used when `Contents` is empty. */
  ID: text,
  /** Inline contents. */
  Contents: text,
  /** `OS`: comma list of operating systems it is for; `Interpreter`: program that runs the script. */
  Meta: stringMap,
  /** Serve this existing file instead of rendering anything. */
  Link: text,
})
export type TemplateInfo = z.infer<typeof TemplateInfo>
