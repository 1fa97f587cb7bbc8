import { z } from 'zod'
import { fromDraft4 } from '../models/draft4-schema.ts'
import type { JsonValue } from '../models/json.ts'
import { SdkError } from '../transport/index.ts'
import type { CallOptions } from './api.ts'
import type { Collection } from './collection.ts'
import type { ParamSchema, SchemaValue } from './schema-value.ts'

/** Schemas by the name of their param. */
export type ParamSchemas = Readonly<Record<string, ParamSchema>>

/** Values of params that have these schemas; each may be missing. */
export type ParamValues<Schemas extends ParamSchemas> = {
  [Name in keyof Schemas]?: SchemaValue<Schemas[Name]>
}

/** A value of a param is not what its schema says; code `invalid_param`. */
export class ParamValueError extends SdkError {
  readonly param: string
  readonly value: unknown

  constructor(param: string, value: unknown, reason: string, cause?: unknown) {
    const message =
      `Param ${param} has the value ${JSON.stringify(value)}, which does not fit its schema: ${reason}. ` +
      'Set another value, or correct the schema that `defineParams` was given.'
    super('invalid_param', message, cause)
    this.param = param
    this.value = value
  }
}

/** Params that a program knows by name and type; made by `defineParams`. */
export class ParamSet<const Schemas extends ParamSchemas> {
  readonly schemas: Schemas
  readonly #secure: ReadonlySet<string>
  readonly #checks: ReadonlyMap<string, z.ZodType>

  constructor(schemas: Schemas, secure: readonly string[]) {
    this.schemas = schemas
    this.#secure = new Set(secure)
    const names = Object.keys(schemas)
    this.#checks = new Map(names.map((name) => [name, checkOf(JSON.parse(JSON.stringify(schemas[name])))]))
  }

  /**
   * Those values of a map that belong to these params, such as of `machine.Params`; the others are left out.
   *
   * @throws ParamValueError when one does not fit; a sealed value fits no schema, so read it with `decode`
   */
  of(values: Readonly<Record<string, unknown>>): ParamValues<Schemas> {
    const known = Object.entries(values).filter(([name]) => this.#checks.has(name))
    for (const [name, value] of known) this.check(name, value)
    return JSON.parse(JSON.stringify(Object.fromEntries(known)))
  }

  /** @throws ParamValueError when the value does not fit its schema; what has no schema here always fits */
  check(name: string, value: unknown): void {
    const checked = this.#checks.get(name)?.safeParse(value)
    if (checked === undefined || checked.success) return
    const faults = checked.error.issues.map(({ path, message }) => [...path.map(String), message].join(': '))
    throw new ParamValueError(name, value, faults.join('; '), checked.error)
  }

  /**
   * Creates the definitions on a server, or brings those that are there up to date; a schema's `description` becomes
   * that of the param.
   *
   * @param params `client.params`
   */
  async publish(params: Collection<'params'>, options: CallOptions = {}): Promise<void> {
    for (const [Name, schema] of Object.entries(this.schemas)) {
      const Schema: JsonValue = JSON.parse(JSON.stringify(schema))
      const { description: Description = '' } = z.object({ description: z.string().optional() }).parse(schema)
      const definition = { Name, Description, Schema, Secure: this.#secure.has(Name) }
      if (await params.exists(Name, options)) {
        // A schema is replaced as a whole: members that are gone must not stay.
        await params.edit(Name, (draft) => ({ ...draft, ...definition }), options)
      } else await params.ensure(definition, options)
    }
  }
}

/**
 * Gives types to params, by the JSON Schemas they are published with:
 *
 *     const site = defineParams({ 'site/rack': { type: 'string' }, 'site/slot': { type: 'integer', minimum: 1 } })
 *     site.of(machine.Params)['site/slot']                          // number | undefined
 *     await client.machines.params.typed(site).set(key, 'site/slot', 4)
 *
 * @param options names of params whose values are sealed
 */
export function defineParams<const Schemas extends ParamSchemas>(
  schemas: Schemas,
  options: { readonly secure?: readonly (keyof Schemas & string)[] } = {},
): ParamSet<Schemas> {
  return new ParamSet(schemas, options.secure ?? [])
}

/** What checks values here. A schema with keywords that cannot be checked here is left to the server. */
function checkOf(schema: JsonValue): z.ZodType {
  const modern = fromDraft4(schema)
  if (modern === null || typeof modern !== 'object' || Array.isArray(modern)) return z.unknown()
  try {
    return z.fromJSONSchema(modern)
  } catch {
    return z.unknown()
  }
}
