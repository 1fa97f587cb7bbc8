import {
  catalogue,
  DecodeError,
  decode,
  type JsonObject,
  type JsonValue,
  type ObjectOf,
  type Prefix,
} from '@metalwright/sdk/models'
import { applyPatch, PatchError, parsePatch } from '@metalwright/sdk/patch'
import type { Reader, Store } from '../store/port.ts'
import { fromStored, keyOf, toStored } from './codec.ts'
import { EffectiveParams } from './effective-params.ts'
import { indexNamed, predicate, type Query, sorted, type Test } from './filter.ts'
import { fieldValue, isStoredIndex } from './index-values.ts'
import { applyJobEdit, jobDeletionProblem } from './jobs.ts'
import type { Layers } from './layers.ts'
import { applyMachineEdit, prepareNewMachine, saveMachine } from './machines.ts'
import { ParamSchemas } from './param-schemas.ts'
import type { Ports } from './ports.ts'
import { preference } from './preferences.ts'
import { invalid, notFound, Problem } from './problem.ts'
import { missingReferences, stillUses, users } from './references.ts'
import { applyRules, type RuleContext } from './rules.ts'
import { Edit, Session } from './session.ts'
import { Turns } from './turns.ts'

/** What the objects room is built from. */
export interface ObjectsOptions {
  readonly store: Store
  readonly ports: Ports
  /** The read-only layers as they are now. */
  readonly layers: () => Layers
  readonly templateProblem: RuleContext['templateProblem']
}

/** Objects of a list, with the number there are before filters. */
export interface Listing {
  readonly total: number
  readonly bodies: readonly JsonObject[]
}

/** Create, read, change and delete of every kind of object in the catalogue, under DRP's rules. */
export class Objects {
  readonly store: Store
  readonly ports: Ports
  readonly schemas = new ParamSchemas()
  readonly #layers: () => Layers
  readonly #templateProblem: RuleContext['templateProblem']
  readonly #turns = new Turns()

  constructor(options: ObjectsOptions) {
    this.store = options.store
    this.ports = options.ports
    this.#layers = options.layers
    this.#templateProblem = options.templateProblem
  }

