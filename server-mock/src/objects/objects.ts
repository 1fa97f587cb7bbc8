import { crc32 } from 'node:zlib'
import {
  catalogue,
  type JsonObject,
  type JsonValue,
  type ObjectOf,
  type Prefix,
} from '@metalwright/sdk/models'
import type { Reader, Store } from '../store/port.ts'
import { isNamedByOthers } from './availability/dependents.ts'
import { missingReferences } from './availability/references.ts'
import { keyOf, toStored } from './codec.ts'
import type { Layers } from './content/layers.ts'
import { forgetBoots } from './machines/boots.ts'
import { applyJobEdit, jobDeletionProblem } from './machines/jobs.ts'
import {
  applyMachineEdit,
  forgetStarts,
  giveTurn,
  prepareNewMachine,
  saveMachine,
} from './machines/machines.ts'
import { refuseOwnChange } from './machines/own-changes.ts'
import { needKey, readInput, resetComputed } from './object-input.ts'
import { paramsOf } from './params/effective-params.ts'
import { ParamSchemas } from './params/param-schemas.ts'
import { checkParams } from './params/param-values.ts'
import { quietFailure } from './params/quiet-failure.ts'
import { forgetKeyPair } from './params/secure-params.ts'
import { sealStored } from './params/secure-upgrade.ts'
import { patched } from './patched.ts'
import type { Ports } from './ports.ts'
import { preference } from './preferences.ts'
import { invalid, notFound, Problem } from './problem.ts'
import { deletionProblems } from './rules/deletion.ts'
import { type RuleContext, SOUND } from './rules/rule.ts'
import { applyRules } from './rules/rules.ts'
import { Edit, Session } from './session.ts'
import { joinTenant, leaveTenants } from './tenants.ts'
import { Turns } from './turns.ts'

/** What the objects room is built from. */
export interface ObjectsOptions {
  readonly store: Store
  readonly ports: Ports
  /** The read-only layers as they are now. */
  readonly layers: () => Layers
  /** The layers of a transaction, which is refused when they change before it commits; absent for fixed ones. */
  readonly layersIn?: (transaction: Reader) => Promise<Layers>
  readonly templateProblem: RuleContext['templateProblem']
  /** Knows the files that bootenvs load; absent where they are not looked at. */
  readonly isoState?: RuleContext['isoState']
}

/** How an object is changed. */
export interface EditOptions {
  /** Leave out the guards around changes of stage and bootenv. */
  readonly force: boolean
  /** Told of the object as it is and as it is to be; throws when that may not be. */
  readonly approve?: (before: JsonObject, after: JsonObject) => void
  /** Told the object's key when secure values are set; throws when the caller may not. Absent: nobody may. */
  readonly writeSecrets?: (key: string) => void
}

/** Create, read, change and delete of every kind of object in the catalogue, under DRP's rules. */
export class Objects {
  readonly store: Store
  readonly ports: Ports
  readonly schemas = new ParamSchemas()
  readonly #layers: () => Layers
  readonly #layersIn: (transaction: Reader) => Promise<Layers>
  #consequences: () => Promise<void> = async () => {}
  readonly #templateProblem: RuleContext['templateProblem']
  readonly #isoState: RuleContext['isoState']
  readonly #turns = new Turns()

  constructor(options: ObjectsOptions) {
    this.store = options.store
    this.ports = options.ports
    this.#layers = options.layers
    this.#layersIn = options.layersIn ?? (async () => options.layers())
    this.#templateProblem = options.templateProblem
    this.#isoState = options.isoState
  }

