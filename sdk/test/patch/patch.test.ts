import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../src/models/json.ts'
import { applyPatch, diff, PatchError, type PatchOperation, parsePatch } from '../../src/patch/index.ts'

function json(text: string): JsonValue {
  return JSON.parse(text)
}

function refusal(run: () => unknown): PatchError {
  try {
    run()
  } catch (error) {
    if (error instanceof PatchError) return error
    throw error
  }
  throw new Error('the patch was applied')
}

describe('applyPatch', () => {
  it.each<[string, string, PatchOperation[], string]>([
    ['adds a member', '{"a":1}', [{ op: 'add', path: '/b', value: 2 }], '{"a":1,"b":2}'],
    ['adds over a member', '{"a":1}', [{ op: 'add', path: '/a', value: null }], '{"a":null}'],
    ['inserts into an array', '[1,3]', [{ op: 'add', path: '/1', value: 2 }], '[1,2,3]'],
    ['appends by the next index', '[1]', [{ op: 'add', path: '/1', value: 2 }], '[1,2]'],
    ['appends by -', '[1]', [{ op: 'add', path: '/-', value: [2] }], '[1,[2]]'],
    ['replaces the document', '{"a":1}', [{ op: 'add', path: '', value: [] }], '[]'],
    ['removes a member', '{"a":1,"b":2}', [{ op: 'remove', path: '/a' }], '{"b":2}'],
    ['removes an element', '[1,2,3]', [{ op: 'remove', path: '/1' }], '[1,3]'],
    ['replaces a value', '{"a":{"b":[1]}}', [{ op: 'replace', path: '/a/b/0', value: 2 }], '{"a":{"b":[2]}}'],
    ['moves to another name', '{"a":{"x":1}}', [{ op: 'move', from: '/a', path: '/b' }], '{"b":{"x":1}}'],
    ['moves inside an array', '[1,2,3]', [{ op: 'move', from: '/0', path: '/2' }], '[2,3,1]'],
    ['moves out to the top', '{"a":{"b":1}}', [{ op: 'move', from: '/a/b', path: '' }], '1'],
    ['moves onto itself', '{"a":1}', [{ op: 'move', from: '/a', path: '/a' }], '{"a":1}'],
    ['copies', '{"a":{"x":[1]}}', [{ op: 'copy', from: '/a', path: '/b' }], '{"a":{"x":[1]},"b":{"x":[1]}}'],
    [
      'unescapes names',
      '{"a/b":{"~1":1}}',
      [{ op: 'replace', path: '/a~1b/~01', value: 2 }],
      '{"a/b":{"~1":2}}',
    ],
    ['takes the empty name', '{"":{"":1}}', [{ op: 'replace', path: '//', value: 2 }], '{"":{"":2}}'],
    ['takes digits as a member name', '{"a":{"0":1}}', [{ op: 'remove', path: '/a/0' }], '{"a":{}}'],
  ])('%s', (_, document, operations, expected) => {
    expect(applyPatch(json(document), operations)).toEqual(json(expected))
  })

  it.each<[string, string, PatchOperation, string]>([
    ['a missing member', '{}', { op: 'remove', path: '/a' }, 'patch_no_target'],
    ['a missing member to replace', '{}', { op: 'replace', path: '/a', value: 1 }, 'patch_no_target'],
    ['a missing parent', '{}', { op: 'add', path: '/a/b', value: 1 }, 'patch_no_target'],
    ['an index past the end', '[1]', { op: 'add', path: '/2', value: 1 }, 'patch_no_target'],
    ['the place after the end', '[1]', { op: 'replace', path: '/1', value: 1 }, 'patch_no_target'],
    ['- where something must be', '[1]', { op: 'remove', path: '/-' }, 'patch_no_target'],
    ['a leading zero', '[1,2]', { op: 'remove', path: '/01' }, 'patch_bad_target'],
    ['a negative index', '[1]', { op: 'remove', path: '/-1' }, 'patch_bad_target'],
    ['an exponent', '[1,2]', { op: 'remove', path: '/1e0' }, 'patch_bad_target'],
    ['a name in an array', '[1]', { op: 'add', path: '/length', value: 0 }, 'patch_bad_target'],
    ['a path through a text', '{"a":"bc"}', { op: 'test', path: '/a/0', value: 'b' }, 'patch_bad_target'],
    ['a move into itself', '{"a":{}}', { op: 'move', from: '/a', path: '/a/b' }, 'patch_bad_target'],
    ['a move of the document', '{"a":{}}', { op: 'move', from: '', path: '/a' }, 'patch_bad_target'],
    ['removal of the document', '{}', { op: 'remove', path: '' }, 'patch_bad_target'],
    ['an inherited member', '{}', { op: 'test', path: '/constructor', value: null }, 'patch_no_target'],
    ['a path without /', '{}', { op: 'add', path: 'a', value: 1 }, 'patch_malformed'],
  ])('refuses %s', (_, document, operation, code) => {
    const error = refusal(() => applyPatch(json(document), [operation]))
    expect(error).toMatchObject({ code, index: 0, operation })
    expect(error.message).toContain(error.reason)
  })

  it.each([
    ['{"a":1,"b":[1,{"c":null}]}', '{"b":[1.0,{"c":null}],"a":1e0}', true],
    ['[1,2]', '[2,1]', false],
    ['{"a":null}', '{}', false],
    ['{"a":1}', '{"a":1,"b":1}', false],
    ['[]', '{}', false],
    ['"1"', '1', false],
    ['0', 'false', false],
  ])('compares %s with %s for test', (found, expected, equal) => {
    const run = () => applyPatch(json(found), [{ op: 'test', path: '', value: json(expected) }])
    if (equal) expect(run()).toEqual(json(found))
    else expect(refusal(run).code).toBe('patch_test_failed')
  })

  it('names the operation that failed and applies none', () => {
    const document = json('{"a":[1]}')
    const operations: PatchOperation[] = [
      { op: 'add', path: '/a/-', value: 2 },
      { op: 'test', path: '/a/0', value: 7 },
    ]
    expect(refusal(() => applyPatch(document, operations)).index).toBe(1)
    expect(document).toEqual({ a: [1] })
  })

  it('changes neither a value of the patch nor a moved one by a later operation', () => {
    const value = json('{"x":[]}')
    const operations: PatchOperation[] = [
      { op: 'add', path: '/a', value },
      { op: 'copy', from: '/a', path: '/b' },
      { op: 'add', path: '/a/x/-', value: 1 },
      { op: 'add', path: '/b/x/-', value: 2 },
    ]
    expect(applyPatch({}, operations)).toEqual({ a: { x: [1] }, b: { x: [2] } })
    expect(value).toEqual({ x: [] })
  })

  it('keeps __proto__ and constructor as plain members', () => {
    const operations = parsePatch(
      json(`[
        {"op":"add","path":"/__proto__","value":{"polluted":true}},
        {"op":"add","path":"/__proto__/more","value":1},
        {"op":"add","path":"/constructor","value":{"prototype":{}}},
        {"op":"add","path":"/constructor/prototype/polluted","value":true},
        {"op":"copy","from":"/__proto__","path":"/copy"},
        {"op":"replace","path":"/__proto__","value":5}
      ]`),
    )
    const result = applyPatch({}, operations)
    expect(JSON.stringify(result)).toBe(
      '{"__proto__":5,"constructor":{"prototype":{"polluted":true}},"copy":{"polluted":true,"more":1}}',
    )
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    expect(refusal(() => applyPatch({}, [{ op: 'add', path: '/__proto__/x', value: 1 }])).code).toBe(
      'patch_no_target',
    )
  })

  it('refuses copies that double without end', () => {
    const operations: PatchOperation[] = Array.from({ length: 60 }, (_, index) => ({
      op: 'copy',
      from: '',
      path: `/${index}`,
    }))
    expect(refusal(() => applyPatch({ text: 'x'.repeat(1000) }, operations)).code).toBe('patch_too_large')
  })

  it('works on values nested deeper than the call stack', () => {
    const deep = json('['.repeat(50_000) + ']'.repeat(50_000))
    const again = json('['.repeat(50_000) + ']'.repeat(50_000))
    const operations: PatchOperation[] = [
      { op: 'test', path: '/a', value: again },
      { op: 'copy', from: '/a', path: '/b' },
      { op: 'test', path: '/b', value: again },
    ]
    expect(() => applyPatch({ a: deep }, operations)).not.toThrow()
    expect(diff(deep, again)).toEqual([])
    expect(diff([deep], [[deep]])).toHaveLength(1)
  })
})

