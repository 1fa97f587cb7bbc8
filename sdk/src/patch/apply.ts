import type { JsonObject, JsonValue } from '../models/json.ts'
import { equalJson } from './equal.ts'
import type { PatchOperation } from './operation.ts'
import { PatchError, type PatchErrorCode } from './patch-error.ts'
import { PointerError, parseIndex, parsePointer } from './pointer.ts'

/** Most a patch may add by `copy`, in values plus characters: copies of copies grow by powers of two. */
const COPY_BUDGET = 16 * 1024 * 1024
/** Most elements that a patch may shift by inserting into arrays and taking out of them; about a second. */
const SHIFT_BUDGET = 4_000_000_000

/**
 * Applies a patch as one step: all operations or none.
 *
 * The document is not changed; what the patch does not touch is shared between it and the result, so treat both
 * as read-only. Keys such as `__proto__` are members like any other.
 *
 * @throws PatchError naming the operation that failed
 */
export function applyPatch(document: JsonValue, operations: readonly PatchOperation[]): JsonValue {
  return new Application(document).run(operations)
}

/** Failure of one step, before its place in the patch is known. */
class StepError extends Error {
  readonly code: PatchErrorCode

  constructor(code: PatchErrorCode, reason: string) {
    super(reason)
    this.code = code
  }
}

/** One run of a patch. Containers are copied when first written to, then changed in place. */
class Application {
  #root: JsonValue
  /** Containers made by this run, which therefore may be changed in place. */
  readonly #own = new WeakSet<object>()
  #copied = 0
  #shifted = 0

  constructor(document: JsonValue) {
    this.#root = document
  }

  run(operations: readonly PatchOperation[]): JsonValue {
    for (const [index, operation] of operations.entries()) {
      try {
        this.#step(operation)
      } catch (error) {
        if (error instanceof StepError) throw new PatchError(error.code, index, operation, error.message)
        if (error instanceof PointerError) {
          throw new PatchError('patch_malformed', index, operation, error.message, error)
        }
        throw error
      }
    }
    return this.#root
  }

  #step(operation: PatchOperation): void {
    const path = parsePointer(operation.path)
    switch (operation.op) {
      case 'add':
        this.#add(path, operation.value)
        break
      case 'remove':
        this.#remove(path)
        break
      case 'replace':
        this.#replace(path, operation.value)
        break
      case 'test':
        if (equalJson(this.#read(path), operation.value)) break
        throw new StepError('patch_test_failed', `the value at \`${operation.path}\` is not the expected one`)
      case 'copy':
        this.#add(path, this.#copy(this.#read(parsePointer(operation.from))))
        break
      case 'move':
        this.#move(parsePointer(operation.from), path)
    }
  }

  #move(from: readonly string[], path: readonly string[]): void {
    const value = this.#read(from)
    const inside = from.every((token, depth) => token === path[depth])
    if (inside && from.length < path.length) {
      throw new StepError('patch_bad_target', 'a value cannot be moved into itself')
    }
    if (inside && from.length === path.length) return
    this.#remove(from)
    this.#add(path, value)
  }

