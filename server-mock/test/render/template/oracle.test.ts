import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { TemplateError, TemplateSet } from '../../../src/render/template/index.ts'

const fixtureSchema = z.object({
  data: z.unknown(),
  cases: z.array(
    z.object({
      template: z.string(),
      templates: z.record(z.string(), z.string()).optional(),
      data: z.unknown(),
      missingKey: z.literal('error').optional(),
      output: z.string().optional(),
      error: z.string().optional(),
      phase: z.enum(['parse', 'execute']).optional(),
    }),
  ),
})

type Case = z.infer<typeof fixtureSchema>['cases'][number]

const folder = new URL('./fixtures/', import.meta.url)

function load(file: string): { data: unknown; cases: Case[] } {
  return fixtureSchema.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')))
}
