import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sprigFunctions, TemplateError, TemplateSet } from '../../../src/render/template/index.ts'
import { oracleHost } from './oracle-host.ts'
import sprigNames from './sprig-names.json' with { type: 'json' }

const fixtureSchema = z.object({
  data: z.unknown(),
  cases: z.array(
    z.object({
      template: z.string(),
      templates: z.record(z.string(), z.string()).default({}),
      data: z.unknown().optional(),
      missingKey: z.literal('error').optional(),
      host: z.literal(true).optional(),
      output: z.string().optional(),
      error: z.string().optional(),
      phase: z.enum(['parse', 'execute']).optional(),
    }),
  ),
})

type Fixture = z.infer<typeof fixtureSchema>
type Case = Fixture['cases'][number]

interface Answer {
  readonly output?: string
  readonly error?: string
  readonly phase?: 'parse' | 'execute'
}

/** What Go said, from the committed fixtures; see oracle/README.md. */
const folder = new URL('./fixtures/', import.meta.url)

function load(file: string): Fixture {
  return fixtureSchema.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')))
}

function answer(test: Case, shared: unknown): Answer {
  let phase: 'parse' | 'execute' = 'parse'
  try {
    const set = new TemplateSet({ functions: sprigFunctions, missingKey: test.missingKey ?? 'default' })
    for (const name of Object.keys(test.templates).sort()) set.parse(name, test.templates[name] ?? '')
    set.parse('t', test.template)
    phase = 'execute'
    const data = 'data' in test ? test.data : shared
    return { output: set.execute('t', test.host ? oracleHost(data) : data) }
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    return { error: error.message, phase }
  }
}

/** Errors that only say the same in other words. */
const otherWords: ReadonlySet<string> = new Set([
  '{{ deepCopy .nul }}',
  '{{mustFromJson "x"}}',
  '{{mustFromJson .s}}',
  '{{range $k, $v := .m}}{{$v.gone}}{{end}}',
  '{{range .l}}{{.gone}}{{end}}',
  '{{.CallTemplate "gone" .}}',
  '{{.params}}',
])

const files = readdirSync(folder).filter((file) => file.endsWith('.json'))

describe.each(files)('as Go renders %s', (file) => {
  const { data, cases } = load(file)

  it.each(cases)('$template', (test) => {
    const { output, error, phase } = test
    const ours = answer(test, data)
    if (error === undefined) expect(ours).toEqual({ output })
    else if (otherWords.has(test.template)) expect(ours.phase).toBe(phase)
    else expect(ours).toEqual({ error, phase })
  })
})

/** sprig's functions that templates cannot have: what they give depends on more than their arguments. */
const left = {
  'the clock': ['ago', 'now'],
  'the environment': ['env', 'expandenv'],
  'the network': ['getHostByName'],
  chance: [
    ...['bcrypt', 'encryptAES', 'htpasswd', 'randAlpha', 'randAlphaNum', 'randAscii', 'randBytes', 'randInt'],
    ...['randNumeric', 'shuffle', 'uuidv4'],
  ],
  'new keys and certificates': [
    ...['buildCustomCert', 'genCA', 'genCAWithKey', 'genPrivateKey', 'genSelfSignedCert'],
    ...['genSelfSignedCertWithKey', 'genSignedCert', 'genSignedCertWithKey'],
  ],
}

it('has every function of sprig that depends on its arguments alone', () => {
  const missing = sprigNames.filter((name) => !sprigFunctions.has(name))
  expect(missing).toEqual(Object.values(left).flat().sort())
  expect([...sprigFunctions.keys()].filter((name) => !sprigNames.includes(name))).toEqual([])
})

it('has a case for every function', () => {
  const text = files.flatMap((file) => load(file).cases.map(({ template }) => template)).join('\n')
  const words = new Set(text.match(/[A-Za-z_]\w*/g))
  expect([...sprigFunctions.keys()].filter((name) => !words.has(name))).toEqual([])
})

it('holds enough cases to mean something', () => {
  const count = files.reduce((sum, file) => sum + load(file).cases.length, 0)
  expect(count).toBeGreaterThan(4_000)
})