describe('parsePatch', () => {
  it('reads all operations and drops what they do not define', () => {
    const text = `[{"op":"add","path":"/a","value":null,"note":1},{"op":"move","from":"/a","path":"/b"},
      {"op":"copy","from":"/b","path":"/c"},{"op":"remove","path":"/b"},{"op":"test","path":"/c","value":1}]`
    expect(parsePatch(json(text))).toEqual([
      { op: 'add', path: '/a', value: null },
      { op: 'move', from: '/a', path: '/b' },
      { op: 'copy', from: '/b', path: '/c' },
      { op: 'remove', path: '/b' },
      { op: 'test', path: '/c', value: 1 },
    ])
  })

  it.each([
    ['{}', -1, 'array'],
    ['null', -1, 'array'],
    ['[7]', 0, 'object'],
    ['[[]]', 0, 'object'],
    ['[{"path":"/a"}]', 0, 'op'],
    ['[{"op":"toString","path":"/a"}]', 0, 'op'],
    ['[{"op":"add","path":"/a"}]', 0, 'value'],
    ['[{"op":"remove","path":"/a"},{"op":"test","path":"/a"}]', 1, 'value'],
    ['[{"op":"remove","path":7}]', 0, 'path'],
    ['[{"op":"remove","path":"/a~2"}]', 0, '~0'],
    ['[{"op":"remove","path":"a"}]', 0, 'start with /'],
    ['[{"op":"move","path":"/a"}]', 0, 'from'],
    ['[{"op":"copy","from":"x","path":"/a"}]', 0, 'start with /'],
  ])('refuses %s', (text, index, word) => {
    const error = refusal(() => parsePatch(json(text)))
    expect(error).toMatchObject({ code: 'patch_malformed', index })
    expect(error.reason).toContain(word)
  })

  it('refuses a patch of too many operations', () => {
    const many = Array.from({ length: 10_001 }, () => ({ op: 'remove', path: '/a' }))
    expect(refusal(() => parsePatch(many)).code).toBe('patch_too_large')
  })
})
