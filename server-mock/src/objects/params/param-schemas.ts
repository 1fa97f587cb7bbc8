import { fromDraft4, type JsonObject, type JsonValue } from '@metalwright/sdk/models'
import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'
import { Budget } from '../../render/template/index.ts'
import { Regexp } from '../../render/template/regexp/regexp.ts'

/** Schemas compiled at most; the least recently used one goes first. */
const CACHED = 1000

/** Work of one pattern on one value; a value that needs more does not fit. */
const PATTERN_STEPS = 1_000_000

/**
 * Patterns of schemas as Go's regular expressions, which DRP reads them as. Schemas are strangers' too, and these
 * take no longer for a cunning pattern than for a plain one.
 *
 * @throws CallError for a pattern that is none
 */
function pattern(source: string): { test(text: string): boolean; toString(): string } {
  const compile = () => new Regexp(source, new Budget({ steps: PATTERN_STEPS }))
  compile()
  return {
    // Ajv keeps patterns apart by their text.
    toString: () => `/${source}/`,
    test: (text) => {
      try {
        return compile().test(text)
      } catch {
        return false
      }
    },
  }
}

/** Checks param values against the JSON Schemas of their definitions. */
export class ParamSchemas {
  readonly #ajv = new Ajv({
    strict: false,
    allErrors: true,
    validateSchema: false,
    logger: false,
    code: { regExp: Object.assign(pattern, { code: 'pattern' }) },
  })
  readonly #compiled = new Map<string, ValidateFunction | string>()

  constructor() {
    formats.default(this.#ajv)
  }

  /** Why a schema cannot be used, or `undefined` when it can. */
  schemaProblem(schema: JsonValue): string | undefined {
    const compiled = this.#compile(schema)
    return typeof compiled === 'string' ? compiled : undefined
  }

  /** Why a value does not fit a schema, or `undefined` when it does. */
  valueProblem(schema: JsonValue, value: JsonValue): string | undefined {
    const validate = this.#compile(schema)
    if (typeof validate === 'string' || validate(value)) return undefined
    return this.#ajv.errorsText(validate.errors, { dataVar: 'value' })
  }

  /** As `valueProblem`, in words that come from the schema alone and tell nothing of the value. */
  quietProblem(schema: JsonValue, value: JsonValue): string | undefined {
    const validate = this.#compile(schema)
    if (typeof validate === 'string' || validate(value)) return undefined
    const reasons = (validate.errors ?? []).map(({ message }) => message ?? 'does not fit the schema')
    return [...new Set(reasons)].join(', ')
  }

  #compile(schema: JsonValue): ValidateFunction | string {
    const text = JSON.stringify(schema)
    const known = this.#compiled.get(text)
    if (known !== undefined) {
      this.#compiled.delete(text)
      this.#compiled.set(text, known)
      return known
    }
    const compiled = this.#build(schema)
    this.#compiled.set(text, compiled)
    const [oldest] = this.#compiled.keys()
    if (this.#compiled.size > CACHED && oldest !== undefined) this.#compiled.delete(oldest)
    return compiled
  }

  #build(schema: JsonValue): ValidateFunction | string {
    if (
      schema !== null &&
      (typeof schema !== 'object' || Array.isArray(schema)) &&
      typeof schema !== 'boolean'
    ) {
      return 'the schema is not an object'
    }
    try {
      return this.#ajv.compile(schema === false ? false : asObject(fromDraft4(schema)))
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }
}

/** A schema that is null or true takes anything. */
function asObject(schema: JsonValue): JsonObject {
  return schema !== null && typeof schema === 'object' && !Array.isArray(schema) ? schema : {}
}