  /** Sets what an edit of an object that others name waits for before it is answered. */
  waitFor(consequences: () => Promise<void>): void {
    this.#consequences = consequences
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
      this.store.transact(principal, async (transaction) =>
        work(new Edit(transaction, await this.#layersIn(transaction))),
      )
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
    if (body === undefined) throw notFound(prefix, key || segment)
    const text = JSON.stringify(body)
    // Objects of layers have no revision of the store: what they say tells one state from another.
    return { key, text, revision: -crc32(text) }
  }

  /**
   * @param tenant whose user makes the object; it becomes a member there
   * @throws Problem 400, 409, 422
   */
  async create<P extends Prefix>(
    principal: string,
    prefix: P,
    input: JsonValue,
    tenant?: string,
  ): Promise<ObjectOf<P>> {
    const created = await this.edit(principal, async (edit) => {
      needKey(prefix, input)
      const object = readInput(prefix, input)
      await this.#insert(edit, prefix, object)
      if (tenant !== undefined)
        await joinTenant(edit, tenant, prefix, keyOf(prefix, toStored(prefix, object)))
      return object
    })
    await this.#redefined(prefix, keyOf(prefix, toStored(prefix, created)))
    if (isNamedByOthers(prefix)) await this.#consequences()
    return created
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
    options: EditOptions,
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
    options: EditOptions,
  ): Promise<ObjectOf<P>> {
    return this.change(principal, prefix, segment, options, () => input)
  }

  /** Changes an object by a function over its JSON, under the same rules as a patch. */
  async change<P extends Prefix>(
    principal: string,
    prefix: P,
    segment: string,
    options: EditOptions,
    change: (body: JsonObject) => JsonValue,
  ): Promise<ObjectOf<P>> {
    const work = async (edit: Edit) => {
      const key = await edit.resolve(prefix, segment)
      const old = await edit.get(prefix, key)
      if (old === undefined) throw notFound(prefix, key || segment)
      if (!(await edit.isWritable(prefix, key))) throw invalid(prefix, key, [`readonly: ${key}`])
      const before = toStored(prefix, old)
      const next = readInput(prefix, change(before), { key, status: 406 })
      const body = toStored(prefix, next)
      for (const field of catalogue[prefix].computed) body[field] = before[field] ?? null
      options.approve?.(before, body)
      if (principal === `machine:${key}`) refuseOwnChange(key, before, body)
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
      await this.#save(edit, prefix, next, old, { ...options, action: 'update' })
      return next
    }
    const failed = async (error: unknown) => {
      throw await quietFailure(this.session(), error)
    }
    const changed = await this.edit(principal, work, `${prefix}/${segment}`).catch(failed)
    await this.#redefined(prefix, keyOf(prefix, toStored(prefix, changed)))
    if (isNamedByOthers(prefix)) await this.#consequences()
    return changed
  }

  /** @throws Problem 404, 409 when something still uses it, 422 when it is read-only */
  async remove<P extends Prefix>(principal: string, prefix: P, segment: string): Promise<ObjectOf<P>> {
    const removed = await this.edit(principal, async (edit) => {
      const key = await edit.resolve(prefix, segment)
      const object = await edit.get(prefix, key)
      if (object === undefined) throw notFound(prefix, key || segment)
      if (!(await edit.isWritable(prefix, key))) throw invalid(prefix, key, [`readonly: ${key}`])
      const reasons = (await deletionProblems(edit, this.session(), prefix, new Set([key]))).get(key) ?? []
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
      if (catalogue[prefix].params) await forgetKeyPair(edit, { prefix, key })
      await leaveTenants(edit, prefix, key)
      if (prefix === 'users') edit.putInternal('credentials', key, undefined)
      return object
    })
    if (isNamedByOthers(prefix)) await this.#consequences()
    return removed
  }

  async #forgetMachine(edit: Edit, key: string, reasons: string[]): Promise<void> {
    await forgetBoots(edit, key)
    await forgetStarts(edit, key)
    const machine = await edit.get('machines', key)
    if (machine !== undefined) await giveTurn(edit, this, machine.Workflow, key)
    if (machine?.Locked) reasons.push(`Machine ${machine.Name} is locked; unlock it first (Locked: false)`)
    const job = machine === undefined ? undefined : await edit.get('jobs', machine.CurrentJob)
    if (job !== undefined) edit.put('jobs', { ...job, Current: false }, 'save')
  }

  /** Values that are there already are sealed when a param becomes secure. */
  async #redefined(prefix: Prefix, key: string): Promise<void> {
    if (prefix === 'params') await sealStored(this, key)
  }

  async #save<P extends Prefix>(
    edit: Edit,
    prefix: P,
    next: ObjectOf<P>,
    old: ObjectOf<P> | undefined,
    options: EditOptions & { readonly action: 'create' | 'update' },
  ): Promise<void> {
    const body = toStored(prefix, next)
    const { schemas, ports } = this
    const { writeSecrets } = options
    if (prefix === 'machines') {
      const machine = asMachine(next)
      const before = old === undefined ? undefined : asMachine(old)
      if (before !== undefined) await applyMachineEdit(edit, before, machine, options.force)
      await saveMachine(edit, { schemas, ports, writeSecrets }, before, machine, options.action)
      return
    }
    if (prefix === 'jobs' && old !== undefined) await applyJobEdit(edit, this, asJob(old), asJob(next))
    const verdict = await applyRules(prefix, body, {
      session: edit,
      schemas,
      ports,
      templateProblem: this.#templateProblem,
      isoState: this.#isoState,
    })
    const key = keyOf(prefix, body)
    const before = old === undefined ? undefined : paramsOf(toStored(prefix, old))
    const params = catalogue[prefix].params
      ? await checkParams(edit, { prefix, key }, paramsOf(body), before, { schemas, writeSecrets })
      : SOUND
    const problems = [...verdict.invalid, ...params.invalid]
    if (problems.length > 0) throw invalid(prefix, key, problems)
    const errors = [
      ...verdict.unavailable,
      ...params.unavailable,
      ...(await missingReferences(edit, prefix, body)),
    ]
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

/** The hash lives apart from the user, so that no list, event or export of users can hold it. */
function keepPasswordHash(edit: Edit, body: JsonObject): void {
  const hash = body['PasswordHash']
  if (typeof hash === 'string' && hash !== '')
    edit.putInternal('credentials', keyOf('users', body), { Hash: hash })
  body['PasswordHash'] = ''
}

function asMachine(object: object): ObjectOf<'machines'> {
  return object as ObjectOf<'machines'>
}

function asJob(object: object): ObjectOf<'jobs'> {
  return object as ObjectOf<'jobs'>
}
