import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonFault, MAX_DEPTH } from '../../src/api/json-scan.ts'

const fault = (text: string) => jsonFault(Buffer.from(text))

/** Faults that a slow and plain reading finds: every string token before a colon, by object. */
function repeatsNaively(text: string): boolean {
  let repeated = false
  const seen: Set<string>[] = []
  for (const [token, next] of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?|[{}]/g)) {
    if (token === '{') seen.push(new Set())
    else if (token === '}') seen.pop()
    else if (next !== undefined) {
      const key = String(JSON.parse(token.slice(0, token.length - next.length)))
      if (seen.at(-1)?.has(key)) repeated = true
      seen.at(-1)?.add(key)
    }
  }
  return repeated
}

describe('the look at a JSON text', () => {
  it.each([
    '{}',
    '[]',
    '"x"',
    '1e308',
    '-1.5E-400',
    '{"a":{"b":1},"b":{"b":1}}',
    '[{"a":1},{"a":2}]',
    '{"a":"a","b":"a:a"}',
    '{"a":["a","a"]}',
    '{"\\"":1,"\\\\":2}',
    '{"a":"\\ud83c\\udf89"}',
    '{"a":"\\\\ud800"}',
    '{"prototype":1,"__proto":2,"Constructor":3}',
    ` {"a" : "${'x'.repeat(100)}\\"${'y'.repeat(100)}" , "b":"${'\\\\'.repeat(30)}"}`,
    '[1,2,3.5e10,-0]',
    '9'.repeat(308),
  ])('finds nothing in %s', (text) => {
    expect(fault(text)).toBeUndefined()
    JSON.parse(text)
  })

  it.each([
    ['{"a":1,"a":2}', 'it has the key "a" twice in one object'],
    ['{"x":[{"q":{},"b":1,"q":2}]}', 'it has the key "q" twice in one object'],
    ['{"a":1,"\\u0061":2}', 'it has the key "a" twice in one object'],
    ['{"":1,"":2}', 'it has the key "" twice in one object'],
    ['{"__proto__":1}', 'it has a key that is not allowed (__proto__)'],
    ['{"x":{"constructor":{}}}', 'it has a key that is not allowed (constructor)'],
    ['{"__proto\\u005f_":1}', 'it has a key that is not allowed (__proto__)'],
    ['["\\ud800"]', 'it has half of a surrogate pair in a text'],
    ['{"\\udc00":1}', 'it has half of a surrogate pair in a text'],
    ['["\\udc00\\ud800"]', 'it has half of a surrogate pair in a text'],
    [`["${'x'.repeat(50)}\\ud83c!"]`, 'it has half of a surrogate pair in a text'],
    ['[1e400]', 'it has a number beyond the range of a double: 1e400'],
    ['-1E+999', 'it has a number beyond the range of a double: -1E+999'],
    [`[${'9'.repeat(400)}]`, `it has a number beyond the range of a double: ${'9'.repeat(40)}`],
    ['['.repeat(MAX_DEPTH + 1), 'it is nested deeper than 1000 levels'],
    ['{"a":'.repeat(MAX_DEPTH + 1), 'it is nested deeper than 1000 levels'],
  ])('finds the fault of %s', (text, message) => {
    expect(fault(text)).toBe(message)
  })

  it('takes the deepest nesting there may be, and as many levels one after another as there are', () => {
    expect(fault('['.repeat(MAX_DEPTH) + ']'.repeat(MAX_DEPTH))).toBeUndefined()
    expect(fault(`[${'[],{},'.repeat(5000)}1]`)).toBeUndefined()
  })

  it('finds a repeated key among many, and in keys that hash alike', () => {
    const keys = Array.from({ length: 5000 }, (_, at) => `"key-${at}":${at}`)
    expect(fault(`{${keys.join()}}`)).toBeUndefined()
    expect(fault(`{${keys.join()},"key-2500":1}`)).toBe('it has the key "key-2500" twice in one object')
    // The multiplications lose the high bits, so that texts of zero bytes all have the hash 0.
    const alike = Array.from({ length: 40 }, (_, at) => `"${'\0'.repeat(at + 1)}":1`)
    expect(fault(`{${alike.join()}}`)).toBeUndefined()
  })

  it('agrees with a plain reading on what JSON.stringify writes, and on what is repeated in it', () => {
    const key = fc.oneof(fc.constantFrom('a', 'b', 'c', '"', '\\', 'é', ''), fc.string({ maxLength: 3 }))
    const tree = fc.letrec<{ value: string }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.jsonValue({ maxDepth: 0 }).map((json) => JSON.stringify(json)),
        fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join(' , ')}]`),
        fc
          .array(fc.tuple(key, tie('value')), { maxLength: 4 })
          .map(
            (members) =>
              `{${members.map(([name, value]) => `${JSON.stringify(name)} : ${value}`).join(',')}}`,
          ),
      ),
    })).value
    fc.assert(
      fc.property(tree, (text) => {
        JSON.parse(text)
        if (/\\u[dD][89a-fA-F]|__proto__|constructor/.test(text)) return
        expect(fault(text) !== undefined).toBe(repeatsNaively(text))
      }),
      { numRuns: 2000 },
    )
  })

  it('ends on any bytes', () => {
    const pieces = fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', '1', 'e', '-', 'x', '\\u', 'd800')
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.array(pieces).map((all) => Buffer.from(all.join(''))),
        ),
        (bytes) => {
          jsonFault(bytes)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('costs time in proportion to the text, whatever is in it', () => {
    const hostile = [
      (size: number) => `{${Array.from({ length: size / 8 }, (_, at) => `"${at}":1`).join()}}`,
      (size: number) => `["${'\\"'.repeat(size / 2)}"]`,
      (size: number) => `["${'\\\\'.repeat(size / 2)}"]`,
      (size: number) => `[${'"\\u0041",'.repeat(size / 9)}1]`,
      (size: number) => `{${Array.from({ length: size / 16 }, (_, at) => `"\\u0041${at}":1`).join()}}`,
      (size: number) => `[${'1e1,'.repeat(size / 4)}1]`,
      (size: number) => `["${'x'.repeat(size)}`,
      (size: number) => `"${'\\'.repeat(size)}`,
    ]
    for (const make of hostile) {
      const bytes = Buffer.from(make(4_000_000))
      jsonFault(bytes)
    }
  })
})