  /** Reads outside a transaction. */
  session(reader: Reader = this.store): Session {
    return new Session(reader, this.#layers())
  }

  /**
   * Runs a transaction with typed reads and writes.
   *
   * @param object key of the object it is about, if it is about one: such transactions take turns
   */
  edit<T>(principal: string, work: (edit: Edit) => Promise<T>, object?: string): Promise<T> {
    const run = () =>
      this.store.transact(principal, (transaction) => work(new Edit(transaction, this.#layers())))
    return object === undefined ? run() : this.#turns.take(object, run)
  }

  /**
   * JSON text of an object; `segment` is its key or `Index:value`.
   *
   * @throws Problem 404
   */
  async text(prefix: Prefix, segment: string): Promise<{ key: string; text: string; revision: number }> {
    const session = this.session()
    const key = await session.resolve(prefix, segment)
    const stored = await this.store.get(prefix, key)
    if (stored !== undefined) return { key, text: stored.text, revision: stored.revision }
    const body = session.layers.get(prefix, key)
    if (body === undefined) throw notFound(prefix, segment)
    return { key, text: JSON.stringify(body), revision: 0 }
  }

  /** Objects that pass the filters, in the order and the part that the query asks for. */
  async list(prefix: Prefix, query: Query): Promise<Listing> {
    const session = this.session()
    const bodies = (await this.#indexed(session, prefix, query)) ?? (await session.bodies(prefix))
    const passed = await this.#filtered(session, prefix, bodies, query)
    const ordered = sorted(passed, prefix, query)
    const end = query.limit === undefined ? undefined : query.offset + query.limit
    const total = query.filters.size === 0 ? bodies.length : await session.count(prefix)
    return { total, bodies: ordered.slice(query.offset, end) }
  }

  /** Objects a stored index leads to, in key order; undefined when no filter of the query is on one. */
  async #indexed(session: Session, prefix: Prefix, query: Query): Promise<readonly JsonObject[] | undefined> {
    for (const [name, tests] of query.filters) {
      // Content packs are not indexed, so only kinds that they cannot bring are looked up.
      if (catalogue[prefix].content || !isStoredIndex(prefix, name)) continue
      if (!tests.every(({ operator }) => operator === 'Eq')) continue
      const exact = indexNamed(prefix, name)?.kind === 'uuid' ? tests.map(lowerCase) : tests
      const found = await Promise.all(
        exact.map(({ operands: [value = ''] }) => session.find(prefix, name, value)),
      )
      const keys = [...new Set(found.flat())].sort()
      const bodies = await Promise.all(keys.map((key) => session.body(prefix, key)))
      return bodies.filter((body) => body !== undefined)
    }
    return undefined
  }

  /** Those of the objects that pass the query's filters. */
  async #filtered(
    session: Session,
    prefix: Prefix,
    bodies: readonly JsonObject[],
    query: Query,
  ): Promise<readonly JsonObject[]> {
    let passed = bodies
    for (const [name, tests] of query.filters) {
      const index = indexNamed(prefix, name)
      if (index !== undefined) {
        const passes = predicate(name, index, tests, prefix)
        passed = passed.filter((body) => passes(fieldValue(body, index.field)))
        continue
      }
      const isParam = catalogue[prefix].params && (await session.body('params', name)) !== undefined
      if (!isParam) throw new Problem(406, [`Filter not found: ${name}`], { model: prefix })
      const passes = predicate(name, undefined, tests, prefix)
      const values = await Promise.all(passed.map((body) => this.#paramValue(session, prefix, body, name)))
      passed = passed.filter((_, at) => passes(values[at]))
    }
    return passed
  }

  async #paramValue(
    session: Session,
    prefix: Prefix,
    body: JsonObject,
    name: string,
  ): Promise<JsonValue | undefined> {
    if (prefix === 'machines') return new EffectiveParams(session, fromStored(prefix, body)).get(name)
    const params = body['Params']
    if (params === null || typeof params !== 'object' || Array.isArray(params)) return undefined
    return Object.hasOwn(params, name) ? params[name] : undefined
  }

  /** Machines of a pool in one status that pass filters; for pool calls, which take a machine again under guard. */
  async candidates(pool: string, status: string, query: Query): Promise<readonly JsonObject[]> {
    const session = this.session()
    const members = new Set(await session.find('machines', 'Pool', pool))
    const bodies: JsonObject[] = []
    for (const key of await session.find('machines', 'PoolStatus', status)) {
      const body = members.has(key) ? await session.body('machines', key) : undefined
      if (body !== undefined) bodies.push(body)
    }
    return this.#filtered(session, 'machines', bodies, query)
  }

  /** @throws Problem 400, 409, 422 */
  create<P extends Prefix>(principal: string, prefix: P, input: JsonValue): Promise<ObjectOf<P>> {
    return this.edit(principal, async (edit) => {
      const object = read(prefix, input)
      await this.#insert(edit, prefix, object)
      return object
    })
  }

  async #insert<P extends Prefix>(edit: Edit, prefix: P, object: ObjectOf<P>): Promise<void> {
    const body = toStored(prefix, object)
    resetComputed(prefix, body)
    if (prefix === 'machines')
      await prepareNewMachine(edit, asMachine(object), await this.#defaults(), this.ports)
    if (catalogue[prefix].key === 'Uuid' && body['Uuid'] === '') body['Uuid'] = this.ports.uuid()
    const key = keyOf(prefix, body)
    if (key === '') throw new Problem(400, ['Empty key not allowed'], { model: prefix })
    if ((await edit.body(prefix, key)) !== undefined) {
      throw new Problem(409, ['already exists'], { model: prefix, key, type: 'CREATE' })
    }
    await this.#save(edit, prefix, object, undefined, { action: 'create', force: false })
  }

  /**
   * Applies an RFC 6902 patch.
   *
   * @throws Problem 404; 409 when an operation fails; 406 when the result is not such an object; 422
   */
  patch<P extends Prefix>(
    principal: string,
    prefix: P,
    segment: string,
    patch: JsonValue,
    options: { readonly force: boolean },
  ): Promise<ObjectOf<P>> {
    return this.change(principal, prefix, segment, options, (body) => patched(prefix, segment, body, patch))
  }

  /**
   * Replaces an object.
   *
   * @throws Problem 400 when the key differs; 404; 422
   */
  replace<P extends Prefix>(
    principal: string,
    prefix: P,
    segment: string,
    input: JsonValue,
    options: { readonly force: boolean },
  ): Promise<ObjectOf<P>> {
    return this.change(principal, prefix, segment, options, () => input)
  }

  /** Changes an object by a function over its JSON, under the same rules as a patch. */
  change<P extends Prefix>(
    principal: string,
    prefix: P,
    segment: string,
    options: { readonly force: boolean },
    change: (body: JsonObject) => JsonValue,
  ): Promise<ObjectOf<P>> {
    const work = async (edit: Edit) => {
      const key = await edit.resolve(prefix, segment)
      const old = await edit.get(prefix, key)
      if (old === undefined) throw notFound(prefix, segment)
      if (!(await edit.isWritable(prefix, key))) throw invalid(prefix, key, [`readonly: ${key}`])
      const before = toStored(prefix, old)
      const next = read(prefix, change(before), { key, status: 406 })
      const body = toStored(prefix, next)
      for (const field of catalogue[prefix].computed) body[field] = before[field] ?? null
      const newKey = keyOf(prefix, body)
      if (newKey !== key) {
        throw new Problem(400, [`Key change from ${key} to ${newKey} not allowed`], { model: prefix, key })
      }
      const frozen = catalogue[prefix].immutable.filter((field) => body[field] !== before[field])
      if (frozen.length > 0) {
        throw invalid(
          prefix,
          key,
          frozen.map((field) =>
            field === 'Subnet' ? 'Subnet range cannot change' : `${field} cannot change`,
          ),
        )
      }
      await this.#save(edit, prefix, next, old, { action: 'update', force: options.force })
      return next
    }
    return this.edit(principal, work, `${prefix}/${segment}`)
  }

  /** @throws Problem 404, 409 when something still uses it, 422 when it is read-only */
  remove<P extends Prefix>(principal: string, prefix: P, segment: string): Promise<ObjectOf<P>> {
    return this.edit(principal, async (edit) => {
      const key = await edit.resolve(prefix, segment)
      const object = await edit.get(prefix, key)
      if (object === undefined) throw notFound(prefix, segment)
      if (!(await edit.isWritable(prefix, key))) throw invalid(prefix, key, [`readonly: ${key}`])
      const reasons = (await users(edit, prefix, key)).map((user) => stillUses(user, key))
      if (prefix === 'profiles' && key === 'global') reasons.push('Profile global cannot be deleted')
      if (prefix === 'jobs') {
        const job = await edit.get('jobs', key)
        const problem = job === undefined ? undefined : await jobDeletionProblem(edit, job)
        if (problem !== undefined) throw invalid(prefix, key, [problem])
      }
      if (prefix === 'machines') await this.#forgetMachine(edit, key, reasons)
      if (reasons.length > 0) {
        throw new Problem(409, reasons, { model: prefix, key, type: 'StillInUseError' })
      }
      edit.remove(prefix, key)
      if (prefix === 'users') edit.putInternal('credentials', key, undefined)
      return object
    })
  }

  async #forgetMachine(edit: Edit, key: string, reasons: string[]): Promise<void> {
    const machine = await edit.get('machines', key)
    if (machine?.Locked) reasons.push(`Machine ${machine.Name} is locked; unlock it first (Locked: false)`)
    const job = machine === undefined ? undefined : await edit.get('jobs', machine.CurrentJob)
    if (job !== undefined) edit.put('jobs', { ...job, Current: false }, 'save')
  }

  async #save<P extends Prefix>(
    edit: Edit,
    prefix: P,
    next: ObjectOf<P>,
    old: ObjectOf<P> | undefined,
    options: { readonly action: 'create' | 'update'; readonly force: boolean },
  ): Promise<void> {
    const body = toStored(prefix, next)
    if (prefix === 'machines') {
      const machine = asMachine(next)
      const before = old === undefined ? undefined : asMachine(old)
      if (before !== undefined) await applyMachineEdit(edit, before, machine, options.force)
      await saveMachine(edit, this, before, machine, options.action)
      return
    }
    if (prefix === 'jobs' && old !== undefined) await applyJobEdit(edit, this, asJob(old), asJob(next))
    const verdict = await applyRules(prefix, body, {
      session: edit,
      schemas: this.schemas,
      ports: this.ports,
      templateProblem: this.#templateProblem,
    })
    if (verdict.invalid.length > 0) throw invalid(prefix, keyOf(prefix, body), verdict.invalid)
    const errors = [...verdict.unavailable, ...(await missingReferences(edit, prefix, body))]
    body['Validated'] = true
    body['Available'] = errors.length === 0
    body['Errors'] = errors
    if (prefix === 'users') keepPasswordHash(edit, body)
    edit.put(prefix, next, options.action)
  }

  async #defaults() {
    return {
      workflow: await preference(this.store, 'defaultWorkflow'),
      stage: await preference(this.store, 'defaultStage'),
      bootEnv: await preference(this.store, 'defaultBootEnv'),
    }
  }
}

/** UUIDs are stored in lower case. */
function lowerCase(test: Test): Test {
  return { ...test, operands: test.operands.map((operand) => operand.toLowerCase()) }
}

/** The hash lives apart from the user, so that no list, event or export of users can hold it. */
function keepPasswordHash(edit: Edit, body: JsonObject): void {
  const hash = body['PasswordHash']
  if (typeof hash === 'string' && hash !== '')
    edit.putInternal('credentials', keyOf('users', body), { Hash: hash })
  body['PasswordHash'] = ''
}

function patched(prefix: Prefix, key: string, body: JsonObject, patch: JsonValue): JsonValue {
  try {
    return applyPatch(body, parsePatch(patch))
  } catch (error) {
    if (!(error instanceof PatchError)) throw error
    const line = error.operation === undefined ? [] : [`Patch line: ${JSON.stringify(error.operation)}`]
    const messages = [`Patch error at line ${error.index}: ${error.reason}`, ...line]
    throw new Problem(409, messages, { model: prefix, key, type: 'PATCH' }, error)
  }
}

function read<P extends Prefix>(
  prefix: P,
  input: JsonValue,
  place: { readonly key: string; readonly status: number } = { key: '', status: 400 },
): ObjectOf<P> {
  try {
    return decode(catalogue[prefix].schema, input) as unknown as ObjectOf<P>
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    const status = error.wrongType ? place.status : 422
    throw new Problem(
      status,
      error.messages,
      { model: prefix, key: place.key, type: 'ValidationError' },
      error,
    )
  }
}

function resetComputed(prefix: Prefix, body: JsonObject): void {
  for (const field of catalogue[prefix].computed) body[field] = zero(body[field])
}

function zero(value: JsonValue | undefined): JsonValue {
  if (Array.isArray(value)) return []
  if (typeof value === 'boolean') return false
  return typeof value === 'number' ? 0 : ''
}

function asMachine(object: object): ObjectOf<'machines'> {
  return object as ObjectOf<'machines'>
}

function asJob(object: object): ObjectOf<'jobs'> {
  return object as ObjectOf<'jobs'>
}
