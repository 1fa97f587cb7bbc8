import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '../../src/models/json.ts'
import {
  applyPatch,
  diff,
  equalJson,
  formatPointer,
  guarded,
  PatchError,
  type PatchOperation,
  PointerError,
  parsePatch,
  parsePointer,
} from '../../src/patch/index.ts'

const key = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('a', 'b', 'c', 'a/b', '~', '~1', '0', '-', '') },
  { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty') },
  { weight: 1, arbitrary: fc.string() },
)

const { value: anyJson } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<JsonValue>(null, true, false, 0, 1, 2, '', 'x'),
    fc.array(tie('value'), { maxLength: 5 }),
    fc
      .array(fc.tuple(key, tie('value')), { maxLength: 5 })
      .map((members): JsonObject => Object.fromEntries(members)),
  ),
}))

/** Any operation, mostly on paths that may exist. */
const operation: fc.Arbitrary<PatchOperation> = fc
  .record({
    kind: fc.constantFrom('add', 'remove', 'replace', 'move', 'copy', 'test'),
    path: fc.array(key, { maxLength: 3 }).map(formatPointer),
    from: fc.array(key, { maxLength: 3 }).map(formatPointer),
    value: anyJson,
  })
  .map(({ kind, path, from, value }): PatchOperation => {
    if (kind === 'move' || kind === 'copy') return { op: kind, from, path }
    if (kind === 'add' || kind === 'replace' || kind === 'test') return { op: kind, path, value }
    return { op: 'remove', path }
  })

/** Result of a patch as text, or the code of its refusal. */
function outcome(document: JsonValue, operations: readonly PatchOperation[]): string {
  try {
    return JSON.stringify(applyPatch(document, operations))
  } catch (error) {
    if (error instanceof PatchError) return error.code
    throw error
  }
}

describe('diff', () => {
  it('leads from one value to the other', () => {
    fc.assert(
      fc.property(anyJson, anyJson, (from, to) => {
        const operations = diff(from, to)
        expect(equalJson(applyPatch(from, operations), to)).toBe(true)
        expect(parsePatch(JSON.parse(JSON.stringify(operations)))).toEqual(operations)
      }),
      { numRuns: 500 },
    )
  })

  it('is empty for equal values', () => {
    fc.assert(fc.property(anyJson, (value) => diff(value, structuredClone(value)).length === 0))
  })

  it('inserts into and takes out of arrays instead of rewriting them', () => {
    expect(diff(['a', 'b', 'c'], ['x', 'a', 'b', 'c'])).toEqual([{ op: 'add', path: '/0', value: 'x' }])
    expect(diff({ p: ['a', 'b', 'c'] }, { p: ['a', 'c'] })).toEqual([{ op: 'remove', path: '/p/1' }])
  })
})

describe('applyPatch', () => {
  it('throws nothing but PatchError and never changes its input', () => {
    fc.assert(
      fc.property(anyJson, fc.array(operation, { maxLength: 6 }), (document, operations) => {
        const before = JSON.stringify([document, operations])
        outcome(document, operations)
        expect(JSON.stringify([document, operations])).toBe(before)
        expect(Object.keys(Object.prototype)).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })

  it('gives in one run what the operations give one at a time', () => {
    fc.assert(
      fc.property(anyJson, fc.array(operation, { maxLength: 6 }), (document, operations) => {
        let stepwise = document
        let failed = ''
        for (const step of operations) {
          const result = outcome(stepwise, [step])
          if (result.startsWith('patch_')) {
            failed = result
            break
          }
          stepwise = JSON.parse(result)
        }
        const whole = outcome(document, operations)
        if (failed !== '') expect(whole).toBe(failed)
        else expect(equalJson(JSON.parse(whole), stepwise)).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('guarded', () => {
  it('passes while nobody else has changed the document', () => {
    fc.assert(
      fc.property(anyJson, fc.array(operation, { maxLength: 5 }), (document, operations) => {
        expect(outcome(document, guarded(operations, document))).toBe(outcome(document, operations))
      }),
      { numRuns: 500 },
    )
  })

  it('fails when somebody else wrote to any place the patch touches', () => {
    fc.assert(
      fc.property(anyJson, anyJson, fc.nat(), (base, mine, choice) => {
        const operations = diff(base, mine)
        const touched = operations[choice % Math.max(1, operations.length)]
        if (touched === undefined) return
        // Paths of later operations count on the earlier ones, so the other edit may not be possible at all.
        const theirs = outcome(base, [{ op: 'add', path: touched.path, value: 'written by somebody else' }])
        if (theirs.startsWith('patch_')) return
        expect(outcome(JSON.parse(theirs), guarded(operations, base))).toBe('patch_test_failed')
      }),
      { numRuns: 1000 },
    )
  })

  it.each<[string, JsonValue, PatchOperation[], JsonValue]>([
    ['a replaced value', { a: 1, b: 1 }, [{ op: 'replace', path: '/a', value: 2 }], { a: 3, b: 1 }],
    ['a removed value', { a: 1 }, [{ op: 'remove', path: '/a' }], { a: 3 }],
    ['an added member', { p: {} }, [{ op: 'add', path: '/p/x', value: 1 }], { p: { x: 2 } }],
    ['an appended element', { p: ['a'] }, [{ op: 'add', path: '/p/-', value: 'b' }], { p: ['a', 'c'] }],
    ['a removed element', { p: ['a', 'b'] }, [{ op: 'remove', path: '/p/0' }], { p: ['a', 'c'] }],
    ['a moved value', { a: 1 }, [{ op: 'move', from: '/a', path: '/b' }], { a: 2 }],
    ['a copied value', { a: 1, b: 0 }, [{ op: 'copy', from: '/a', path: '/b' }], { a: 2, b: 0 }],
  ])('fails when somebody else changed %s', (_, document, operations, theirs) => {
    expect(outcome(document, guarded(operations, document))).not.toMatch(/^patch_/)
    expect(outcome(theirs, guarded(operations, document))).toBe('patch_test_failed')
  })

  it('lets changes elsewhere pass', () => {
    const document = { Params: { mine: 1, other: 1 }, Stage: 'a' }
    const operations = guarded([{ op: 'replace', path: '/Params/mine', value: 2 }], document)
    expect(applyPatch({ Params: { mine: 1, other: 9, more: 1 }, Stage: 'b' }, operations)).toEqual({
      Params: { mine: 2, other: 9, more: 1 },
      Stage: 'b',
    })
  })

  it('tests each place once', () => {
    const operations: PatchOperation[] = [
      { op: 'add', path: '/p/-', value: 1 },
      { op: 'add', path: '/p/-', value: 2 },
      { op: 'replace', path: '/p/0', value: 3 },
    ]
    expect(guarded(operations, { p: [0] })).toEqual([{ op: 'test', path: '/p', value: [0] }, ...operations])
  })
})

describe('pointers', () => {
  it('come back as they were written', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (tokens) => {
        expect(parsePointer(formatPointer(tokens))).toEqual(tokens)
      }),
    )
  })

  it('are read or refused, nothing else', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          expect(formatPointer(parsePointer(text))).toBe(text)
        } catch (error) {
          if (!(error instanceof PointerError)) throw error
        }
      }),
    )
  })
})
