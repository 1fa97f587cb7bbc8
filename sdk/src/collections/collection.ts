import { catalogue, type InputOf, type ObjectOf, type Prefix } from '../models/catalogue.ts'
import type { JsonValue } from '../models/json.ts'
import { diff, guarded, type PatchOperation, type TestOperation } from '../patch/index.ts'
import {
  AlreadyExistsError,
  apiPath,
  backOff,
  ConflictError,
  NotFoundError,
  SdkError,
} from '../transport/index.ts'
import { type CallOptions, toJson } from './api.ts'
import { type Changes, merge } from './merge.ts'
import { ReadCollection } from './read-collection.ts'

/** How to write an object. */
export interface WriteOptions extends CallOptions {
  /** Skip the guards that keep a machine from changing stage or bootenv while tasks are pending. */
  readonly force?: boolean | undefined
}

/** How to edit an object. */
export interface EditOptions extends WriteOptions {
  /** What must also hold when the change is written; a failure starts the edit over. */
  readonly tests?: readonly TestOperation[] | undefined
}

/** How to make sure of an object. */
export interface EnsureOptions extends WriteOptions {
  /** The object to look for, such as `Name:web1`; the key in the object by default. */
  readonly key?: string | undefined
}

/** How often an edit is tried again after somebody else was faster. */
const EDIT_RETRIES = 8

/** Objects of one kind that can be changed and deleted. */
export class EditableCollection<P extends Prefix> extends ReadCollection<P> {
  /**
   * Changes the fields that are named and leaves the others alone, as `drpcli P update` does: reads the object,
   * merges, and writes what is different, guarded so that nobody else's change is lost. When somebody else was
   * faster it starts over, up to 8 times. No difference means no call.
   *
   * @throws ConflictError when others were faster every time
   * @throws ValidationError when the object would break a rule
   */
  update(key: string, changes: Changes<ObjectOf<P>>, options: EditOptions = {}): Promise<ObjectOf<P>> {
    return this.merge(key, toJson(changes), options)
  }

  /**
   * Replaces an object as a whole, whatever others have changed; what is left out gets its default.
   *
   * @throws ValidationError when it breaks a rule
   */
  replace(key: string, object: InputOf<P>, options: WriteOptions = {}): Promise<ObjectOf<P>> {
    const { force, signal } = options
    const path = this.path(key)
    return this.one({ method: 'PUT', path, query: forced(force), json: object, signal })
  }

  /**
   * Applies a JSON Patch as one step.
   *
   * @throws ConflictError when a `test` fails or a path leads nowhere
   */
  patch(
    key: string,
    operations: readonly PatchOperation[],
    options: WriteOptions = {},
  ): Promise<ObjectOf<P>> {
    const { force, signal } = options
    const path = this.path(key)
    return this.one({
      method: 'PATCH',
      path,
      query: forced(force),
      json: operations,
      signal,
    })
  }

  /**
   * As `update`, for changes that depend on what the object is: `change` alters the draft it is given, or returns
   * another object. It runs again each time somebody else was faster.
   *
   * @throws ConflictError when others were faster every time
   */
  edit(
    key: string,
    change: (draft: ObjectOf<P>) => ObjectOf<P> | undefined | Promise<ObjectOf<P> | undefined>,
    options: EditOptions = {},
  ): Promise<ObjectOf<P>> {
    return this.#rewrite(key, options, async (current) => {
      const draft = structuredClone(current)
      return toJson((await change(draft)) ?? draft)
    })
  }

  /**
   * Deletes an object.
   *
   * @throws NotFoundError when there was none, unless an earlier attempt of this call may have deleted it
   * @throws InUseError when other objects name it
   */
  async delete(key: string, options: CallOptions = {}): Promise<void> {
    try {
      await this.api.transport.send({ method: 'DELETE', path: this.path(key), ...options })
    } catch (error) {
      if (error instanceof NotFoundError && error.attempts > 1) return
      throw error
    }
  }

  protected merge(key: string, changes: JsonValue, options: EditOptions): Promise<ObjectOf<P>> {
    return this.#rewrite(key, options, (_current, before) => merge(before, changes))
  }

  async #rewrite(
    key: string,
    options: EditOptions,
    change: (current: ObjectOf<P>, before: JsonValue) => JsonValue | Promise<JsonValue>,
  ): Promise<ObjectOf<P>> {
    const { tests = [], ...writeOptions } = options
    const { clock, random } = this.api.transport
    for (let attempt = 1; ; attempt += 1) {
      const current = await this.get(key, { signal: options.signal })
      const before = toJson(current)
      const operations = diff(before, await change(current, before))
      if (operations.length === 0) return current
      try {
        return await this.patch(key, [...tests, ...guarded(operations, before)], writeOptions)
      } catch (error) {
        if (!(error instanceof ConflictError) || attempt > EDIT_RETRIES) throw error
        await clock.sleep(backOff(attempt, { maxWaitMs: 2_000, random }) / 4, options.signal)
      }
    }
  }
}

/** Objects of one kind that can be created, changed and deleted. */
export class Collection<P extends Prefix> extends EditableCollection<P> {
  /**
   * Creates an object and gives it back as the server has stored it.
   *
   * @throws AlreadyExistsError when the key is taken
   * @throws ValidationError when it breaks a rule
   */
  create(object: InputOf<P>, options: CallOptions = {}): Promise<ObjectOf<P>> {
    const path = apiPath(this.prefix)
    return this.one({ method: 'POST', path, json: object, ...options })
  }

  /**
   * Creates an object, or updates the one that is there, so that a script may run any number of times. Fields that
   * are not named are left alone.
   *
   * @throws SdkError `invalid_key` when neither the object nor the options hold a key
   */
  async ensure(object: InputOf<P>, options: EnsureOptions = {}): Promise<ObjectOf<P>> {
    const { key = this.#keyIn(object), ...editOptions } = options
    const changes = toJson(object)
    try {
      return await this.merge(key, changes, editOptions)
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error
    }
    try {
      return await this.create(object, { signal: options.signal })
    } catch (error) {
      // Somebody else has created it meanwhile.
      if (!(error instanceof AlreadyExistsError)) throw error
      return this.merge(key, changes, editOptions)
    }
  }

  #keyIn(object: InputOf<P>): string {
    const field = catalogue[this.prefix].key
    const members: Readonly<Record<string, unknown>> = object
    const key = members[field]
    if (typeof key === 'string' && key !== '') return key
    const message = `The object has no \`${field}\`; name it by option \`key\`, such as \`Name:web1\`.`
    throw new SdkError('invalid_key', message)
  }
}

function forced(force: boolean | undefined): [string, string][] {
  return force ? [['force', 'true']] : []
}
