import type { JsonValue } from '../models/json.ts'
import type { PatchOperation, TestOperation } from './operation.ts'
import { formatPointer, parseIndex, parsePointer } from './pointer.ts'

/**
 * The operations with `test` operations in front that hold only while nobody else has changed what they touch.
 *
 * A value that is replaced, removed, moved or copied is tested itself. JSON Patch cannot test that a member is
 * absent, nor that an array has kept its length, so an added member tests the object it goes into and a change
 * of an array's length tests the array. Values come from `document`, which the operations were made for.
 *
 * @throws PointerError when an operation has a malformed path
 */
export function guarded(operations: readonly PatchOperation[], document: JsonValue): PatchOperation[] {
  const guards = new Map<string, TestOperation>()
  for (const operation of operations) {
    if (operation.op === 'test') continue
    const resizes = operation.op !== 'replace'
    add(guards, document, parsePointer(operation.path), resizes)
    if (operation.op === 'move') add(guards, document, parsePointer(operation.from), true)
    if (operation.op === 'copy') add(guards, document, parsePointer(operation.from), false)
  }
  return [...guards.values(), ...operations]
}

function add(
  guards: Map<string, TestOperation>,
  document: JsonValue,
  path: readonly string[],
  resizes: boolean,
): void {
  let value = document
  let depth = 0
  for (const token of path) {
    if (guards.has(formatPointer(path.slice(0, depth)))) return
    const next = member(value, token)
    const last = depth === path.length - 1
    if (next === undefined || (last && resizes && Array.isArray(value))) break
    value = next
    depth += 1
  }
  const pointer = formatPointer(path.slice(0, depth))
  if (!guards.has(pointer)) guards.set(pointer, { op: 'test', path: pointer, value })
}

function member(container: JsonValue, token: string): JsonValue | undefined {
  if (container === null || typeof container !== 'object') return undefined
  if (!Array.isArray(container)) return Object.hasOwn(container, token) ? container[token] : undefined
  const index = parseIndex(token)
  return index === undefined ? undefined : container[index]
}
