import type { InputOf, ObjectOf, Prefix } from '../models/catalogue.ts'
import { diff, guarded, type PatchOperation, type TestOperation } from '../patch/index.ts'
import { apiPath, backOff, ConflictError, NotFoundError } from '../transport/index.ts'
import { type CallOptions, toJson } from './api.ts'
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

/** How often an edit is tried again after somebody else was faster. */
const EDIT_RETRIES = 8

/** Objects of one kind that can be changed and deleted. */
export class EditableCollection<P extends Prefix> extends ReadCollection<P> {
  /**
   * Replaces an object as a whole.
   *
   * @throws ValidationError when it breaks a rule
   */
  update(key: string, object: InputOf<P>, options: WriteOptions = {}): Promise<ObjectOf<P>> {
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
   * Reads an object, lets `change` alter it, and writes what is different, guarded so that nobody else's change is
   * lost. When somebody else was faster it starts over, up to 8 times; `change` may therefore run several times.
   *
   * @param change alters the draft it is given, or returns another object; no difference means no call
   * @throws ConflictError when others were faster every time
   */
  async edit(
    key: string,
    change: (draft: ObjectOf<P>) => ObjectOf<P> | undefined | Promise<ObjectOf<P> | undefined>,
    options: EditOptions = {},
  ): Promise<ObjectOf<P>> {
    const { tests = [], ...writeOptions } = options
    const { clock, random } = this.api.transport
    for (let attempt = 1; ; attempt += 1) {
      const current = await this.get(key, { signal: options.signal })
      const before = toJson(current)
      const draft = structuredClone(current)
      const after = toJson((await change(draft)) ?? draft)
      const operations = diff(before, after)
      if (operations.length === 0) return current
      try {
        return await this.patch(key, [...tests, ...guarded(operations, before)], writeOptions)
      } catch (error) {
        if (!(error instanceof ConflictError) || attempt > EDIT_RETRIES) throw error
        await clock.sleep(backOff(attempt, { maxWaitMs: 2_000, random }) / 4, options.signal)
      }
    }
  }

  /**
   * Deletes an object.
   *
   * @throws NotFoundError when there was none, unless an earlier attempt of this call may have deleted it
   * @throws ConflictError or ValidationError when it is in use; the message names by what
   */
  async delete(key: string, options: CallOptions = {}): Promise<void> {
    try {
      await this.api.transport.send({ method: 'DELETE', path: this.path(key), ...options })
    } catch (error) {
      if (error instanceof NotFoundError && error.attempts > 1) return
      throw error
    }
  }
}

/** Objects of one kind that can be created, changed and deleted. */
export class Collection<P extends Prefix> extends EditableCollection<P> {
  /**
   * Creates an object and gives it back as the server has stored it.
   *
   * @throws ConflictError when the key is taken
   * @throws ValidationError when it breaks a rule
   */
  create(object: InputOf<P>, options: CallOptions = {}): Promise<ObjectOf<P>> {
    const path = apiPath(this.prefix)
    return this.one({ method: 'POST', path, json: object, ...options })
  }
}

function forced(force: boolean | undefined): [string, string][] {
  return force ? [['force', 'true']] : []
}
