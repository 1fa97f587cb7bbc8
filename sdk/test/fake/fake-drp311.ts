import type { JsonObject, JsonValue } from '../../src/models/json.ts'
import { applyPatch, PatchError, parsePatch } from '../../src/patch/index.ts'
import { type Call, FakeServer, failure, type Reply } from './fake-server.ts'

/** Fields and indexes of the kinds of objects this server has, as DRP 3.11 documents them. */
const KINDS: Readonly<Record<string, { readonly key: string; readonly indexes: readonly string[] }>> = {
  jobs: { key: 'Uuid', indexes: ['Key', 'Uuid', 'State', 'Machine', 'Stage', 'Current'] },
  machines: { key: 'Uuid', indexes: ['Key', 'Uuid', 'Name', 'Stage', 'Workflow', 'BootEnv', 'Runnable'] },
  profiles: { key: 'Name', indexes: ['Key', 'Name'] },
  users: { key: 'Name', indexes: ['Key', 'Name'] },
}

/** Features of DRP 3.11; pools and claim keys are not among them. */
const FEATURES =
  'api-v3 sane-exit-codes common-blob-size change-stage-map job-exit-states package-repository-handling ' +
  'profileless-machine threaded-log-levels plugin-v2 fsm-runner plugin-v2-safe-config workflows default-workflow ' +
  'http-range-header roles tenants secure-params separate-meta-api slim-objects secure-param-upgrade sprig'

/**
 * A server that behaves as DRP 3.11: no ETags and no held answers, no pools, no v4 fields, filters on its static
 * indexes only, lists in order of the key, conflicts with two messages.
 */
export class FakeDrp311 {
  readonly server: FakeServer
  /** Objects by prefix and key. */
  readonly objects = new Map<string, Map<string, JsonObject>>(
    Object.keys(KINDS).map((prefix) => [prefix, new Map()]),
  )

  constructor(server: FakeServer) {
    this.server = server
    server.on('GET /info', () => ({ json: { version: 'v3.11.0', features: FEATURES.split(' ') } }))
    for (const prefix of Object.keys(KINDS)) {
      server.on(`GET /${prefix}`, (call) => this.#list(prefix, call))
      server.on(`HEAD /${prefix}`, (call) => this.#list(prefix, call))
      server.on(`POST /${prefix}`, (call) => this.#create(prefix, call))
      server.on(`GET /${prefix}/*`, (call) => this.#withObject(prefix, call, (json) => ({ json })))
      server.on(`HEAD /${prefix}/*`, (call) => this.#withObject(prefix, call, (json) => ({ json })))
      server.on(`PATCH /${prefix}/*`, (call) =>
        this.#withObject(prefix, call, (json) => this.#patch(prefix, json, call)),
      )
      server.on(`DELETE /${prefix}/*`, (call) =>
        this.#withObject(prefix, call, (json) => {
          this.#of(prefix).delete(keyOf(prefix, json))
          return { json }
        }),
      )
    }
  }

  static async start(): Promise<FakeDrp311> {
    return new FakeDrp311(await FakeServer.start())
  }

  /** Stores an object, over one of the same key. */
  put(prefix: string, object: JsonObject): void {
    this.#of(prefix).set(keyOf(prefix, object), object)
  }

  #of(prefix: string): Map<string, JsonObject> {
    const objects = this.objects.get(prefix)
    if (objects === undefined) throw new Error(`there are no ${prefix}`)
    return objects
  }

  #list(prefix: string, call: Call): Reply {
    const all = [...this.#of(prefix).values()].sort((a, b) => (keyOf(prefix, a) < keyOf(prefix, b) ? -1 : 1))
    const tests = new Map<string, ((object: JsonObject) => boolean)[]>()
    let sorted = all
    for (const [name, value] of call.query) {
      if (name === 'offset' || name === 'limit' || name === 'slim') continue
      const index = name === 'sort' ? value : name
      if (!KINDS[prefix]?.indexes.includes(index)) return failure(406, `Filter not found: ${index}`)
      const field = index === 'Key' ? (KINDS[prefix]?.key ?? '') : index
      if (name === 'sort') {
        sorted = sorted.toSorted((a, b) => (String(a[field]) < String(b[field]) ? -1 : 1))
      } else {
        tests.set(name, [...(tests.get(name) ?? []), (object) => holds(String(object[field]), value)])
      }
    }
    const passed = sorted.filter((object) =>
      [...tests.values()].every((alternatives) => alternatives.some((test) => test(object))),
    )
    const offset = Number(call.query.get('offset') ?? 0)
    const limit = Number(call.query.get('limit') ?? passed.length)
    const json = passed.slice(offset, offset + limit)
    const headers = { 'x-drp-list-count': String(json.length), 'x-drp-list-total-count': String(all.length) }
    return { json, headers }
  }

  #create(prefix: string, call: Call): Reply {
    const object = asObject(call.json())
    const key = keyOf(prefix, object)
    if (this.#of(prefix).has(key))
      return failure(409, 'already exists', { Model: prefix, Key: key, Type: 'CREATE' })
    this.put(prefix, object)
    return { status: 201, json: object }
  }

  #withObject(prefix: string, call: Call, answer: (object: JsonObject) => Reply): Reply {
    const [, , name = '', ...rest] = call.path.split('/')
    const segment = decodeURIComponent(name)
    const objects = this.#of(prefix)
    const [, index, value] = /^([A-Z][A-Za-z]*):(.*)$/.exec(segment) ?? []
    const found =
      index === undefined
        ? objects.get(segment)
        : [...objects.values()].find((object) => object[index] === value)
    if (rest.length > 0) return failure(404, 'No route', { Key: call.path })
    return found === undefined ? failure(404, 'Not Found', { Model: prefix, Key: segment }) : answer(found)
  }

  #patch(prefix: string, object: JsonObject, call: Call): Reply {
    try {
      const patched = asObject(applyPatch(object, parsePatch(call.json())))
      this.put(prefix, patched)
      return { json: patched }
    } catch (error) {
      if (!(error instanceof PatchError)) throw error
      const Messages = ['Patch error at line 0: Test op failed.', 'Patch line: {"op":"test"}']
      const body = { Model: prefix, Key: keyOf(prefix, object), Type: 'PATCH', Messages, Code: 409 }
      return { status: 409, json: body }
    }
  }
}

function keyOf(prefix: string, object: JsonObject): string {
  return String(object[KINDS[prefix]?.key ?? ''])
}

function holds(value: string, condition: string): boolean {
  const [, operator, operand = ''] = /^(Eq|Ne|Lt|Gt|Lte|Gte|In)\(([^)]*)\)/.exec(condition) ?? []
  switch (operator) {
    case undefined:
      return value === condition
    case 'Eq':
      return value === operand
    case 'Ne':
      return value !== operand
    case 'Lt':
      return value < operand
    case 'Gt':
      return value > operand
    case 'Lte':
      return value <= operand
    case 'Gte':
      return value >= operand
    default:
      return operand.split(',').includes(value)
  }
}

function asObject(value: JsonValue): JsonObject {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new Error('no object')
  return value
}
