import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../src/models/json.ts'
import { applyPatch, diff, equalJson, PatchError, type PatchOperation } from '../../src/patch/index.ts'

/** Milliseconds that work takes. */
function timed(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

/** A value in so many lists. */
function nested(value: JsonValue, levels: number, more: JsonValue[] = []): JsonValue {
  let result = value
  for (let at = 0; at < levels; at++) result = [result, ...more]
  return result
}

describe('patches made to keep a server busy', () => {
  const numbers = Array.from({ length: 500_000 }, (_, at) => at)
  const code = (operations: readonly PatchOperation[], document: JsonValue) => {
    try {
      applyPatch(document, operations)
      return 'applied'
    } catch (error) {
      if (error instanceof PatchError) return error.code
      throw error
    }
  }

  it.each<[string, PatchOperation]>([
    ['inserting at the front', { op: 'add', path: '/x/0', value: 1 }],
    ['taking from the front', { op: 'remove', path: '/x/0' }],
    ['moving the first to the end', { op: 'move', from: '/x/0', path: '/x/-' }],
  ])('by %s of a large array are cut off', (_what, operation) => {
    const operations = Array.from({ length: 10_000 }, () => operation)
    expect(timed(() => expect(code(operations, { x: numbers })).toBe('patch_too_large'))).toBeLessThan(5000)
    expect(code(operations.slice(0, 100), { x: numbers })).toBe('applied')
    expect(code(operations, { x: numbers.slice(0, 20_000) })).toBe('applied')
  })

  it.each<[string, JsonValue, JsonValue]>([
    ['deep in lists', nested(numbers, 150), nested([...numbers.slice(0, -1), -1], 150)],
    [
      'deep in lists that grow',
      nested(numbers, 150, [1]),
      nested([...numbers.slice(0, -1), -1], 150, [1, 2]),
    ],
    [
      'deep in lists that shrink',
      nested(numbers, 150, [1, 2]),
      nested([...numbers.slice(0, -1), -1], 150, [2]),
    ],
    ['too deep', nested(1, 20_000), nested(2, 20_000)],
  ])('as differences %s are found in a moment, and lead there', (_what, from, to) => {
    const operations: PatchOperation[] = []
    expect(timed(() => operations.push(...diff(from, to)))).toBeLessThan(5000)
    expect(equalJson(applyPatch(from, operations), to)).toBe(true)
  })
})
