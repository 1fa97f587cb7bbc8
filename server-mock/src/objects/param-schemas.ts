import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'
import type { Session } from './session.ts'

/** Schemas compiled at most; the least recently used one goes first. */
const CACHED = 1000

/** Checks param values against the JSON Schemas of their definitions. */
export class ParamSchemas {
  readonly #ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false })
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

  /** One text per value that does not fit the definition of its param; params without one accept anything. */
  async problems(session: Session, params: JsonObject): Promise<string[]> {
    const problems: string[] = []
    for (const [name, value] of Object.entries(params)) {
      const definition = await session.body('params', name)
      if (definition === undefined || definition['Secure'] === true) continue
      const problem = this.valueProblem(definition['Schema'] ?? null, value)
      if (problem !== undefined)
        problems.push(`Key '${name}': invalid val '${JSON.stringify(value)}': ${problem}`)
    }
    return problems
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
      // Ajv keeps schemas by `$id`; two definitions may well carry the same one.
      const {
        $id: _id,
        id: _oldId,
        $schema: _draft,
        ...rest
      } = typeof schema === 'object' ? (schema ?? {}) : {}
      return this.#ajv.compile(schema === false ? false : rest)
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }
}
