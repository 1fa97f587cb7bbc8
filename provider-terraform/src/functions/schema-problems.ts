import { createContext, Script } from 'node:vm'
import { fromDraft4, type JsonValue } from '@metalwright/sdk/models'
import { Ajv, type ErrorObject } from 'ajv'
import formats from 'ajv-formats'
import type { Json } from '../values/plain.ts'

/** What came of a check. */
export type Checked =
  | { readonly fault: 'none'; readonly problems: readonly string[] }
  | { readonly fault: 'schema'; readonly reason: string }
  /** A pattern of the schema needed more time than it may have. */
  | { readonly fault: 'time' }

/** Milliseconds that a check may take. */
const LIMIT_MS = 2_000

/** What is wrong with a value by a JSON Schema of draft 4 or later; each problem begins with its place. */
export function schemaProblems(schema: Json, value: Json): Checked {
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    validateSchema: true,
    logger: false,
    unicodeRegExp: false,
  })
  formats.default(ajv)
  const modern = fromDraft4(copy(schema))
  const usable =
    typeof modern === 'boolean' || (modern !== null && typeof modern === 'object' && !Array.isArray(modern))
  if (!usable) return { fault: 'schema', reason: 'it is no object' }
  try {
    const validate = ajv.compile(modern)
    // Only a script of its own can be ended from outside, whatever a pattern does.
    const run = new Script('check()')
    const fits: unknown = run.runInContext(createContext({ check: () => validate(value) }), {
      timeout: LIMIT_MS,
    })
    return { fault: 'none', problems: fits === true ? [] : (validate.errors ?? []).map(problemText) }
  } catch (error) {
    if (isTimeout(error)) return { fault: 'time' }
    return { fault: 'schema', reason: error instanceof Error ? error.message : String(error) }
  }
}

function problemText({ instancePath, message, keyword, params }: ErrorObject): string {
  const place = instancePath === '' ? 'value' : instancePath
  const extra: unknown = Object(params)['additionalProperty']
  const name =
    keyword === 'additionalProperties' && typeof extra === 'string' ? ` (${JSON.stringify(extra)})` : ''
  return `${place} ${message ?? 'does not fit the schema'}${name}`
}

/** The error comes from another context, so it is no Error of this one. */
function isTimeout(error: unknown): boolean {
  return Object(error)['code'] === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
}

function copy(json: Json): JsonValue {
  return JSON.parse(JSON.stringify(json))
}
