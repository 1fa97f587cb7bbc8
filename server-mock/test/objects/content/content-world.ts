import { randomUUID } from 'node:crypto'
import { Content, decode, type JsonObject, type JsonValue, type Prefix } from '@metalwright/sdk/models'
import { Availability } from '../../../src/objects/availability/availability.ts'
import { Contents } from '../../../src/objects/content/contents.ts'
import { indexValues, STORED_INDEXES } from '../../../src/objects/index-values.ts'
import { Objects } from '../../../src/objects/objects.ts'
import { ParamSchemas } from '../../../src/objects/params/param-schemas.ts'
import type { IsoState } from '../../../src/objects/rules/rule.ts'
import { sprigFunctions, TemplateError, TemplateSet } from '../../../src/render/template/index.ts'
import { openStore } from '../../../src/store/open.ts'
import type { Change, Store } from '../../../src/store/port.ts'

/** Objects and content packs over a store in memory, as the server puts them together, without its network. */
export interface World {
  readonly store: Store
  readonly objects: Objects
  readonly contents: Contents
  readonly availability: Availability
  /** Everything that was written, and that happened to layers. */
  readonly changes: Change[]
  readonly warnings: string[]
  create(prefix: Prefix, body: JsonObject): Promise<JsonObject>
  patch(prefix: Prefix, key: string, fields: JsonObject): Promise<JsonObject>
  remove(prefix: Prefix, key: string): Promise<unknown>
  /** `available`, or the errors of an object. */
  state(prefix: Prefix, key: string): Promise<JsonValue>
  close(): Promise<void>
}

/** What a world begins with. */
export interface WorldOptions {
  readonly builtin?: readonly JsonValue[]
  readonly local?: JsonValue
  readonly default?: JsonValue
  readonly features?: readonly string[]
  readonly isoState?: IsoState
  /** Told what went wrong while availability was found out; thrown when absent. */
  readonly onError?: (error: unknown) => void
  /** A store that exists already, as after a restart. */
  readonly store?: Store
}

/** A pack document. */
export function packOf(meta: JsonObject | string, sections: JsonObject = {}): JsonObject {
  return { meta: typeof meta === 'string' ? { Name: meta } : meta, sections }
}

/** The same as plugin providers give it. */
export function contentOf(meta: JsonObject | string, sections: JsonObject = {}): Content {
  return decode(Content, packOf(meta, sections))
}

/** Objects by the key they carry. */
export function byName(...objects: readonly JsonObject[]): JsonObject {
  return Object.fromEntries(
    objects.map((object) => [String(object['Name'] ?? object['ID'] ?? object['Id']), object]),
  )
}

/** Builds a world; what machines rest in is there: stage `none`, bootenv `local`, pool `default`. */
export async function makeWorld(options: WorldOptions = {}): Promise<World> {
  const store =
    options.store ??
    (await openStore(
      { engine: 'memory' },
      { indexer: indexValues, indexes: STORED_INDEXES, now: Date.now, onLost: () => {} },
    ))
  const set = new TemplateSet({ functions: sprigFunctions })
  const templateProblem = (name: string, contents: string) => {
    try {
      set.derive().parse(name, contents)
      return undefined
    } catch (error) {
      if (error instanceof TemplateError) return error.message
      throw error
    }
  }
  const ports = { now: Date.now, uuid: randomUUID, secret: () => 'secret' }
  const rules = { ports, schemas: new ParamSchemas(), templateProblem, isoState: options.isoState }
  const warnings: string[] = []
  const resting = packOf('BasicStore', {
    stages: byName({ Name: 'none' }),
    bootenvs: byName({ Name: 'local', OS: { Name: 'local' } }),
    pools: byName({ Id: 'default' }),
  })
  const contents = new Contents({
    store,
    builtin: [...(options.builtin ?? []), resting],
    local: options.local,
    default: options.default,
    features: options.features ?? [],
    rules,
    onWarning: (warning) => warnings.push(warning),
  })
  await contents.load()
  const objects = new Objects({
    store,
    ports,
    layers: () => contents.layers(),
    layersIn: (transaction) => contents.layersIn(transaction),
    templateProblem,
    isoState: options.isoState,
  })
  const rethrow = (error: unknown) => {
    throw error
  }
  const { onError = rethrow } = options
  const availability = new Availability({ objects, contents, rules, onError })
  const changes: Change[] = []
  for (const source of [store, contents]) {
    source.subscribe((some) => changes.push(...some))
    source.subscribe((some) => availability.follow(some))
  }
  objects.waitFor(() => availability.settled())
  contents.listen(() => availability.settled())
  await availability.start()
  const json = (value: object): JsonObject => JSON.parse(JSON.stringify(value))
  return {
    store,
    objects,
    contents,
    availability,
    changes,
    warnings,
    create: async (prefix, body) => json(await objects.create('user:test', prefix, body)),
    patch: async (prefix, key, fields) => {
      const change = (body: JsonObject) => ({ ...body, ...fields })
      return json(await objects.change('user:test', prefix, key, { force: true }, change))
    },
    remove: (prefix, key) => objects.remove('user:test', prefix, key),
    state: async (prefix, key) => {
      const body = await objects.session().body(prefix, key)
      if (body === undefined) return null
      return body['Available'] === true && String(body['Errors']) === ''
        ? 'available'
        : (body['Errors'] ?? null)
    },
    close: () => store.close(),
  }
}