  #read(path: readonly string[]): JsonValue {
    let value = this.#root
    for (const token of path) value = child(value, token)
    return value
  }

  #add(path: readonly string[], value: JsonValue): void {
    const last = path.at(-1)
    if (last === undefined) {
      this.#root = value
      return
    }
    const parent = this.#writable(path.slice(0, -1))
    if (!Array.isArray(parent)) {
      setMember(parent, last, value)
      return
    }
    const index = last === '-' ? parent.length : arrayIndex(last)
    if (index > parent.length) throw beyond(index, parent.length)
    this.#shift(parent, index)
    parent.splice(index, 0, value)
  }

  #remove(path: readonly string[]): void {
    const last = path.at(-1)
    if (last === undefined) throw new StepError('patch_bad_target', 'the whole document cannot be removed')
    const parent = this.#writable(path.slice(0, -1))
    child(parent, last)
    if (Array.isArray(parent)) {
      const index = arrayIndex(last)
      this.#shift(parent, index)
      parent.splice(index, 1)
    } else delete parent[last]
  }

  #replace(path: readonly string[], value: JsonValue): void {
    const last = path.at(-1)
    if (last === undefined) {
      this.#root = value
      return
    }
    const parent = this.#writable(path.slice(0, -1))
    child(parent, last)
    if (Array.isArray(parent)) parent[arrayIndex(last)] = value
    else setMember(parent, last, value)
  }

  #shift(array: readonly JsonValue[], index: number): void {
    this.#shifted += array.length - index
    if (this.#shifted <= SHIFT_BUDGET) return
    throw new StepError('patch_too_large', 'the patch shifts more elements of arrays than it may; split it')
  }

  /** The container at a path, with every container on the way made our own. */
  #writable(path: readonly string[]): JsonValue[] | JsonObject {
    let container = this.#ours(this.#root)
    this.#root = container
    for (const token of path) {
      const next = this.#ours(child(container, token))
      if (Array.isArray(container)) container[arrayIndex(token)] = next
      else setMember(container, token, next)
      container = next
    }
    return container
  }

  #ours(value: JsonValue): JsonValue[] | JsonObject {
    if (value === null || typeof value !== 'object') throw notAContainer(value)
    if (this.#own.has(value)) return value
    const copy = Array.isArray(value) ? [...value] : { ...value }
    this.#own.add(copy)
    return copy
  }

  /** A copy that shares no container with the original; walks without recursion, since depth is up to the sender. */
  #copy(value: JsonValue): JsonValue {
    const copy = this.#shallow(value)
    const pending = [copy]
    for (let container = pending.pop(); container !== undefined; container = pending.pop()) {
      if (container === null || typeof container !== 'object') continue
      for (const [key, member] of Object.entries(container)) {
        const own = this.#shallow(member)
        if (Array.isArray(container)) container[Number(key)] = own
        else setMember(container, key, own)
        pending.push(own)
      }
    }
    return copy
  }

  #shallow(value: JsonValue): JsonValue {
    const isObject = value !== null && typeof value === 'object'
    const keys = isObject && !Array.isArray(value) ? Object.keys(value) : []
    this.#copied += 1 + (typeof value === 'string' ? value.length : 0)
    for (const key of keys) this.#copied += key.length
    if (this.#copied > COPY_BUDGET) throw new StepError('patch_too_large', 'it copies too much')
    if (!isObject) return value
    return Array.isArray(value) ? [...value] : { ...value }
  }
}

function child(container: JsonValue, token: string): JsonValue {
  if (container === null || typeof container !== 'object') throw notAContainer(container)
  if (!Array.isArray(container)) {
    if (!Object.hasOwn(container, token)) throw new StepError('patch_no_target', `there is no \`${token}\``)
    return container[token] ?? null
  }
  if (token === '-') throw new StepError('patch_no_target', '`-` is the place after the last element')
  const index = arrayIndex(token)
  if (index >= container.length) throw beyond(index, container.length)
  return container[index] ?? null
}

/** Assignment would run the `__proto__` setter, so that key is defined instead. */
function setMember(target: JsonObject, key: string, value: JsonValue): void {
  if (key !== '__proto__') target[key] = value
  else Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true })
}

function arrayIndex(token: string): number {
  const index = parseIndex(token)
  if (index === undefined) throw new StepError('patch_bad_target', `\`${token}\` is not an array index`)
  return index
}

function beyond(index: number, length: number): StepError {
  return new StepError('patch_no_target', `index ${index} is outside the array of ${length}`)
}

function notAContainer(value: JsonValue): StepError {
  const kind = value === null ? 'null' : typeof value
  return new StepError('patch_bad_target', `the path goes through a ${kind}, which has no members`)
}
